"""Reading raises nothing but UnreadableError, whatever the words of the letter's grammar are made to say."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from checker.errors import UnreadableError
from checker.knowledge.phrases import fold
from checker.reading.citations import MAX_CITED
from checker.reading.dates import find_dates
from checker.reading.form import is_determination, normalise
from checker.reading.read import read_parts
from checker.spans import LetterText
from tests.reading.letters import HEADER, INTRO, LABELS, PROSE, item, letter
from tests.shipped import citations, knowledge, lexicon, requests, sentences


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for _, inner in value:
            yield from _leaves(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _leaves(inner)


FIGURES = [
    "1,000", "999,999,999,999", ",000", "0", "00", "12", "2.5", "5/325", "50%", "#60", "(12)", "1-2", "x",
    "٣", "²", "1/1/0000", "99/99/9999", "2/30/2014", "2004", "CM16-0000000", "L4-5", "twelve", "twice",
    "0000", "9" * 400, ",999" * 400,
]  # fmt: skip
WORDS = [
    "year old", "years of age", "visits", "sessions", "over", "weeks", "times a week", "per day", "mg", "g",
    "percent", "tablets", "supply", "daily", "qty", "and", "or", "of", "to", "the", "not", "prior", "left",
    "right", "bilateral", "knee", "chapter", "section(s):", "page(s)", "pages", "edition", "updated", "June",
    "Jan.", "MTUS", "Non-MTUS", "ODG", "ACOEM", "(ACOEM)", "2nd", "second", "ſecond", "ed.", "Guidelines",
    "Tizanidine", "cream", "compound", "injection", "surgery", "evaluation", "was the original request.",
]  # fmt: skip
MARKS = [
    "\n",
    "\n\n",
    "\f",
    ".",
    ",",
    ";",
    ":",
    "(",
    ")",
    '"',
    "-",
    "–",
    "§",
    "İ",
    "ſ",
    "K",
    "\ud800",
    "\u200b",
]
BLOCKS = [HEADER, PROSE, INTRO, LABELS.format(rationale="It is not needed.")]
phrases = st.sampled_from([*_leaves(knowledge().form), *_leaves(knowledge().words), *BLOCKS])
pieces = st.one_of(
    st.sampled_from(FIGURES), st.sampled_from(WORDS), st.sampled_from(MARKS), phrases, phrases.map(str.upper)
)
texts = st.tuples(st.lists(pieces, max_size=25), st.sampled_from(["", " ", "\n"])).map(
    lambda parts: parts[1].join(parts[0])
)


def read_whole(words: str) -> None:
    """Everything that is read of a letter, as the run reads it."""
    text = LetterText(normalise(words))
    form = knowledge().form
    is_determination(text.text, form)
    read = read_parts(text, form)
    for one in read.items:
        for line in (one.claims_line, one.reviewer_line):
            citations().read(text, line, "reviewer")
        for title in (one.title, one.original_request, one.authorized):
            requests().treatment(title or "")
        for block in (one.rationale, read.summary):
            for sentence in sentences().split(text, block) if block else ():
                read_sentence(sentence.folded)


def read_sentence(folded: str) -> None:
    requests().figures.measures(folded)
    find_dates(folded)
    requests().drug_figures.directions(folded)
    requests().drug_figures.strengths(folded)
    requests().drug_figures.quantity(folded)
    requests().body_parts.find(folded, lexicon().find(folded))
    requests().body_parts.levels(folded)
    requests().visits.count(folded)
    requests().figures.age(folded)


@example("a 1,000 year old man")
@example("a 9,9-year-old man")
@example(f"{'999,' * 400}999 visits")
@example(f"{'9' * 400}{',999' * 400} times a week for 6 weeks")
@settings(deadline=None)
@given(texts)
def test_no_sentence_raises(words: str) -> None:
    read_sentence(fold(normalise(words)))
    requests().treatment(normalise(words))


@settings(deadline=None)
@given(texts)
def test_no_letter_raises_but_unreadable(words: str) -> None:
    try:
        read_whole(words)
    except UnreadableError:
        return


@example("", "Tizanidine 2 mg", "ACOEM Guidelines, ſecond Edition, Chapter 3", "It is not needed.")
@example("", f"Physical therapy {'999,' * 400}999 visits", "MTUS", "It is not needed.")
@example("", "", ",999" * 400, "")
@settings(deadline=None)
@given(texts, texts, texts, texts)
def test_no_part_of_a_letter_raises_but_for_a_line_of_too_many_sections(
    header: str, title: str, line: str, rationale: str
) -> None:
    cites = LABELS.replace("{rationale}", rationale).replace("MTUS Knee Complaints 2004", line)
    try:
        read_whole(letter(f"{title}\n\n{cites}", item(title, rationale), head=HEADER + header))
    except UnreadableError as error:
        if str(error) != f"one of its guideline lines cites more than {MAX_CITED} sections":
            raise
