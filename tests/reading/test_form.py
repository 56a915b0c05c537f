"""Parts and items: in both forms, partly authorized, over several lines and pages, with parts missing."""

from __future__ import annotations

import pytest

from checker.errors import UnreadableError
from checker.letter import Item, Letter
from checker.reading.form import MAX_ITEMS, is_determination, normalise, prepared
from checker.reading.read import read_parts
from checker.spans import LetterText, Span
from tests.shipped import knowledge

from .letters import HEADER, INTRO, LABELS, PROSE, item, letter

RATIONALE = "It is not needed. The request is not medically necessary."


def read(text: str, pages: tuple[int, ...] = ()) -> Letter:
    return read_parts(LetterText(text, pages), knowledge().form)


def words(text: str, span: Span | None) -> str | None:
    return None if span is None else " ".join(text[span.start : span.end].split())


def shown(text: str, one: Item) -> dict[str, object]:
    """An item with its spans as the words that stand there."""
    return {
        "index": one.index,
        "title": one.title,
        "decision": one.decision,
        "decision_word": one.decision_word,
        "header": words(text, one.title_span),
        "claims": words(text, one.claims_line),
        "reviewer": words(text, one.reviewer_line),
        "rationale": words(text, one.rationale),
    }


LINE = "Decision based on MTUS Knee Complaints 2004."


@pytest.mark.parametrize("head", [HEADER, PROSE], ids=["fields", "prose"])
def test_each_item_has_its_title_decision_lines_and_rationale(head: str) -> None:
    text = letter(
        item("MRI of the left knee: Upheld"), item("Ibuprofen 800 mg #60: Overturned", "Yes."), head=head
    )
    found = read(text)
    assert [shown(text, one) for one in found.items] == [
        {
            "index": 1,
            "title": "MRI of the left knee",
            "decision": "upheld",
            "decision_word": "Upheld",
            "header": "MRI of the left knee: Upheld",
            "claims": LINE,
            "reviewer": LINE,
            "rationale": RATIONALE,
        },
        {
            "index": 2,
            "title": "Ibuprofen 800 mg #60",
            "decision": "overturned",
            "decision_word": "Overturned",
            "header": "Ibuprofen 800 mg #60: Overturned",
            "claims": LINE,
            "reviewer": LINE,
            "rationale": "Yes.",
        },
    ]
    first, second = found.items
    assert text[first.span.start :].startswith("MRI of")
    assert first.span.end == second.span.start
    assert found.missing == ()
    assert found.misspelt_headings == ()


@pytest.mark.parametrize(
    ("printed", "title", "decision"),
    [
        ("Knee brace: Upheld", "Knee brace", "upheld"),
        ("Knee brace: UPHELD.", "Knee brace", "upheld"),
        ("Knee brace:  Overturned", "Knee brace", "overturned"),
        ("Knee brace: Modified", "Knee brace", "modified"),
        ("Knee brace: Partially Overturned", "Knee brace", "modified"),
        ("Knee brace - Upheld", "Knee brace", "upheld"),
        ("Brace, size: large: Upheld", "Brace, size: large", "upheld"),
        ("Knee brace", "Knee brace", None),
        ("Knee brace: Maybe", "Knee brace: Maybe", None),
        ("1) Regarding the request for knee brace:", "knee brace", None),
    ],
)
def test_a_header_ends_with_the_decision(printed: str, title: str, decision: str | None) -> None:
    (one,) = read(letter(item(printed))).items
    assert (one.title, one.decision) == (title, decision)


def test_the_decision_of_the_old_form_stands_in_the_rationale() -> None:
    said = "The Physician has determined the request for knee brace is {}medically necessary and appropriate."
    head = "1) Regarding the request for knee brace:"
    decisions = [read(letter(item(head, said.format(no)))).items[0].decision for no in ("not ", "")]
    assert decisions == ["upheld", "overturned"]
    other = said.format("not ").replace("knee brace", "cane")
    assert read(letter(item(head, other))).items[0].decision is None


@pytest.mark.parametrize(
    ("granted", "authorized"),
    [
        ("Four visits were authorized by the claims administrator. The remaining IMR", "Four visits"),
        ("The claims administrator authorized four visits. The remaining IMR", "four visits"),
        ("The remaining IMR", None),
    ],
)
def test_of_a_partly_authorized_request_the_remainder_is_the_title(
    granted: str, authorized: str | None
) -> None:
    header = (
        f"Twelve visits of therapy was the original request. {granted} eligible portion of the original "
        "request, eight visits of therapy is: Upheld"
    )
    (one,) = read(letter(item(header))).items
    assert (one.original_request, one.authorized, one.title, one.decision) == (
        "Twelve visits of therapy",
        authorized,
        "eight visits of therapy",
        "upheld",
    )


def test_an_original_request_without_a_remainder_is_left_whole() -> None:
    (one,) = read(letter(item("Therapy was the original request. Nothing follows: Upheld"))).items
    assert (one.title, one.original_request) == ("Therapy was the original request. Nothing follows", None)


def test_a_header_runs_over_lines_that_were_full() -> None:
    filler = (
        "The worker went to a visit of the usual kind and was told to go on with what was being done there."
    )
    long = (
        "Magnetic resonance imaging of the left knee with and without contrast and with a\n"
        "report of the radiologist on the cartilage: Upheld"
    )
    text = letter(item("MRI: Upheld", f"{filler}\n" * 8), item(long))
    assert [one.title for one in read(text).items] == ["MRI", " ".join(long.removesuffix(": Upheld").split())]


def test_a_short_line_above_a_header_is_not_part_of_it() -> None:
    filler = (
        "The worker went to a visit of the usual kind and was told to go on with what was being done there."
    )
    text = letter(item("MRI: Upheld", f"{filler}\n" * 8 + "no stop"), item("Knee brace: Upheld"))
    assert [one.title for one in read(text).items] == ["MRI", "Knee brace"]


