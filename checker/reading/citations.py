"""Guideline lines: from "Decision based on MTUS …" to the sources, editions, sections and pages cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from checker.knowledge.language import LetterForm
from checker.knowledge.phrases import fold
from checker.letter import Citation, Party
from checker.reading.titles import Titles
from checker.reading.yeared import find_yeared
from checker.spans import LetterText, Span

_BASED_ON = re.compile(
    r"decision\s+based\s+on\s+|\b(?:and\s+)?other\s+medical\s+treatment\s+guidelines?\s+"
    r"|(?:,|(?<!\s))\s+and\s+(?=non-mtus\b)"
    r"|\bbased\s+(?:its|their|his/her|his|her)\s+decision\s+on\s+(?!\s*recommendation)(?:the\s+)?",
    re.I,
)
_MTUS = re.compile(r"mtus\b[\s:,]*", re.I)
_NON_MTUS = re.compile(r"non[- ]mtus(?:\s+citation)?s?\b[\s:,]*", re.I)
_MTUS_LABEL_INSIDE = re.compile(r"^(?:ca[- ]?)?mtus\b[\s:,]*", re.I)
_PAGES = re.compile(
    r"[,;.(]?\s*\b(?:pages?(?:\(s\))?|pgs?|pp?)\s*(?:\(s\))?[.:]?\s*"
    r"(?P<pages>[0-9]{1,4}(?![0-9])(?:(?:\s*[-/,&]+\s*(?:and\s+)?|\s+and\s+)[0-9]{1,4}(?![0-9]))*)"
    r"(?:\s+of\s+[0-9]{1,4}\b)?\)?",
    re.I,
)
_BARE_PAGES = re.compile(r",\s*(?P<pages>[0-9]{1,3}(?:\s*-\s*[0-9]{1,3})?)\s*\.?\s*$")
_REGULATION = re.compile(
    r"(?:\b\d{1,3}\s?)?(?:C\.?\s?C\.?\s?R\.?|Cal\.?\s+Code\s+Regs?\.?)?[\s,]{0,4}(?:tit(?:le)?\.?\s?8)?"
    r"[^\x00-\x7f§\s]{0,8}\s?"
    r"979\d(?:\.\d+)*(?:\s*-\s*979\d(?:\.\d+)*)?",
    re.I,
)
_ODG = re.compile(
    r"\b(?:official\s+disability\s+guidelines?(?:\s*\(odg\))?|odg(?:\s*-?\s*twc)?)(?:\s+guidelines?)?", re.I
)
_ACOEM = re.compile(
    r"\b(?:american\s+college\s+of\s+occupational\s+(?:and|&)\s+environmental\s+medicine(?:\s*\(acoem\))?|acoem)\b"
    r"(?:\s+(?:occupational\s+medicine\s+)?(?:practice\s+)?guidelines?)?",
    re.I,
)
_UPDATED = re.compile(
    r"\(?\s*(?:last\s+)?(?:updated?|accessed|version|as\s+of)?[\s:,]{0,4}(?P<date>\d{1,2}/\d{1,2}/\d{2,4}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s+(?:\d{1,2},?\s+)?\d{4})\s*\)?",
    re.I,
)
# Each begins where a run of its signs begins: tried within the run, a long one would be gone through again.
_DANGLING_COMMAS = re.compile(r"(?<![.,\s])[.,\s]*,\s*(?=,|$)")
_DANGLING_AND = re.compile(r"(?<![\s,;])[\s,;]+and(?:\s+the)?$")
_LEADING_LABEL = re.compile(r"^[\s,.;:/-]*(?:guidelines?\b|chapter:|section:)?[\s,.;:/-]*", re.I)
_YEAR_ONLY = re.compile(r"\(?\b(?P<year>20[01]\d)\b\)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ACOEM_EDITIONS = {"2nd": "2nd", "second": "2nd", "3rd": "3rd", "third": "3rd"}
_ACOEM_EDITION = re.compile(r"\b(?P<edition>(?:2nd|3rd|second|third))\s+ed(?:ition|\.)?", re.I | re.A)


Label = Literal["mtus", "non_mtus", "none"]
Named = Literal["ODG", "ACOEM"]
Mark = tuple[Named, re.Match[str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """One "Decision based on …" clause: its words with white space folded, and where they stand."""

    words: str
    span: Span
    label: Label


def read_citations(
    text: LetterText, line: Span | None, by: Party, form: LetterForm, titles: Titles
) -> tuple[Citation, ...]:
    """All sources that one side's guideline line cites.

    A line that says that nothing is cited gives one citation of source ``NONE``; a line that is missing
    gives none at all.
    """
    if line is None:
        return ()
    citations = [citation for part in _parts(text, line) for citation in _read_part(part, by, titles)]
    if citations:
        return tuple(citations)
    folded = fold(text.text[line.start : line.end])
    if not folded or any(phrase in folded for phrase in form.not_cited):
        return (Citation(by, "NONE", None, None, (), (), line, "none"),)
    words = " ".join(text.text[line.start : line.end].split())
    return tuple(_read_other(words.rstrip("."), line, by, titles, "none"))


def _parts(text: LetterText, line: Span) -> Iterator[_Part]:
    matches = list(_BASED_ON.finditer(text.text, line.start, line.end))
    for index, match in enumerate(matches):
        stop = matches[index + 1].start() if index + 1 < len(matches) else line.end
        raw = text.text[match.end() : stop]
        words = " ".join(raw.split()).rstrip()
        words = re.sub(r"\s+and$", "", words)
        label = _NON_MTUS.match(words) or _MTUS.match(words)
        kind: Label = "non_mtus" if _NON_MTUS.match(words) else "mtus" if label else "none"
        yield _Part(words[label.end() :] if label else words, Span(match.start(), stop), kind)


def _read_part(part: _Part, by: Party, titles: Titles) -> Iterator[Citation]:
    if part.label == "mtus":
        yield from _read_mtus(part.words, part.span, by, titles, "mtus")
        return
    inside = _MTUS_LABEL_INSIDE.match(part.words)
    if inside:
        yield from _read_mtus(part.words[inside.end() :], part.span, by, titles, "non_mtus")
        return
    yield from _read_other(part.words.rstrip(". "), part.span, by, titles, part.label)


def _read_mtus(words: str, span: Span, by: Party, titles: Titles, labelled: Label) -> Iterator[Citation]:
    yeared = list(find_yeared(words.rstrip(". ")))
    if yeared and yeared[0].start == 0 and not _PAGES.search(words):
        for entry in yeared:
            sections = titles.split(entry.topic, entry.year, entry.sections)
            yield Citation(by, "MTUS", entry.topic, entry.year, sections, (), span, labelled)
        return
    rest, pages = _take_pages(words)
    year = None
    topic, remainder = titles.split_topic(_REGULATION.sub(" ", rest).strip(" .,;:-"))
    found = _YEAR_ONLY.match(remainder.strip(" ,.")) if topic else None
    if found:
        year = found["year"]
        remainder = remainder.strip(" ,.")[found.end() :]
    remainder = re.sub(r"^[\s,.:;]*(?:sections?(?:\(s\))?\s*:)?[\s,.:;]*", "", remainder, flags=re.I)
    sections = titles.split(topic or "", year, remainder.strip(" .,;:")) if topic else ()
    yield Citation(by, "MTUS", topic or rest.strip(" .,"), year, sections, pages, span, labelled)


def _take_pages(words: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words without their page reference, and the pages as [first, last] pairs."""
    pages: list[tuple[int, int]] = []

    def take(match: re.Match[str]) -> str:
        pages.extend(_page_ranges(match["pages"]))
        return ". "

    rest = _PAGES.sub(take, words)
    if not pages:
        rest = _BARE_PAGES.sub(take, rest)
    return rest, tuple(pages)


