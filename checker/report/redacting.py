"""What identifies a person, taken out of a record before anything is made of it: ``--redact``.

A letter's text says what that is, and each value has one placeholder in all that is made of the letter: dates
are counted in the order of time. What was computed stays: verdicts, codes, fingerprints, figures, places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import islice
from pathlib import PurePath
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, overload

from checker.casefile.wording import edition_name
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.letter_forms import any_of
from checker.reading.identifying import (
    NAME_WORD,
    Kind,
    Value,
    identities,
    name_word,
    name_words,
    number_value,
)
from checker.report.records import CaseRecord, FigureRecord, GuidelineRecord, LetterRecord, Report, SpanRecord

NO_GUARANTEE = (
    "--redact takes out names, dates and numbers that identify where it recognises them: no guarantee, read "
    "what you pass on"
)
_KEPT = frozenset(("path", "sha256", "id", "rule", "check", "criterion", "guideline", "family", "concept"))
_OWN_WORDS = frozenset(("message", "because", "resolve", "reasons", "differs", "amount"))
_OLDEST = 89  # years: who is older is known by it
_AGE_UNIT = "year_of_age"
_YEARS = re.compile(r"\b(?P<age>\d{2,3}) years\b")
_SHORTEST = 3  # letters of a part of a name with a hyphen that is a name alone
_BETWEEN = re.compile(r"[.,]?\s?")  # words of one name
_SUFFIXES = frozenset((".txt", ".pdf", ".docx"))

Piece = tuple[int, int, str]  # from where to where in a text, and what stands there instead


class Redaction:
    """What identifies in one letter, and what stands in its place."""

    def __init__(self, text: str, knowledge: Knowledge) -> None:
        self._words = knowledge.words.identifying
        self._particles = frozenset(map(name_word, self._words.particles.words))
        self._placeholders: dict[tuple[Kind, Value], str] = {}
        self._counts: dict[Kind, int] = {}
        places = identities(text, self._words)
        found = [(one.kind, one.value) for one in places]
        for value in sorted((value for kind, value in found if kind == "date"), key=_in_time):
            self._placeholder("date", value)
        self._names: dict[str, str] = {}
        names = [(one.value, text[one.span.start : one.span.end]) for one in places if one.kind == "name"]
        for value, told in sorted(names, key=lambda one: len(one[0]), reverse=True):
            self._name(value, told)
        for kind, value in found:
            self._placeholder(kind, value)
        starts = (0, *(one.span.end for one in places))
        between = (
            text[start:end]
            for start, end in zip(starts, (*(one.span.start for one in places), None), strict=True)
        )
        self._as_words = self._particles.union(
            name_word(word[0]) for part in between for word in NAME_WORD.finditer(part) if word[0].islower()
        )
        self._titles = _titles(knowledge, frozenset(self._names) - self._particles)

    def words(self, text: str, *, own: bool = False) -> str:
        """A text without what identifies. Of imr-check's own words only that which stands in the letter."""
        parts: list[str] = []
        place = 0
        for start, end, placeholder in self._pieces(text, own=own):
            parts += text[place:start], placeholder
            place = end
        return "".join((*parts, text[place:]))

    def record(self, value: Any, field: str = "", *, own: bool = False) -> Any:
        """A record, or what holds records or texts, without what identifies."""
        if isinstance(value, str):
            return value[:4] if field == "date" else self.words(value, own=own)
        if isinstance(value, SpanRecord | GuidelineRecord):
            return value
        if isinstance(value, CaseRecord):
            return self._case(value)
        if isinstance(value, FigureRecord) and value.unit == _AGE_UNIT:
            return replace(value, low=min(value.low, _OLDEST + 1), high=min(value.high, _OLDEST + 1))
        if isinstance(value, tuple | list):
            return type(value)(self.record(one, field, own=own) for one in value)
        if isinstance(value, dict):
            return {name: self._field(name, one, own=own) for name, one in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            names = _open_fields(type(value))
            return replace(
                value, **{name: self._field(name, getattr(value, name), own=own) for name in names}
            )
        return value

    def page(self, letter: LetterRecord, text: str) -> tuple[LetterRecord, str]:
        """A redacted letter with its text, redacted too: the places are those in this one."""
        pieces = list(self._pieces(text))

        def moved(offset: int, *, end: bool) -> int:
            shift = 0
            for first, last, placeholder in pieces:
                if offset <= first:
                    break
                if offset < last:
                    return first + shift + (len(placeholder) if end else 0)
                shift += len(placeholder) - (last - first)
            return offset + shift

        return _moved(letter, moved), self.words(text)

    def _field(self, name: str, value: Any, *, own: bool) -> Any:
        return value if name in _KEPT else self.record(value, name, own=own or name in _OWN_WORDS)

    def _case(self, case: CaseRecord) -> CaseRecord:
        number, days = case.case_number, (case.decision_date, case.date_of_injury, case.ur_denial_date)
        decision, injury, denial = (day and day[:4] for day in days)
        return replace(
            case,
            case_number=number and self._placeholder("number", number_value(number)),
            decision_date=decision,
            date_of_injury=injury,
            ur_denial_date=denial,
            age=None if case.age is not None and case.age > _OLDEST else case.age,
        )

    def _placeholder(self, kind: Kind, value: Value) -> str:
        known = self._placeholders.get((kind, value))
        if known is None:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            known = self._placeholders[kind, value] = f"[{kind} {self._counts[kind]}]"
        return known

    def _name(self, value: Value, told: str) -> None:
        """Take up a name; one whose words are all in another is that one."""
        words = list(map(str, value))
        known = [self._names.get(word) for word in words]
        if known[0] is not None and known == [known[0]] * len(known):
            self._placeholders["name", value] = known[0]
        placeholder = self._placeholder("name", value)
        for word in (*words, *_parts(told)):
            self._names.setdefault(word, placeholder)

    def _pieces(self, text: str, *, own: bool = False) -> Iterator[Piece]:
        """What is to be taken out of a text, in its order and apart."""
        found = list(self._named(text))
        found += (
            (one.span.start, one.span.end, self._placeholder(one.kind, one.value))
            for one in identities(text, self._words)
            if not own or (one.kind, one.value) in self._placeholders
        )
        if own:
            found += self._aged(text)
        place = 0
        for start, end, placeholder in sorted(found, key=lambda one: (one[0], -one[1])):
            if start >= place:
                yield start, end, placeholder
                place = end

    def _aged(self, text: str) -> Iterator[Piece]:
        """The ages of the letter as imr-check says them."""
        for match in _YEARS.finditer(text):
            placeholder = self._placeholders.get(("age", (match["age"],)))
            if placeholder:
                yield *match.span("age"), placeholder

    def _named(self, text: str) -> Iterator[Piece]:
        """The names of the letter, whole or in part. What is a word in it too is none alone."""
        if not self._names:
            return
        folded = text.islower()
        titles = [match.span() for match in self._titles.finditer(text)] if self._titles else ()
        run: list[tuple[re.Match[str], str]] = []
        for word in (*NAME_WORD.finditer(text), None):
            name = word and self._name_in(word[0], folded=folded)
            if word and any(start <= word.start() < end for start, end in titles):
                name = None
            if run and not (name and word and _BETWEEN.fullmatch(text, run[-1][0].end(), word.start())):
                names = [one for _, one in run if one not in self._particles]
                sure = [one for one in names if one not in self._as_words and len(one) > 1]
                if sure or len(names) > 1:
                    yield run[0][0].start(), run[-1][0].end(), self._names[(sure or names)[0]]
                run = []
            if name and word:
                run.append((word, name))

    def _name_in(self, word: str, *, folded: bool) -> str | None:
        """The name that a word is, or that a part of it is: "post-Smith"."""
        whole = name_word(word)
        if not folded and word.islower() and whole not in self._particles:
            return None
        return next((one for one in (whole, *_parts(word)) if one in self._names), None)


def _parts(told: str) -> list[str]:
    """The parts of names with a hyphen, in the form that is compared."""
    parts = (part for word in NAME_WORD.findall(told) if "-" in word for part in word.split("-"))
    return [one for one in (name_word(part.strip()) for part in parts) if len(one) >= _SHORTEST]


def _titles(knowledge: Knowledge, names: frozenset[str]) -> re.Pattern[str] | None:
    """The titles of guidelines that have a word of one of the names: "Medical" is none in them."""
    if not names:
        return None
    titles = {title for title in _all_titles(knowledge) if not names.isdisjoint(name_words(title))}
    spelt, all_of_them = any_of(title for title in titles if " " in title), any_of(titles)
    either = rf"(?:, |\b[A-Z]{{3,}} )(?i:{all_of_them})|(?<!\w)(?i:{spelt})"
    return re.compile(rf"(?:{either})(?!\w)") if titles else None


def _all_titles(knowledge: Knowledge) -> Iterator[str]:
    for edition in knowledge.editions:
        yield from (edition.title, edition.topic, edition_name(edition))
        yield from (section.title for section in edition.sections)


class Redacted(Sequence[LetterRecord]):
    """The letters of a run under other names than those of their files: ``letter-1.pdf``."""

    def __init__(self, named: Sequence[LetterRecord]) -> None:
        self.named = named

    def __len__(self) -> int:
        return len(self.named)

    def __iter__(self) -> Iterator[LetterRecord]:
        number, before = 0, None
        for letter in self.named:
            number += letter.path != before
            before = letter.path
            yield replace(letter, path=name_of(letter.path, number))

    @overload
    def __getitem__(self, index: int) -> LetterRecord: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[LetterRecord]: ...
    def __getitem__(self, index: int | slice) -> LetterRecord | Sequence[LetterRecord]:
        if isinstance(index, slice):
            return list(self)[index]
        return next(islice(self, range(len(self))[index], None))


def name_of(path: str, number: int = 1) -> str:
    """What stands for the name of a file."""
    suffix = PurePath(path).suffix.lower()
    return f"letter-{number}{suffix if suffix in _SUFFIXES else ''}"


def without_names(report: Report) -> Report:
    """A report whose letters have no names of files."""
    return replace(report, letters=Redacted(report.letters))


@cache
def _open_fields(record: type) -> tuple[str, ...]:
    """The fields of a record that can hold words of a letter: not those of so many values."""
    hints = get_type_hints(record)
    return tuple(one.name for one in fields(record) if not _is_closed(hints[one.name]))


def _is_closed(hint: Any) -> bool:
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return all(get_origin(part) is Literal or part is NoneType for part in parts)


def _in_time(value: Value) -> tuple[bool, Value]:
    return not value[0], value  # without a year: last


def _moved(value: Any, moved: Any) -> Any:
    """A record whose places are others."""
    if isinstance(value, SpanRecord):
        return replace(value, start=moved(value.start, end=False), end=moved(value.end, end=True))
    if isinstance(value, tuple):
        return tuple(_moved(one, moved) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in fields(value)]
        return replace(value, **{name: _moved(getattr(value, name), moved) for name in names})
    return value
