"""The case: header fields, reviewer's credentials, and age and sex from the summary."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from checker.knowledge.language import LetterForm
from checker.knowledge.phrases import fold
from checker.letter import Case
from checker.reading.dates import find_dates
from checker.reading.form import Layout

_CASE_NUMBER = re.compile(r"\bCM\d{2}-\d{7}\b")
_AGE_SEX = re.compile(
    r"\b(?P<age>\d{1,3})[ -]*(?:year|yr)s?[ -]*old\b"
    r"(?:,? (?:\w+[ -]){0,3}?(?P<sex>male|female|man|woman|gentleman|lady)\b)?"
)
_SEX = re.compile(r"\b(?P<sex>male|female|man|woman|gentleman|lady)\b")
_INJURED = re.compile(
    r"(?:injur(?:y|ed|ies)|\bdoi\b|accident|incident|date of (?:loss|injury))"
    r"[^.]{0,60}?\b(?:on|of|dated|from|date|:|in)?\s*$"
)
_DENIED = re.compile(r"(?:utilization review|\bur\b)[^.]{0,40}$")
_CERTIFIED = re.compile(
    r"board[- ]certified in (.{0,300}?)(?:,? and (?:is |holds |has )|,? (?:is |has )?licensed|\.\s|\.$)",
    re.I | re.S,
)
_LICENSED = re.compile(r"licensed to practice in (.{0,600}?)\.", re.I | re.S)
Sex = Literal["male", "female"]


def read_case(layout: Layout, form: LetterForm) -> Case:
    """The case facts that the letter states. Dates that can't be are left out, never repaired."""
    text = layout.text.text
    header_end = layout.summary.start if layout.summary else len(text)
    header = text[:header_end]
    summary = fold(text[layout.summary.start : layout.summary.end]) if layout.summary else ""
    age, sex = _age_sex(summary)
    number = _field(header, form.fields.case_number)
    found = _CASE_NUMBER.search(number or header)
    states = _list(_field(header, form.fields.states)) or _prose(_LICENSED, header)
    specialties = _list(_field(header, form.fields.specialties)) or _prose(_CERTIFIED, header)
    return Case(
        case_number=found[0] if found else (number.split()[0] if number else None),
        decision_date=_date_of(_field(header, form.fields.decision_date)),
        date_of_injury=_date_of(_field(header, form.fields.date_of_injury)) or _dated(summary, _INJURED),
        ur_denial_date=_date_of(_field(header, form.fields.ur_denial_date)) or _dated(summary, _DENIED),
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


def _age_sex(summary: str) -> tuple[int | None, Sex | None]:
    match = _AGE_SEX.search(summary)
    sex = match["sex"] if match and match["sex"] else None
    if sex is None:
        found = _SEX.search(summary)
        sex = found["sex"] if found else None
    age = int(match["age"]) if match and int(match["age"]) < 120 else None
    return age, _sex(sex)


def _sex(word: str | None) -> Sex | None:
    if word is None:
        return None
    return "female" if word in ("female", "woman", "lady") else "male"


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