def _page_ranges(words: str) -> Iterator[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for part in re.split(r"\s*[,&/]+\s*(?:and\s+)?|\s+and\s+", words):
        numbers = [int(digits) for digits in re.findall(r"[0-9]+", part)]
        if not numbers:
            continue
        low, high = numbers[0], numbers[-1]
        if ranges and low == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], high)
        else:
            ranges.append((low, high))
    yield from ranges


def _read_other(words: str, span: Span, by: Party, titles: Titles, labelled: Label) -> Iterator[Citation]:
    """Sources outside the MTUS. Each mention of ODG or ACOEM begins a source of its own."""
    named: list[Mark] = [("ODG", match) for match in _ODG.finditer(words)]
    named += [("ACOEM", match) for match in _ACOEM.finditer(words)]
    marks = _drop_repeats(words, sorted(named, key=lambda mark: mark[1].start()))
    if not marks:
        if words.strip(" .,;:"):
            yield Citation(by, "OTHER", words.strip(" .,;:"), None, (), (), span, labelled)
        return
    before = words[: marks[0][1].start()].strip(" .,;:-")
    for index, (source, mark) in enumerate(marks):
        stop = marks[index + 1][1].start() if index + 1 < len(marks) else len(words)
        own = words[mark.end() : stop].strip()
        own = _DANGLING_AND.sub("", own)
        if index == 0 and before and not own.strip(" .,;:"):
            own = before
        elif index == 0 and before and titles.chapter(source, before):
            own = f"{before}, {own.strip(' .,;:-')}"
        yield _read_named(source, own, span, by, titles, labelled)


def _drop_repeats(words: str, marks: list[Mark]) -> list[Mark]:
    """Leave out marks that only repeat the one right before: "Official Disability Guidelines (ODG)"."""
    kept: list[Mark] = []
    for source, mark in marks:
        between = words[kept[-1][1].end() : mark.start()].strip(" .,;:()-") if kept else "x"
        if kept and kept[-1][0] == source and not between:
            continue
        kept.append((source, mark))
    return kept


def _read_named(
    source: Named, words: str, span: Span, by: Party, titles: Titles, labelled: Label
) -> Citation:
    rest, pages = _take_pages(words)
    rest, edition = _take_date(rest)
    if source == "ACOEM":
        found = _ACOEM_EDITION.search(rest)
        if found:
            edition = edition or _ACOEM_EDITIONS[found["edition"].lower()]
            rest = rest[: found.start()] + rest[found.end() :]
    rest = _LEADING_LABEL.sub("", rest).strip(" .,;:-")
    topic, sections = titles.split_chapter(source, rest)
    return Citation(by, source, topic, edition, sections, pages, span, labelled)


def _take_date(words: str) -> tuple[str, str | None]:
    match = _UPDATED.search(words)
    if match:
        rest = f"{words[: match.start()]}, {words[match.end() :]}"
        return _DANGLING_COMMAS.sub("", rest), _edition_of(match["date"])
    match = _YEAR_ONLY.search(words)
    if match:
        return words[: match.start()].rstrip(" ,(") + words[match.end() :], match["year"]
    return words, None


@lru_cache(maxsize=256)
def _edition_of(printed: str) -> str:
    """Month and year as ISO has them ("June, 2014": 2014-06); a full date as printed."""
    match = re.match(r"([a-z]{3})[a-z]*\.?,?\s+(?:\d{1,2},?\s+)?(\d{4})", printed, re.I)
    if match and match[1].lower() in _MONTHS:
        return f"{match[2]}-{_MONTHS.index(match[1].lower()) + 1:02d}"
    return printed
