"""Where a text tells who it is about: names, dates, numbers and addresses.

Found is what stands in a form or beside a word that tells it; a name alone in a sentence is not. It is for
what is passed on, so that a word too many is better than one too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import combining, normalize

from checker.knowledge.letter_forms import Identifying, any_of
from checker.reading.dates import MONTHS
from checker.spans import Span

Kind = Literal["name", "date", "number", "address"]

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_TAIL = r"(?:st|nd|rd|th)?"
# A capitalised word, or an initial; JOHN and Ñúñez are ones too, with accents as letters or after them.
_UPPER = r"(?:[A-ZÀ-ÖØ-ÞĀ-ɏ][\u0300-\u036f]?)"
_WORD = rf"(?:{_UPPER}\.|{_UPPER}(?:[\w'’\u0300-\u036f-]{{0,40}}[\w\u0300-\u036f])?)"
_GAP = r"(?:[ \t]{1,9}|[ \t]{0,9}\n[ \t]{0,9})"
_NUMBERS = (
    r"\bCM\d\d-\d{5,}\b",
    r"\b\d{3}-\d\d-\d{4}\b",
    r"(?:\+?1[-. ])?(?:\(\d{3}\)[ ]?|\b\d{3}[-. ])\d{3}[-.]\d{4}\b",
    r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b",
    r"\b[A-Z]{0,5}\d{7,}\b",
)


@dataclass(frozen=True, slots=True)
class Identity:
    """A place that tells it. ``value`` is the same for two ways to write the same."""

    kind: Kind
    span: Span
    value: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    names: tuple[re.Pattern[str], ...]
    numbers: tuple[re.Pattern[str], ...]
    addresses: re.Pattern[str]
    dates: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(words: Identifying) -> _Patterns:
    name = rf"(?P<name>{_WORD}(?:,?[ ]{_WORD}){{0,3}})"
    titles = any_of(words.before_names.words)
    degrees = any_of(words.after_names.words)
    dotted = any_of(word for word in words.after_names.words if "." in word)
    numbered = rf"\b{any_of(words.numbered.words)}(?:\s+{any_of(words.numbered_by.words)}\s*[:#]?|\s*[:#])\s*"
    months = any_of(words.months.words)
    return _Patterns(
        names=(
            re.compile(rf"(?:^|[ \t]{{2}}|\t)(?i:{any_of(words.named.words)})[ \t]*{name}", re.M),
            re.compile(
                rf"\b(?:{titles}\b\.?|(?i:{titles})\.){_GAP}(?P<name>{_WORD}(?:{_GAP}{_WORD}){{0,2}})"
            ),
            re.compile(rf"\b(?P<name>{_WORD}(?:[ ]{_WORD}){{1,3}})(?:,[ ]?{degrees}|[ ]{dotted})(?!\w)"),
        ),
        numbers=(
            re.compile(rf"(?i:{numbered})(?P<value>(?=[A-Z-]*\d)[A-Z\d][A-Z\d/-]{{2,40}}[A-Z\d])(?!\w)"),
            *(re.compile(pattern) for pattern in _NUMBERS),
        ),
        addresses=re.compile(
            rf"\b\d{{1,6}}[ ](?:{_WORD}[ ]){{1,4}}{any_of(words.streets.words)}\b"
            rf"|\b(?i:{any_of(words.boxes.words)})\s+\d+"
            rf"|\b(?:{_WORD}[ ]?){{1,3}},\s+{any_of(words.states.words)}\s+\d{{5}}(?:-\d{{4}})?\b"
        ),
        dates=re.compile(
            rf"\b(?P<iso>\d{{4}})(?P<iso_sign>[/-])(?P<iso_month>\d\d?)(?P=iso_sign)(?P<iso_day>\d\d?)\b"
            rf"|\b(?P<month>\d\d?)(?P<sign>[/.-])\n?(?P<day>\d\d?)(?P=sign)\n?(?P<year>{_YEAR}|\d\d)(?![\d.]\d|\w)"
            rf"|\b(?P<only_month>0?[1-9]|1[0-2])[/-](?P<only_year>{_YEAR})\b"
            rf"|\b(?:(?P<first>{_DAY}){_TAIL}[\s-]+(?:of\s+)?)?(?P<name>{months}|(?i:{months})(?=\.?,?\s+{_YEAR}|"
            rf"\.?\s+{_DAY}{_TAIL},?\s+{_YEAR}))\b\.?"
            rf"(?:[\s-]+(?P<second>{_DAY}){_TAIL}\b(?!%|\.\d|\s*mg))?"
            rf"(?:,?[\s-]+(?:of\s+)?['’]?(?P<named_year>{_YEAR}|(?<=[-'’])\d\d)\b)?"
        ),
    )


def identities(text: str, words: Identifying) -> list[Identity]:
    """What a text tells of who it is about, in its order. What lies in another is left out."""
    found = sorted(_found(text, _patterns(words)), key=lambda one: (one.span.start, -one.span.end))
    apart: list[Identity] = []
    for one in found:
        if not apart or one.span.start >= apart[-1].span.end:
            apart.append(one)
    return apart


def _found(text: str, patterns: _Patterns) -> Iterator[Identity]:
    for match in patterns.dates.finditer(text):
        value = _date(match)
        if value is not None:
            yield Identity("date", Span(match.start(), match.end()), value)
    for pattern in patterns.numbers:
        for match in pattern.finditer(text):
            group = "value" if "value" in pattern.groupindex else 0
            yield Identity("number", Span(*match.span(group)), number_value(match[group]))
    for match in patterns.addresses.finditer(text):
        yield Identity("address", Span(match.start(), match.end()), _folded(match[0]))
    for pattern in patterns.names:
        for match in pattern.finditer(text):
            yield Identity("name", Span(*match.span("name")), _folded(match["name"]))


def name_word(word: str) -> str:
    """A word of a name in the form that is compared: without its case and accents."""
    plain = "".join(one for one in normalize("NFKD", word.lower()) if not combining(one))
    return re.sub(r"['’]s$", "", plain)


def number_value(number: str) -> tuple[str]:
    """A number in the form that is compared."""
    return (re.sub(r"\W", "", number).upper(),)


def _folded(words: str) -> tuple[str, ...]:
    return tuple(map(name_word, re.findall(r"\w[\w'’\u0300-\u036f-]*", words)))


def _date(match: re.Match[str]) -> tuple[int, ...] | None:
    """Year, month and day, 0 where there is none; None where it is a month alone."""
    if match["iso"]:
        return int(match["iso"]), int(match["iso_month"]), int(match["iso_day"])
    if match["month"]:
        month, day, year = (int(match[name]) for name in ("month", "day", "year"))
        short = year < 100
        is_date = min(month, day) <= 12 and max(month, day) <= 31 and not (short and match["sign"] == ".")
        return (year + 2000 * short, month, day) if is_date else None
    if match["only_month"]:
        return int(match["only_year"]), int(match["only_month"]), 0
    named = match["second"] or match["first"]
    if not named and not match["named_year"]:
        return None
    year = int(match["named_year"] or 0)
    return year + 2000 * (0 < year < 100), MONTHS.index(match["name"][:3].lower()) + 1, int(named or 0)
