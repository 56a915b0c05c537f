"""Pages of HTML: what they show, and that nothing of a letter becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from checker.render.html.guideline import Cards
from checker.render.html.page import index_page, letter_page

from ..test_terminal_hostile import hostile_report
from .pages import batch, cards, checked, example, page_of, report_on

VOID = {"meta", "br", "input"}
MARKUP = (
    "</span></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><style>*{display:none}</style>"
)


class Elements(HTMLParser):
    """The elements of a page, its ids, the addresses that it leads to, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        given = dict(attrs)
        self.attributes |= given.keys()
        self.ids += [str(given["id"])] if "id" in given else []
        self.hrefs += [str(given["href"])] if "href" in given else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("name", ["muscle-relaxants.txt", "knee-surgery.txt", "not-a-determination.txt"])
def test_a_page_is_whole_and_its_links_lead_somewhere(name: str) -> None:
    page = Elements(page_of(example(name), name))
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert {one for one in page.hrefs if one[0] != "#" or one[1:] not in page.ids} == set()


def test_a_sentence_has_the_criterion_that_the_finding_on_it_rests_on() -> None:
    page = page_of(example("muscle-relaxants.txt"))
    first = page[page.index('id="g1-1"') : page.index('id="i2"')]
    assert "not longer than 2 to 3 weeks" in first
    assert first.index("CP09.musc.cyclo.duration") < first.index("CP09.musc.cyclo.short_course")


def test_an_item_says_how_it_was_read_and_what_was_cited_with_pages() -> None:
    words = " ".join(Elements(page_of(example("muscle-relaxants.txt"))).words.split())
    assert "Read as: drug oral; cyclobenzaprine 7.5 mg #60" in words
    assert "Cyclobenzaprine, p. 64 (line 30)→ MTUS Chronic Pain Medical Treatment Guidelines, 2009" in words


def test_a_page_shows_letter_guideline_criterion_logic_and_provenance() -> None:
    page = Elements(page_of(example("consistent-therapy.txt")))
    words = " ".join(page.words.split())
    letter, _ = checked(example("consistent-therapy.txt"), "x")
    for item in letter.items:
        assert item.title in words
        for statement in item.statements:
            assert statement.text in words
            card = cards().get(statement.criterion)
            if card is not None:
                assert card.source in words
                assert card.text in words
                assert card.provenance in words


def test_a_finding_stands_with_both_sides_joined_by_links() -> None:
    page = page_of(example("misstated-limit.txt"))
    letter, _ = checked(example("misstated-limit.txt"), "x")
    error = next(one for item in letter.items for one in item.findings if one.severity == "error")
    anchor = re.search(r'<article class="finding error" id="(f\d+)"', page)
    assert anchor is not None
    assert f'href="#{anchor[1]}-1"' in page
    assert f'id="{anchor[1]}-1"' in page
    assert error.guideline is not None
    assert error.guideline.text
    assert error.guideline.text in " ".join(Elements(page).words.split())


def test_the_logic_of_a_criterion_is_shown_as_a_tree() -> None:
    needs = [card.needs for name in cards().ids if (card := cards().get(name)) and card.needs]
    joined = {one.words for one in needs if one.parts}
    assert {"all of", "any of"} <= joined
    assert not [one for one in needs for part in (one, *one.parts) if not part.words]


def test_what_a_letter_says_is_never_markup() -> None:
    text = example("misstated-limit.txt")
    hostile = text.replace("The patient", f"{MARKUP} The patient").replace("low back", f"low {MARKUP} back")
    assert hostile != text
    page = Elements(page_of(hostile, f"{MARKUP}.txt"))
    assert page.names.count("script") == page.names.count("style") == 1
    assert "img" not in page.names
    assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
    assert "alert(2)" in page.words


def test_what_cannot_be_seen_is_taken_out_of_every_field() -> None:
    hostile = f"{MARKUP}\u202e\x1b[31m\x00\u200b\ud800"
    report = hostile_report(hostile)
    pages = [letter_page(letter, None, Cards(()), report) for letter in report.letters]
    for page in (*pages, index_page(report, [None] * len(report.letters))):
        page.encode("utf-8")
        assert not re.search("[\u202e\x1b\x00\u200b]", page)
        assert Elements(page).names.count("script") == 1


def test_a_page_asks_for_nothing_from_anywhere() -> None:
    page = page_of(example("topical-medicines.txt"))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert not re.search(r"(?:src|href|action)=\"(?!#)", page)
    assert "@import" not in page
    assert "url(" not in page


def test_an_index_has_a_row_a_rationale_and_leads_to_the_pages() -> None:
    names = ["muscle-relaxants.txt", "cannot-tell.txt", "not-a-determination.txt"]
    page = batch(names)
    rows = sum(len(checked(example(name), name)[0].items) for name in names)
    assert page.count("<tr data-verdict=") == rows
    assert 'href="muscle-relaxants.txt.html#i3"' in page
    assert "not checked:" in page
    for plot in ("Treatment", "Guideline cited by the reviewer", "Specialty", "Year of the decision"):
        assert f"<figcaption>{plot}" in page


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert page_of(example("search-order.txt")) == page_of(example("search-order.txt"))


def test_a_page_of_a_letter_is_small() -> None:
    letter, text = checked(example("knee-surgery.txt"), "x")
    assert len(letter_page(letter, text, cards(), report_on(letter)).encode()) <= 200_000
