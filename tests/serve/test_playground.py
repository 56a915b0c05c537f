"""What is told of what an author types, and what is saved."""

from __future__ import annotations

import re

import pytest

from .conftest import Folders
from .server import CRITERION, LETTER, RULE, Server

STATED = "Zolpidem is limited to 21 days."


def test_a_sentence_is_tied_to_the_criterion_that_is_typed(server: Server) -> None:
    told = server.attempt(CRITERION, STATED).text
    assert "States <strong>HOUSE.zolpidem.days</strong>" in told
    assert "the sentence: 21 days; the guideline: at most 7-10 days" in told
    assert "figures 1" in told


def test_a_letter_shows_findings_that_the_criterion_makes(server: Server) -> None:
    told = server.attempt(CRITERION, LETTER.replace("7-10 days", "21 days")).text
    assert '<article class="finding error" data-own>' in told
    assert "has no such figure: at most 7-10 days" in told


def test_the_leaf_that_failed_is_shown_with_the_letters_words(server: Server) -> None:
    told = server.attempt(CRITERION, LETTER.replace("He has insomnia.", "He denies insomnia.")).text
    leaf = told[told.rindex('<li class="leaf failed">') :]
    assert leaf.index("condition: insomnia") < leaf.index("He denies insomnia") < leaf.index("tried: ")
    assert "the letter says nothing of it" in leaf


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            ("low: 7, high: 10", "low: 17, high: 10"),
            "line 17, column 47</button>: limits: low 17 is above high 10",
        ),
        (("unit: day", "unit: dais"), "line 17, column"),
        (("limits:", "limit:"), "line 17, column"),
        (("id: HOUSE-SLEEP", "\tid: HOUSE-SLEEP"), "line 1, column 1</button>: a tab"),
        (("zolpidem]", "zolpidm]"), "line 12, column"),
        (("id: HOUSE.zolpidem.first", "id: HOUSE.zolpidem.days"), "line 24, column"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(server: Server, wrong: tuple[str, str], said: str) -> None:
    left = CRITERION.replace(*wrong)
    assert left != CRITERION
    told = server.attempt(left, LETTER).text
    assert said in told
    assert "Findings" not in told


def test_a_rule_is_tried_on_a_rationale_and_says_what_failed(server: Server) -> None:
    told = server.attempt(RULE, "The patient was seen.").text
    assert "the nearest item has not needs_visits = true (it is false)" in told
    found = server.attempt(
        RULE.replace("needs_visits: true, visits_known: false", "needs_visits: false"), "Seen."
    )
    assert "data-own" in found.text
    assert "met: item i" in found.text


def test_a_draft_stands_in_the_place_of_the_shipped_rule_of_its_code(server: Server) -> None:
    told = server.attempt(RULE.replace("IMR190", "IMR107"), "Seen.").text
    assert (
        "never names tizanidine"
        in server.attempt("", LETTER.replace("Zolpidem 10 mg #30", "Tizanidine")).text
    )
    assert "never names tizanidine" not in told
    assert "Rationales" in told


def test_cases_are_run_and_what_fails_is_shown(server: Server) -> None:
    told = server.attempt(RULE, "", cases=True).text
    assert "2 tests, 2 cases: none failed." in told
    told = server.attempt(RULE.replace("knee, 6 visits", "knee"), "", cases=True).text
    assert "1 failed" in told
    assert "IMR190: silent where the number is given" in told
    told = server.attempt(
        CRITERION.replace("near: [The", "near: [Zolpidem is limited to 7 to 10 days, The"), ""
    ).text
    assert "the near miss is also an example" in told


def test_the_cases_of_what_a_criterion_needs_are_run(server: Server) -> None:
    assert "2 criteria, 10 sentences, 2 cases: none failed" in server.attempt(CRITERION, "", cases=True).text
    told = server.attempt(CRITERION.replace("answer: unmet", "answer: met"), "", cases=True).text
    assert "1 failed" in told
    assert "The patient denies insomnia." in told


def test_a_message_has_its_code(server: Server) -> None:
    told = server.attempt(CRITERION.replace("unit: day", "unit: dais"), "").text
    assert re.search(r'<span class="quiet">[A-Z]+\d+</span></li>', told)


def test_a_pattern_of_a_file_can_not_be_run_but_as_the_safe_kind(server: Server) -> None:
    left = CRITERION.replace("publisher:", "aliases: [{pattern: '(a+)+$', examples: [aaaa]}]\npublisher:")
    assert server.attempt(left, "a" * 5_000 + "b").status == 200


def test_what_is_right_is_saved_and_in_force_and_what_is_wrong_is_not(
    server: Server, folders: Folders
) -> None:
    file = folders.pack / "sleep.yaml"
    told = server.attempt(CRITERION.replace("high: 10", "high: 1"), "", file="sleep.yaml", save=True).text
    assert "line 17" in told
    assert not file.exists()
    told = server.attempt(CRITERION, "", file="sleep.yaml", save=True).text
    assert "Saved as sleep.yaml" in told
    assert "2 criteria, 10 sentences, 2 cases: none failed" in told
    assert file.read_text(encoding="utf-8") == CRITERION
    assert server.ask("file?name=sleep.yaml").text == CRITERION
    assert '<option value="file:sleep.yaml">' in server.ask("playground").text
    letter = LETTER.replace("7-10 days", "21 days").encode()
    page = server.ask(server.ask("letter?name=a.txt", letter).text.split('"')[3])
    assert "House guideline on sleep, Zolpidem has no such figure" in page.text
    again = CRITERION.replace("low: 7, high: 10", "low: 7, high: 21").replace("7 to 10", "7 to 21")
    assert (
        "at most 7-21 days"
        in server.attempt(again, "Zolpidem is limited to 30 days.", file="sleep.yaml").text
    )
    file.unlink()


@pytest.mark.parametrize(
    "name",
    [
        "../out.yaml",
        "/tmp/out.yaml",
        "a/../../out.yaml",
        "pack.yaml",
        "x.yml",
        ".x.yaml",
        "a\\b.yaml",
        "a b.yaml",
    ],
)
def test_nothing_is_saved_or_read_outside_of_the_pack(server: Server, folders: Folders, name: str) -> None:
    assert server.attempt(CRITERION, "", file=name, save=True).status == 422
    assert server.ask(f"file?name={name.replace(' ', '%20')}").status == 422
    assert not list(folders.pack.parent.rglob("*out.yaml"))


def test_no_link_leads_out_of_the_pack(server: Server, folders: Folders) -> None:
    (folders.pack.parent / "secret.yaml").write_text("a: secret", encoding="utf-8")
    link = folders.pack / "link.yaml"
    link.symlink_to(folders.pack.parent / "secret.yaml")
    assert server.ask("file?name=link.yaml").status == 422
    link.unlink()


def test_a_rule_is_not_saved_into_a_pack_of_guidelines(server: Server) -> None:
    answer = server.attempt(RULE, "", file="IMR190.yaml", save=True)
    assert (answer.status, answer.text) == (422, "not saved: --edit named no pack of rules")


def test_several_letters_in_a_file_are_kept_with_pages_that_lead_to_each_other(
    server: Server, folders: Folders
) -> None:
    both = f"{LETTER}\n\n{LETTER.replace('CM16-0901900', 'CM16-0901901')}"
    answer = server.ask("letter?name=both.txt", both.encode())
    index = server.ask(answer.text.split('"')[3]).text
    assert 'href="2.html#i1"' in index
    assert server.ask(answer.text.split('"')[3].replace("0.html", "2.html")).status == 200
    (folder,) = (path for path in folders.kept.glob("both-*") if path.is_dir())
    assert sorted(path.name for path in folder.iterdir()) == ["0.html", "1.html", "2.html"]


def test_a_letter_is_kept_where_that_was_asked_for(server: Server, folders: Folders) -> None:
    server.ask("letter?name=..%2F..%2Fa%20letter.TXT", LETTER.encode())
    kept = sorted(path.name for path in folders.kept.iterdir() if "a-letter" in path.name)
    assert [name.partition(".")[2] for name in kept] == ["html", "txt"]
    assert (folders.kept / kept[1]).read_text(encoding="utf-8") == LETTER
