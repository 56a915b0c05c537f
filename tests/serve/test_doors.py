"""Who is let in, what is sent with each answer, and how much is taken."""

from __future__ import annotations

import pytest

from .server import LETTER, Server

EVIL = "http://evil.example"


@pytest.mark.parametrize("token", ["", "x", "A" * 32, "%00", "../"])
def test_without_the_token_nothing_is_there(server: Server, token: str) -> None:
    for path in ("", "playground", "file?name=x.yaml", "pages/1/0.html"):
        assert server.ask(path, token=token).status == 403
    assert server.ask("try", b"{}", token=token).status == 403


def test_a_name_that_was_made_to_lead_here_is_refused(server: Server) -> None:
    port = server.host.partition(":")[2]
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1.evil.example:{port}"):
        assert server.ask(headers={"Host": host}).status == 403
    assert server.ask(headers={"Host": f"localhost:{port}"}).status == 200


@pytest.mark.parametrize("origin", [EVIL, "null", "http://127.0.0.1:1", ""])
def test_what_another_site_sends_is_refused(server: Server, origin: str) -> None:
    for path in ("letter?name=a.txt", "try"):
        assert server.ask(path, b"{}", headers={"Origin": origin}).status == 403


def test_another_site_can_not_even_show_it(server: Server) -> None:
    assert server.ask(headers={"Origin": EVIL}).status == 403
    assert server.ask(headers={"Sec-Fetch-Site": "cross-site"}).status == 403
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert server.ask(headers={**link, "Sec-Fetch-Dest": "iframe"}).status == 403
    assert server.ask(headers={**link, "Sec-Fetch-Dest": "document"}).status == 200
    sent = server.ask().headers
    assert sent["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in sent["content-security-policy"]


def test_nothing_but_the_script_of_a_page_may_run_and_nothing_is_kept(server: Server) -> None:
    for path in ("", "playground"):
        sent = server.ask(path).headers
        policy = dict(part.split(" ", 1) for part in sent["content-security-policy"].split("; "))
        assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
        assert policy["script-src"].startswith("'sha256-")
        assert policy["connect-src"] == "'self'"
        assert (sent["cache-control"], sent["referrer-policy"]) == ("no-store", "no-referrer")
        assert sent["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in server.ask("nowhere").headers["content-security-policy"]


def test_no_more_is_taken_than_is_needed(server: Server) -> None:
    assert server.ask("try", b" " * 2_000_001).status == 413
    assert server.ask("letter?name=a.txt", b" " * (20 * 1024 * 1024 + 1)).status == 413


def test_what_is_no_attempt_is_refused(server: Server) -> None:
    for data in (b"", b"[]", b'{"left": 1}', b'{"other": "x"}', b"\xff"):
        assert server.ask("try", data).status == 422
    assert server.ask("try").status == 405
    assert server.ask("letter?name=a.txt", b"").text == "it is empty"
    assert "not an IMR final determination" in server.ask("letter?name=a.txt", b"No letter.").text


def test_a_letter_is_checked_and_its_page_has_its_policy(server: Server) -> None:
    answer = server.ask("letter?name=%3Cscript%3E.txt", LETTER.encode())
    page = server.ask(answer.text.split('"')[3])
    assert (answer.status, page.status) == (200, 200)
    assert "&lt;script&gt;.txt" in page.text
    assert "<script>.txt" not in page.text
    assert "script-src 'sha256-" in page.headers["content-security-policy"]
    assert server.ask("pages/1/1.html").status == server.ask("pages/999/0.html").status == 404
