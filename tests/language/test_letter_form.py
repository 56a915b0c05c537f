"""Each phrase of the letter form's plain lists is read: without it, the part that it marks is not found."""

from __future__ import annotations

from typing import Any

import pytest

from checker.knowledge.language import LetterForm
from checker.reading.binding import find_letters
from checker.reading.form import is_determination
from checker.reading.read import read_parts
from checker.spans import LetterText
from tests.reading.letters import HEADER, INTRO, PROSE, item, letter
from tests.shipped import knowledge

Key = tuple[str, ...]
FORM = knowledge().form
MADE, SUMMARY, ISSUES = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "CLINICAL CASE SUMMARY",
    "IMR ISSUES, DECISIONS AND RATIONALES",
)
WHOLE = letter(item("MRI: Upheld"))
# A text with the phrase in it, by the list that the phrase is in.
FRAMES: dict[Key, str] = {
    ("headings", "credentials"): WHOLE.replace(MADE, "{}"),
    ("headings", "summary"): WHOLE.replace(SUMMARY, "{}"),
    ("headings", "issues"): WHOLE.replace(ISSUES, "{}"),
    ("labels", "claims_line"): WHOLE.replace("Claims Administrator guideline", "{}"),
    ("labels", "reviewer_line"): WHOLE.replace("MAXIMUS guideline", "{}"),
    ("labels", "rationale"): WHOLE.replace("Decision rationale", "{}"),
    ("decisions", "upheld"): letter(item("MRI: {}")),
    ("decisions", "overturned"): letter(item("MRI: {}")),
    ("decisions", "modified"): letter(item("MRI: {}")),
    # The number alone, with the heading of the items, makes another letter.
    ("fields", "case_number"): WHOLE + "{}: 12-3\n" + INTRO + item("MRI: Upheld"),
    ("fields", "decision_date"): letter(item("MRI: Upheld"), head="{}: 1/2/2014\n" + PROSE),
    ("fields", "date_of_injury"): letter(item("MRI: Upheld"), head="{}: 1/2/2014\n" + PROSE),
    ("fields", "ur_denial_date"): letter(item("MRI: Upheld"), head="{}: 1/2/2014\n" + PROSE),
    ("fields", "states"): letter(item("MRI: Upheld"), head="{}: Utah\n" + PROSE),
    ("fields", "specialties"): letter(item("MRI: Upheld"), head="{}: Surgery\n" + PROSE),
}
LISTS = [(key, phrase) for key in FRAMES for phrase in getattr(getattr(FORM, key[0]), key[1])]


def without(key: Key, phrase: str) -> LetterForm:
    """The form without a phrase of one of its lists."""
    name, *rest = key
    value: Any = getattr(FORM, name)
    if not rest:
        return FORM.model_copy(update={name: tuple(other for other in value if other != phrase)})
    kept = tuple(other for other in getattr(value, rest[0]) if other != phrase)
    return FORM.model_copy(update={name: value.model_copy(update={rest[0]: kept})})


@pytest.mark.parametrize(("key", "phrase"), LISTS, ids=str)
def test_without_a_phrase_its_part_is_not_found(key: Key, phrase: str) -> None:
    text = LetterText(FRAMES[key].replace("{}", phrase))
    less = without(key, phrase)
    assert (read_parts(text, FORM), find_letters(text, FORM)) != (
        read_parts(text, less),
        find_letters(text, less),
    )


@pytest.mark.parametrize("phrase", FORM.opening)
def test_without_a_word_of_its_vocabulary_a_text_is_no_determination(phrase: str) -> None:
    others = ("maximus", "final determination")
    other = next(word for word in others if word not in phrase and phrase not in word)
    text = f"{phrase}, {other}.\n\nRationale for the decision:\nNone.\n{ISSUES}\n"
    assert is_determination(text, FORM)
    assert not is_determination(text, without(("opening",), phrase))


@pytest.mark.parametrize("phrase", FORM.issues_intro)
def test_the_end_of_the_introduction_is_no_part_of_a_title(phrase: str) -> None:
    text = LetterText(
        f"{HEADER}{ISSUES}\nThese are the decisions that were made {phrase}:\nMRI: Upheld\n\n"
        "Rationale: None.\n"
    )
    (read,) = read_parts(text, FORM).items
    assert read.title == "MRI"
    (less,) = read_parts(text, without(("issues_intro",), phrase)).items
    assert less.title != "MRI"


@pytest.mark.parametrize("phrase", FORM.header)
def test_a_line_of_the_header_begins_the_next_letter(phrase: str) -> None:
    line = f"{phrase} 1\n"
    text = LetterText(WHOLE + line + letter(item("MRI: Upheld"), head=PROSE))
    assert [text.text[span.start :].startswith(line) for span in find_letters(text, FORM)] == [False, True]
    assert len(find_letters(text, FORM)) == 2
    less = find_letters(text, without(("header",), phrase))
    assert [text.text[span.start :].startswith(line) for span in less] == [False, False]
