"""What a reader meets in a browser: keyboard, filters, print, dark, narrow, and no rule of axe violated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ..render.html.pages import checked, example, page_of
from .conftest import ATTACKS, NAMES, SHARED, Watched

ALL = [*(f"{name}.html" for name in NAMES), "hostile.html", "index.html"]


def violations(page: Page) -> list[Any]:
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("name", ALL)
def test_axe_finds_nothing(watched: Watched, pages: Path, name: str) -> None:
    assert violations(watched.open(pages / name)) == []


@pytest.mark.parametrize("name", ["muscle-relaxants.txt.html", "index.html"])
def test_axe_finds_nothing_in_the_dark_or_on_a_narrow_screen(
    watched: Watched, pages: Path, name: str
) -> None:
    page = watched.open(pages / name)
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 700})
    assert violations(page) == []
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_a_hostile_letter_is_words_and_nothing_else(watched: Watched, pages: Path) -> None:
    page = watched.open(pages / "hostile.html")
    assert page.locator("script").count() == page.locator("style").count() == 1
    assert page.locator("img, svg, [onload], [onerror], a[href^='javascript']").count() == 0
    assert "alert(3)" in page.locator("#text").inner_text()
    assert "\u202e" not in page.content()


def test_the_watch_tells_what_a_policy_forbids(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    one = Watched(context)
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    (tmp_path / "page.html").write_text(f"{policy}<img src=x.png><script>1</script>", encoding="utf-8")
    one.open(tmp_path / "page.html").wait_for_timeout(100)
    assert [fault for fault in one.faults if fault.startswith("console: policy: script-src")]
    context.close()


@pytest.mark.parametrize("number", range(len(ATTACKS)))
def test_no_attack_is_more_than_words(watched: Watched, pages: Path, number: int) -> None:
    page = watched.open(pages / f"attack-{number}.html")
    page.wait_for_timeout(100)
    assert page.locator("script").count() == page.locator("style").count() == 1
    strange = (
        "img, svg, iframe, object, embed, base, link, form, math, textarea, template, a[href^='javascript']"
    )
    assert page.locator(strange).count() == 0
    assert page.locator("meta").count() == 4
    shown = page.locator("#text").inner_text()
    assert "".join(sign for sign in ATTACKS[number].split()[0] if sign.isprintable()) in shown
    assert not set("\u202e\u2066\u200b\ufeff\x00\x1b") & set(page.content())


def test_findings_are_filtered_and_stepped_through(watched: Watched, pages: Path) -> None:
    page = watched.open(pages / "search-order.txt.html")
    seen = page.locator("article.finding:visible")
    whole = seen.count()
    errors = page.locator("article.finding.error").count()
    assert 0 < errors < whole
    page.get_by_label("errors").uncheck()
    assert seen.count() == whole - errors
    page.get_by_label("errors").check()
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    assert page.evaluate("location.hash") == f"#{seen.first.get_attribute('id')}"


def test_the_words_that_a_finding_is_on_stand_beside_it(watched: Watched, pages: Path) -> None:
    page = watched.open(pages / "muscle-relaxants.txt.html")
    page.evaluate("document.activeElement.blur()")
    for _ in range(3):
        page.keyboard.press("n")
        expect(page.locator(":target")).to_be_in_viewport()
        expect(page.locator("#text .lit")).to_be_in_viewport()
        quote = page.locator(":target blockquote").first.inner_text()
        assert quote in " ".join(page.locator("#text .lit").inner_text().split())


def test_an_index_is_filtered_by_verdict_and_words(watched: Watched, pages: Path) -> None:
    page = watched.open(pages / "index.html")
    rows = page.locator("tr[data-verdict]:visible")
    whole = rows.count()
    page.get_by_label("consistent", exact=True).uncheck()
    fewer = rows.count()
    assert 0 < fewer < whole
    page.get_by_label("Words").fill("tizanidine")
    assert rows.count() == 1
    assert page.locator("[data-count]").inner_text() == f"1 of {whole} shown"


def test_all_can_be_read_without_script(browser: Browser, pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "muscle-relaxants.txt.html").as_uri())
    assert not page.locator(".controls").is_visible()
    hidden = page.locator("article.finding:not(:visible)").count()
    assert hidden == 0
    page.locator("a.statement").first.click()
    assert page.url.endswith("#g1-1")
    context.close()


def test_a_page_prints_with_both_sides(watched: Watched, pages: Path, tmp_path: Path) -> None:
    page = watched.open(pages / "misstated-limit.txt.html")
    letter, _ = checked(example("misstated-limit.txt"), "x")
    page.pdf(path=tmp_path / "page.pdf")
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as printed:
        words = " ".join(" ".join(one.get_textpage().get_text_range() for one in printed).split())
    error = next(one for item in letter.items for one in item.findings if one.severity == "error")
    assert error.guideline is not None
    assert error.guideline.text is not None
    for said in (error.evidence[0].quote, error.guideline.text, "To match:"):
        assert said in words


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real letters are not here")
def test_real_letters_render(watched: Watched, tmp_path: Path) -> None:
    letters = sorted(SHARED.glob("*/*.txt"))
    assert letters
    for path in letters:
        text = path.read_text(encoding="utf-8", errors="replace")
        page = page_of(text, path.name)
        assert len(page.encode()) <= 200_000
        (tmp_path / "page.html").write_text(page, encoding="utf-8")
        shown = watched.open(tmp_path / "page.html")
        letter, _ = checked(text, path.name)
        assert shown.locator("#report h3[id^='h']").count() == len(letter.items)
        assert shown.locator(".statement").count() > 0