def test_a_page_break_inside_an_item_changes_nothing_but_the_place() -> None:
    text = letter(item("MRI: Upheld"), item("Knee brace: Upheld"))
    cut = text.index("Knee brace: Upheld")
    paged = read(text, (0, cut))
    assert paged.items == read(text).items
    assert [paged.text.place(one.span).page for one in paged.items] == [1, 2]
    broken = text.replace("Decision rationale: It is", "Decision\n\n\n\n\nrationale: It is", 1)
    assert [one.title for one in read(broken).items] == ["MRI", "Knee brace"]
    assert words(broken, read(broken).items[0].rationale) == RATIONALE


def test_labels_and_headings_are_read_in_any_case_and_over_lines() -> None:
    text = letter(item("MRI: Upheld")).replace("MAXIMUS guideline:", "maximus\n  Guideline :")
    text = text.replace("CLINICAL CASE SUMMARY", "Clinical Case Summary")
    found = read(text)
    assert words(text, found.items[0].reviewer_line) == LINE
    assert found.missing == ()


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Claims Administrator guideline", "claims_line"),
        ("MAXIMUS guideline", "reviewer_line"),
        ("Decision rationale", "rationale"),
    ],
)
def test_a_label_that_is_missing_leaves_its_part_out(label: str, field: str) -> None:
    block = "\n\n".join(part for part in LABELS.split("\n\n") if not part.startswith(label))
    text = letter(f"MRI: Upheld\n\n{block.format(rationale='It is not needed.')}", item("Brace: Upheld"))
    found = read(text)
    assert [one.title for one in found.items] == ["MRI", "Brace"]
    parts = ("claims_line", "reviewer_line", "rationale")
    assert [name for name in parts if getattr(found.items[0], name) is None] == [field]


def test_missing_headings_are_named_and_misspelt_ones_found() -> None:
    text = letter(item("MRI: Upheld"))
    assert read(text.replace("CLINICAL CASE SUMMARY\n", "")).missing == ("summary",)
    assert read(text.replace("HOW THE IMR FINAL DETERMINATION WAS MADE\n", "")).missing == ("credentials",)
    without = read(text.replace("IMR ISSUES, DECISIONS AND RATIONALES\n", ""))
    assert (without.missing, [one.title for one in without.items]) == (("issues",), ["MRI"])
    wrong = text.replace("CLINICAL CASE SUMMARY", "CLINCAL CASE SUMMARY")
    found = read(wrong)
    start = wrong.index("CLINCAL")
    assert found.misspelt_headings == ((Span(start, start + 20), "clinical case summary"),)
    assert words(wrong, found.summary) == words(text, read(text).summary)


def test_the_summary_ends_where_the_items_begin() -> None:
    text = letter(item("MRI: Upheld"))
    summary = words(text, read(text).summary)
    assert summary == (
        "The expert reviewer developed the following clinical case summary: The injured worker is a "
        "48-year-old female who fell from a ladder. She has knee pain."
    )


def test_more_items_than_allowed_are_an_error_not_fewer_items() -> None:
    many = ["A: Upheld\nMAXIMUS guideline: x.\n"] * (MAX_ITEMS + 1)
    assert len(read(letter(*many[:MAX_ITEMS])).items) == MAX_ITEMS
    with pytest.raises(UnreadableError, match=f"it has more than {MAX_ITEMS} items"):
        read(letter(*many[: MAX_ITEMS + 1]))


@pytest.mark.parametrize(
    "text",
    [
        "The dog barked. An independent medical review was planned.",
        "def decision_rationale():\n    return 'final determination of the claims administrator'\n",
        HEADER,
        "A health plan's decision. Decision rationale: none. The claims administrator was MAXIMUS.",
        "",
    ],
    ids=["news", "code", "no items", "health plan", "empty"],
)
def test_a_text_of_another_kind_is_no_determination(text: str) -> None:
    assert not is_determination(text, knowledge().form)


@pytest.mark.parametrize(
    "head", [HEADER, PROSE, "MAXIMUS. Expert Reviewer.\n"], ids=["fields", "prose", "cut"]
)
def test_a_determination_is_known_by_its_words_and_labels(head: str) -> None:
    assert is_determination(letter(item("MRI: Upheld"), head=head), knowledge().form)
    assert is_determination(head + INTRO + "Rationale: none.", knowledge().form)


def test_characters_that_print_nothing_are_dropped() -> None:
    assert normalise("Up\u200bheld\r\nso\u00ad\u202eft\ufeff\rend") == "Upheld\nsoft\nend"


def test_half_a_character_is_replaced() -> None:
    assert normalise("Up\ud83dheld\udfff") == "Up\ufffdheld\ufffd"


def test_pages_begin_where_they_did_once_characters_are_dropped() -> None:
    text = "Up\u200bheld\r\n\u00ad\fsecond\r\n\fthird"
    starts = tuple(text.index(page) for page in ("Up", "second", "third"))
    assert prepared(LetterText(text, starts)) == LetterText("Upheld\n\fsecond\n\fthird", (0, 8, 16))


def test_the_first_decision_on_a_request_of_2013_counts() -> None:
    told = "It was determined that the request for {0} {1} medically necessary. "
    items = [item(f"Regarding the request for {name}:") for name in ("MRI", "a brace", "surgery")]
    summary = (
        told.format("MRI", "is not")
        + told.format("a brace", "was")
        + told.format("MRI", "is")
        + "It was determined the request for surgery fails. "
    )
    read = read_parts(LetterText(letter(*items, head=HEADER + summary)), knowledge().form)
    assert [one.decision for one in read.items] == ["upheld", "overturned", None]
