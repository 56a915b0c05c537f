"""The case: header fields, reviewer's credentials, and age and sex from the summary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from checker.knowledge.language import LetterForm
from checker.knowledge.letter_forms import any_of
from checker.knowledge.phrases import fold
from checker.letter import Case
from checker.reading.dates import find_dates
from checker.reading.form import Layout

_CASE_NUMBER = re.compile(r"\bCM\d{2}-\d{7}\b")
_OLDEST = 120
Sex = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the case, compiled."""

    age: re.Pattern[str]
    sex: re.Pattern[str]
    male: frozenset[str]
    injured: re.Pattern[str]
    denied: re.Pattern[str]
    certified: re.Pattern[str]
    licensed: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(form: LetterForm) -> _Words:
    words = form.case
    sex = rf"(?P<sex>{any_of((*words.male.words, *words.female.words))})\b"
    years_old = words.years_old.pattern.replace(r"\s+", "[ -]*")
    return _Words(
        age=re.compile(rf"\b(?P<age>\d{{1,3}})[ -]*{years_old}\b(?:,? (?:\w+[ -]){{0,3}}?{sex})?"),
        sex=re.compile(rf"\b{sex}"),
        male=frozenset(words.male.words),
        injured=re.compile(rf"\b{words.injured.pattern}\b[^.]{{0,60}}?\b:?\s*$"),
        denied=re.compile(rf"\b{words.denied.pattern}\b[^.]{{0,40}}$"),
        certified=re.compile(
            rf"{words.certified.pattern}\s(.{{0,300}}?)(?:,?\s{words.certified_until.pattern}\b|\.\s|\.$)",
            re.I | re.S,
        ),
        licensed=re.compile(rf"{words.licensed.pattern}\s(.{{0,600}}?)\.", re.I | re.S),
    )


def read_case(layout: Layout, form: LetterForm) -> Case:
    """The case facts that the letter states. Dates that can't be are left out, never repaired."""
    text = layout.text.text
    header_end = layout.summary.start if layout.summary else len(text)
    header = text[:header_end]
    summary = fold(text[layout.summary.start : layout.summary.end]) if layout.summary else ""
    words = _words(form)
    age, sex = _age_sex(summary, words)
    number = _field(header, form.fields.case_number)
    found = _CASE_NUMBER.search(number or header)
    states = _list(_field(header, form.fields.states)) or _prose(words.licensed, header)
    specialties = _list(_field(header, form.fields.specialties)) or _prose(words.certified, header)
    return Case(
        case_number=found[0] if found else (number.split()[0] if number else None),
        decision_date=_date_of(_field(header, form.fields.decision_date)),
        date_of_injury=_date_of(_field(header, form.fields.date_of_injury)) or _dated(summary, words.injured),
        ur_denial_date=_date_of(_field(header, form.fields.ur_denial_date)) or _dated(summary, words.denied),
        age=age,
        sex=sex,
        specialties=specialties,
        states=states,
    )


@lru_cache(maxsize=32)
def _field_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(
        r"\s+".join(re.escape(word) for word in label.split())
        for label in sorted(labels, key=len, reverse=True)
    )
    # The value may go on in the next line, unless that is a heading or has a label of its own.
    next_line = r"\n[ \t]*+(?!(?-i:[A-Z ]+)\n)[^\n:]+(?=\n)"
    return re.compile(
        rf"(?:^|\s)(?:{alternatives})\s*:[ \t]*(?P<value>[^\n]*(?:{next_line})?)", re.IGNORECASE
    )


def _field(header: str, labels: tuple[str, ...]) -> str | None:
    match = _field_pattern(labels).search(header)
    return " ".join(match["value"].split()) if match and match["value"].strip() else None


def _date_of(words: str | None) -> date | None:
    dates = find_dates(fold(words)) if words else []
    return dates[0][0] if dates and dates[0][1] <= 2 else None


def _dated(summary: str, before: re.Pattern[str]) -> date | None:
    for value, start, _ in find_dates(summary):
        if before.search(summary[max(0, start - 90) : start]):
            return value
    return None


def _age_sex(summary: str, words: _Words) -> tuple[int | None, Sex | None]:
    match = words.age.search(summary)
    named = match["sex"] if match and match["sex"] else None
    if named is None:
        found = words.sex.search(summary)
        named = found["sex"] if found else None
    age = int(match["age"]) if match and int(match["age"]) < _OLDEST else None
    return age, None if named is None else "male" if named in words.male else "female"


def _list(words: str | None) -> tuple[str, ...]:
    if not words:
        return ()
    return tuple(part.strip(" .") for part in words.split(",") if part.strip(" ."))


def _prose(pattern: re.Pattern[str], header: str) -> tuple[str, ...]:
    match = pattern.search(header)
    if match is None:
        return ()
    words = " ".join(match[1].split()).strip(" ,.")
    return tuple(
        part.strip(" .") for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", words) if part.strip(" .")
    )
