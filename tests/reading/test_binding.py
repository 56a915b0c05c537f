"""Letters bound in one file: cut where a whole new one begins, never within one."""

from __future__ import annotations

from itertools import permutations

import pytest

from checker.reading.binding import find_letters
from checker.spans import LetterText, Span
from tests.shipped import knowledge

from .letters import HEADER, INTRO, PROSE, item, letter

SENT = "MAXIMUS sent the case file to an expert reviewer.\n\n"
OF_2013 = f"""\
MAXIMUS FEDERAL SERVICES, INC.
Independent Medical Review
P.O. Box 1
Notice of Independent Medical Review Determination

Dated: 12/20/2013

Employee: N. N.
Claim Number: 1
Date of UR Decision: 9/30/2013
IMR Application Received: 10/7/2013
MAXIMUS Case Number: CM13-0999903

HOW THE IMR DECISION WAS MADE
{SENT}CASE SUMMARY

The patient is a 52 year old male.

IMR DECISION(S) AND RATIONALE(S)
The Final Determination was based on decisions for the disputed items/services set forth below:

1) Regarding the request for a cane:

Section of the Medical Treatment Utilization Schedule relied upon by the Expert Reviewer to make his/her decision:
The Claims Administrator did not cite any evidence. The Expert Reviewer found no section.

Rationale for the Decision:
The request for a cane is not medically necessary.
"""  # noqa: E501
OF_2014 = letter(item("Tizanidine 2 mg: Upheld"), item("Knee brace: Overturned"), head=PROSE)
OF_2016 = letter(item("MRI of the left knee: Upheld"), item("Ibuprofen #60: Upheld"), head=HEADER)
FORMS = {"2013": OF_2013, "2014": OF_2014, "2016": OF_2016}

PAGE_HEADER = "Case Number: CM16-0999901\n"


def letters(text: str) -> list[str]:
    """The letters found, as their words; their spans leave nothing out."""
    spans = find_letters(LetterText(text), knowledge().form)
    assert [span.start for span in spans] == [0, *(span.end for span in spans[:-1])]
    assert spans[-1].end == len(text)
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize("form", FORMS)
def test_a_letter_is_one(form: str) -> None:
    assert letters(FORMS[form]) == [FORMS[form]]


@pytest.mark.parametrize("bound", [*permutations(FORMS, 2), *permutations(FORMS, 3)], ids="-".join)
def test_letters_bound_are_as_many(bound: tuple[str, ...]) -> None:
    assert letters("".join(FORMS[form] for form in bound)) == [FORMS[form] for form in bound]


def test_letters_of_one_form_bound() -> None:
    other = OF_2016.replace("CM16-0999901", "CM16-0999902")
    for pair in ((OF_2016, other), (OF_2014, OF_2014), (OF_2013, OF_2013)):
        assert letters("".join(pair)) == [*pair]


def test_two_decisions_of_one_case_are_two_letters() -> None:
    assert letters(OF_2016 + OF_2016) == [OF_2016, OF_2016]


@pytest.mark.parametrize(("lines", "whose"), [(15, 1), (16, 0)])
def test_the_header_of_a_letter_is_short(lines: int, whose: int) -> None:
    between = PAGE_HEADER + "She was seen for her knee.\n" * lines
    bound = [OF_2016, OF_2014]
    bound[whose] = between + OF_2014 if whose else OF_2016 + between
    assert letters(OF_2016 + between + OF_2014) == bound


HEADINGS = ("HOW THE IMR FINAL DETERMINATION WAS MADE\n", "CLINICAL CASE SUMMARY\n", INTRO)


@pytest.mark.parametrize(
    "between",
    [
        *HEADINGS,
        PAGE_HEADER,
        f"{PAGE_HEADER}CLINICAL CASE SUMMARY\n" * 2,
        f"{PAGE_HEADER}CLINICAL CASE SUMMARY\n",  # a page header above a heading that is repeated
        "Case Number: CM16-0999902\n",  # another case is named
        "CLINICAL CASE SUMMARY\nHOW THE IMR FINAL DETERMINATION WAS MADE\n",  # not in a letter's order
        "He read the clinical case summary and how the IMR final determination was made.\n",
    ],
)
def test_what_is_no_whole_new_letter_cuts_nothing(between: str) -> None:
    text = f"{OF_2016}{between}\n{item('Knee brace: Upheld')}"
    assert letters(text) == [text]


def test_a_header_without_an_item_cuts_nothing() -> None:
    text = f"{OF_2016}{HEADER}{INTRO}"
    assert letters(text) == [text]


def test_a_second_letter_that_is_no_determination_cuts_nothing() -> None:
    text = f"{OF_2014}CASE SUMMARY\nThe dog.\nIMR ISSUES, DECISIONS AND RATIONALES\nRationale: none.\n"
    assert letters(text) == [text]


def test_a_text_of_another_kind_is_one() -> None:
    assert letters("The dog barked.\n") == ["The dog barked.\n"]
    assert find_letters(LetterText(""), knowledge().form) == (Span(0, 0),)
