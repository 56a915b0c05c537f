"""Where a text tells who it is about: names, dates, numbers and addresses.

Found is what stands in a form or beside a word that tells it; a name alone in a sentence is not. It is for
what is passed on, so that a word too many is better than one too few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import combining, normalize

from checker.knowledge.letter_forms import Identifying, any_of
from checker.reading.dates import MONTHS
from checker.spans import Span

Kind = Literal["name", "date", "number", "address", "age"]

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_TAIL = r"(?:st|nd|rd|th)?"
# A capitalised word, or an initial; JOHN and Ñúñez are ones too, with accents as letters or after them.
_UPPER = r"(?:[A-ZÀ-ÖØ-ÞĀ-ɏ][\u0300-\u036f]?)"
_REST = r"[\w'’\u0300-\u036f-]{0,40}[\w\u0300-\u036f]"
_BROKEN = r"-[ \t]{0,9}\n?[ \t]{1,9}|-[ \t]{0,9}\n"  # a word that goes on in the next line, or did
_WORD = rf"(?:{_UPPER}\.|{_UPPER}(?:{_REST})?(?:(?:{_BROKEN})\w(?:{_REST})?)?)"
_GAP = r"(?:[ \t]{1,9}|[ \t]{0,9}\n[ \t]{0,9})"
_NUMBERS = (
    r"\bCM ?\d\d-\s?\d{5,}\b",  # a case
    r"\b\d{3}-\d\d-\d{4}\b|(?<!\w)[xX*]{3}-[xX*]{2}-\d{4}\b",  # social security
    r"(?:\+?1[-. ])?(?:\(\d{3}\)[ ]?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b",  # a telephone
    r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b",  # mail
    r"(?:\bhttps?://|\bwww\.)[^\s<>\"]{1,500}[^\s<>\".,;:)]",  # a page
    r"\b\d{2,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\b",  # a computer in the net
    r"\b(?=[A-Z]{0,16}\d)[A-HJ-NPR-Z\d]{17}\b",  # a vehicle
    r"\b[A-Z]{0,5}\d{7,}\b",
)
_OLD = r"(?:9\d|1[01]\d)"  # years: who is so old is known by it
_LETTERS = r"\w[\w'’\u0300-\u036f-]*"
NAME_WORD = re.compile(rf"{_LETTERS}(?:(?<=-)[ \t]{{0,9}}\n?[ \t]{{0,9}}{_LETTERS})?")


Value = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """A place that tells it. ``value`` is the same for two ways to write the same."""

    kind: Kind
    span: Span
    value: Value


@dataclass(frozen=True, slots=True)
class _Patterns:
    names: tuple[re.Pattern[str], ...]
    numbers: tuple[re.Pattern[str], ...]
    addresses: tuple[re.Pattern[str], ...]
    dates: tuple[re.Pattern[str], ...]
    ages: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=4)
def _patterns(words: Identifying) -> _Patterns:
    return _Patterns(
        names=tuple(_names(words)),
        numbers=(_numbered(words), *(re.compile(pattern) for pattern in _NUMBERS)),
        addresses=(_addresses(words),),
        dates=tuple(_dates(words)),
        ages=(
            re.compile(rf"(?<![\w.,/$-])(?P<told>{_OLD})(?=[ -]?(?i:{any_of(words.old.words)})(?!\w))"),
            re.compile(rf"\b(?i:{any_of(words.aged.words)})\s{{0,3}}(?P<told>{_OLD})(?![\w/%]|[.,]\d)"),
        ),
    )


def _names(words: Identifying) -> Iterator[re.Pattern[str]]:
    titles = any_of(words.before_names.words)
    degrees = any_of(words.after_names.words)
    dotted = any_of(word for word in words.after_names.words if "." in word)
    bare = any_of(words.after_names_bare.words)

    def several(gap: str, between: str, fewest: int, most: int) -> str:
        """Words of a name, each with its particles ("de la Cruz")."""
        word = rf"(?:{any_of(words.particles.words)}(?:['’-]|\.?{gap})){{0,3}}(?!{titles}\b){_WORD}"
        return rf"(?P<told>{word}(?:{between}{word}){{{fewest - 1},{most - 1}}})"

    yield re.compile(
        rf"(?:^|[ \t]{{2}}|\t)(?i:{any_of(words.named.words)})[ \t]*{several(' ', ',?[ ]', 1, 4)}", re.M
    )
    yield re.compile(rf"\b(?:{titles}\b\.?|(?i:{titles})\.){_GAP}{several(_GAP, _GAP, 1, 3)}")
    yield re.compile(rf"\b{several(' ', ' ', 2, 4)}(?:,[ ]?{degrees}|[ ]{dotted}|[ ]{bare})(?!\w)")
    yield re.compile(rf"\b(?i:{any_of(words.relatives.words)}),?{_GAP}{several(_GAP, _GAP, 1, 2)}")


def _numbered(words: Identifying) -> re.Pattern[str]:
    by = any_of(words.numbered_by.words)
    return re.compile(
        rf"(?i:\b{any_of(words.numbered.words)}(?:\s+{by}\s*[:#]?|\.?\s*[:#])\s*)"
        r"(?P<told>(?=[A-Z-]*\d)[A-Z\d][A-Z\d/-]{2,40}[A-Z\d])(?!\w)"
    )


def _addresses(words: Identifying) -> re.Pattern[str]:
    states, several = any_of(words.states.words), rf"{_WORD}(?:[ ]{_WORD}){{0,2}}"
    return re.compile(
        rf"\b\d{{1,6}}[ ](?:{_WORD}[ ]){{1,4}}{any_of(words.streets.words)}\b"
        rf"|\b(?i:{any_of(words.boxes.words)})\s+\d+"
        rf"|\b{several},\s+{states}(?:\s+\d{{5}}(?:-\d{{4}})?\b|\b(?![ ]?[A-Z\d]))"
        rf"|\b{several}[ ]{any_of(words.counties.words)}\b"
        rf"|\b(?i:{any_of(words.homes.words)})\s(?P<told>{several})"
    )


def _dates(words: Identifying) -> Iterator[re.Pattern[str]]:
    months = any_of(words.months.words)
    yield re.compile(
        rf"\b(?P<iso>\d{{4}})(?P<iso_sign>[/-])(?P<iso_month>\d\d?)(?P=iso_sign)(?P<iso_day>\d\d?)\b"
        rf"|\b(?P<month>\d\d?)(?P<sign>[/.-])\n?(?P<day>\d\d?)(?P=sign)\n?(?P<year>{_YEAR}|\d\d)(?![\d.]\d|\w)"
        rf"|\b(?P<only_month>0?[1-9]|1[0-2])[/-](?P<only_year>{_YEAR})\b"
        rf"|\b(?:(?P<first>{_DAY}){_TAIL}[\s-]+(?:of\s+)?)?(?P<name>{months}|(?i:{months})(?=\.?,?\s+{_YEAR}|"
        rf"\.?\s+{_DAY}{_TAIL},?\s+{_YEAR}))\b\.?"
        rf"(?:[\s-]+(?P<second>{_DAY}){_TAIL}\b(?!%|\.\d|\s*mg))?"
        rf"(?:,?[\s-]+(?:of\s+)?['’]?(?P<named_year>{_YEAR}|(?<=[-'’])\d\d)\b)?"
    )
    before = (any_of(each.words) for each in (words.before_months, words.before_days, words.born))
    month, day, born = (rf"\b(?i:{each})\s+" for each in before)
    yield re.compile(rf"{month}(?P<told>{months})\b(?!\.?,?[\s-]+(?:of\s+)?['’]?\d)")
    yield re.compile(rf"{day}(?P<told>(?:0?[1-9]|1[0-2])/{_DAY})(?![\d/]|\.\d)")
    yield re.compile(rf"{born}(?P<told>{_YEAR})\b")


def identities(text: str, words: Identifying) -> list[Identity]:
    """What a text tells of who it is about, in its order. What lies in another is left out."""
    found = sorted(_found(text, _patterns(words)), key=lambda one: (one.span.start, -one.span.end))
    apart: list[Identity] = []
    for one in found:
        if not apart or one.span.start >= apart[-1].span.end:
            apart.append(one)
    return apart


def _found(text: str, patterns: _Patterns) -> Iterator[Identity]:
    several: tuple[tuple[Kind, Iterable[re.Pattern[str]], Callable[[str], Value]], ...] = (
        ("number", patterns.numbers, number_value),
        ("address", patterns.addresses, name_words),
        ("age", patterns.ages, number_value),
        ("name", patterns.names, name_words),
    )
    for kind, each, value_of in several:
        for match in (match for pattern in each for match in pattern.finditer(text)):
            told = _told(match)
            yield Identity(kind, Span(*match.span(told)), value_of(match[told]))
    for match in (match for pattern in patterns.dates for match in pattern.finditer(text)):
        told = _told(match)
        value = _part_of_date(match[told]) if told else _date(match)
        if value is not None:
            yield Identity("date", Span(*match.span(told)), value)


def _told(match: re.Match[str]) -> str | int:
    """The part of a match that tells it: all of it where no part is named."""
    return "told" if match.groupdict().get("told") else 0


def name_words(text: str) -> tuple[str, ...]:
    """The words of a text as those of names are compared."""
    return tuple(name_word(match[0]) for match in NAME_WORD.finditer(text))


def name_word(word: str) -> str:
    """A word of a name in the form that is compared: without its case, accents, hyphens and apostrophes."""
    plain = "".join(one for one in normalize("NFKD", word.lower()) if not combining(one))
    return re.sub(r"['’]s$|[-'’]\s*", "", plain)


def number_value(number: str) -> tuple[str]:
    """A number in the form that is compared."""
    return (re.sub(r"\W", "", number).upper(),)


def _part_of_date(told: str) -> tuple[int, ...]:
    """What "June", "6/30" and "1925" tell of year, month and day."""
    if told[0].isalpha():
        return 0, MONTHS.index(told[:3].lower()) + 1, 0
    month, _, day = told.partition("/")
    return (0, int(month), int(day)) if day else (int(told), 0, 0)


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
