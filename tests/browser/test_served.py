"""What imr-check serve serves, in a browser: a letter dropped, a rule typed, others kept out, axe content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ..render.html.pages import EXAMPLES, example
from ..serve.server import CRITERION, RULE, Server
from .conftest import HOSTILE, Watched
from .test_pages import violations

# A file dropped as by hand: the input of the page is not touched.
DROP = """([name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name));
  document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
}"""


def answered(page: Page) -> None:
    """Wait until all that was typed is answered."""
    page.wait_for_timeout(400)
    expect(page.locator("#answer[aria-busy='false']")).to_be_visible(timeout=60_000)


def playground(served: Watched, server: Server) -> Page:
    served.page.goto(f"{server.address}playground")
    answered(served.page)
    return served.page


@pytest.mark.parametrize("name", ["wrong-chapter.pdf", "wrong-chapter.txt"])
def test_a_letter_that_is_dropped_shows_its_report(served: Watched, server: Server, name: str) -> None:
    page = served.page
    page.goto(server.address)
    page.evaluate(DROP, [name, list((EXAMPLES / name).read_bytes())])
    page.wait_for_url("**/pages/*/0.html")
    assert page.locator("article.finding.error").count() > 0
    assert "Cite the chapter" in page.locator("#report").inner_text()
    assert violations(page) == []


def test_a_letter_is_chosen_by_keyboard_and_what_is_none_is_said(served: Watched, server: Server) -> None:
    page = served.page
    page.goto(server.address)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "letter"
    page.locator("#letter").set_input_files(EXAMPLES / "not-a-determination.txt")
    expect(page.locator("#status")).to_contain_text("this is not an IMR final determination")
    assert served.faults.pop().endswith("422 (Unprocessable Entity)")
    page.locator("#letter").set_input_files(EXAMPLES / "misstated-limit.txt")
    page.wait_for_url("**/pages/*/0.html")


def test_a_hostile_letter_is_inert(served: Watched, server: Server) -> None:
    page = served.page
    page.goto(server.address)
    text = example("side-and-strength.txt").replace("The ", f"The {HOSTILE} ")
    page.evaluate(DROP, ["<img src=x onerror=alert(9)>.txt", list(text.encode())])
    page.wait_for_url("**/pages/*/0.html")
    assert page.locator("script").count() == page.locator("style").count() == 1
    assert page.locator("img, svg, [onload], [onerror], a[href^='javascript']").count() == 0
    playground(served, server).locator("#right").fill(text)
    page.locator("#left").fill(
        CRITERION.replace("An invented clinic", "An invented <img src=x onerror=alert(8)>")
    )
    answered(page)
    assert "alert(3)" in page.locator("#result").inner_text()
    assert page.locator("#result :is(script, style, img, svg, iframe, [onload], [onerror])").count() == 0


def test_a_wrong_limit_is_told_with_its_line_and_a_right_one_ties(served: Watched, server: Server) -> None:
    page = playground(served, server)
    page.locator("#right").fill("Zolpidem is limited to 21 days.")
    wrong = CRITERION.replace("low: 7, high: 10", "low: 17, high: 10")
    page.locator("#left").fill(wrong)
    jump = page.locator("#result button[data-line]")
    expect(jump).to_have_text("line 17, column 47")
    expect(page.locator("#result")).to_contain_text("low 17 is above high 10")
    assert page.locator("#numbers .wrong").all_inner_texts() == ["17"]
    jump.focus()
    page.keyboard.press("Enter")
    chosen = "(one) => one.value.slice(one.selectionStart, one.selectionEnd)"
    assert page.locator("#left").evaluate(chosen) == wrong.splitlines()[16]
    page.locator("#left").fill(CRITERION)
    expect(page.locator("#result .tie.own strong")).to_have_text("HOUSE.zolpidem.days")
    row = page.locator("#result tbody tr").first.inner_text()
    chance = re.match(r"(\d+)%\t", row)
    assert chance is not None
    assert int(chance[1]) >= 77  # a tie of less is refused
    assert "misstated" in row
    assert page.locator("#numbers .wrong").count() == 0


def test_typing_goes_on_while_it_is_answered(served: Watched, server: Server) -> None:
    page = playground(served, server)
    page.locator("#right").fill("")
    page.locator("#right").press_sequentially("Zolpidem is limited to 7 to 10 days.", delay=40)
    answered(page)
    assert page.locator("#result blockquote").all_inner_texts() == ["Zolpidem is limited to 7 to 10 days."]


def test_what_failed_is_shown_for_a_rule_and_its_cases_run(served: Watched, server: Server) -> None:
    page = playground(served, server)
    page.locator("#start").select_option("start:rule.yaml")
    page.locator("#right").fill("The patient was seen.")
    expect(page.locator("#result .lines")).to_contain_text("the nearest item has not needs_visits = true")
    page.locator("#left").fill(RULE.replace("knee, 6 visits", "knee"))
    answered(page)
    page.get_by_role("button", name="Run its cases", exact=True).click()
    expect(page.locator("#result")).to_contain_text("2 tests, 2 cases: 1 failed")


def test_a_file_is_saved_by_keyboard_and_opened_again(served: Watched, server: Server, pack: Path) -> None:
    page = playground(served, server)
    page.get_by_label("File").fill("sleep.yaml")
    page.locator("#left").focus()
    page.keyboard.press("Control+s")
    expect(page.locator("#result")).to_contain_text("Saved as sleep.yaml.")
    expect(page.locator("#result")).to_contain_text("2 criteria, 10 sentences, 2 cases: none failed.")
    page.reload()
    page.locator("#left").fill("")
    page.locator("#start").select_option("file:sleep.yaml")
    expect(page.locator("#left")).to_have_value(CRITERION)
    answered(page)
    (pack / "sleep.yaml").unlink()  # the tests that follow type what has its ids


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages(served: Watched, server: Server, scheme: str) -> None:
    page = served.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(server.address)
    assert violations(page) == []
    playground(served, server)
    assert page.locator("#result .leaf.open").count() > 0
    assert violations(page) == []
    page.locator("#left").fill(CRITERION.replace("limits:", "limit:"))
    expect(page.locator("#result button[data-line]").first).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 700})
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    assert violations(page) == []


def test_another_site_learns_and_does_nothing(browser: Browser, server: Server, tmp_path: Path) -> None:
    page = browser.new_page()
    (tmp_path / "evil.html").write_text("<p>another site</p>", encoding="utf-8")
    page.goto((tmp_path / "evil.html").as_uri())
    asked = """async (address) => {
      const told = [];
      const tell = (promise) => promise.then((one) => told.push(one.status), () => told.push("refused"));
      await tell(fetch(address));
      await tell(fetch(`${address}try`, { method: "POST", body: "{}" }));
      await tell(fetch(`${address}letter?name=a.txt`, { method: "POST", mode: "no-cors", body: "x" }));
      const frame = document.createElement("iframe");
      frame.src = address;
      document.body.append(frame);
      await new Promise((done) => frame.addEventListener("load", done));
      told.push(frame.contentDocument === null ? "refused" : "shown");
      return told;
    }"""
    assert page.evaluate(asked, server.address) == ["refused"] * 4
    assert page.goto(server.address.replace(server.token, "x" * 32)).status == 403  # type: ignore[union-attr]
    page.close()
