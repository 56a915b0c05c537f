"""Guideline lines: from "Decision based on MTUS …" to the sources, editions, sections and pages cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from checker.errors import UnreadableError
from checker.knowledge.letter_forms import CitationForm, any_of
from checker.knowledge.phrases import fold
from checker.letter import Citation, Party
from checker.reading.dates import MONTHS
from checker.reading.titles import Titles
from checker.reading.yeared import YearedReader
from checker.spans import LetterText, Span

MAX_CITED = 100  # sections: no line cites so many, and facts on each are held against those on all others

_PAGE_LIST = (
    r"(?P<pages>[0-9]{1,4}(?![0-9])(?:(?:\s*[-/,&]+\s*(?:and\s+)?|\s+and\s+)[0-9]{1,4}(?![0-9]))*)"
    r"(?:\s+of\s+[0-9]{1,4}\b)?\)?"
)
_BARE_PAGES = re.compile(r",\s*(?P<pages>[0-9]{1,3}(?:\s*-\s*[0-9]{1,3})?)\s*\.?\s*$")
_REGULATION = re.compile(
    r"(?:\b\d{1,3}\s?)?(?:C\.?\s?C\.?\s?R\.?|Cal\.?\s+Code\s+Regs?\.?)?[\s,]{0,4}(?:tit(?:le)?\.?\s?8)?"
    r"[^\x00-\x7f§\s]{0,8}\s?"
    r"979\d(?:\.\d+)*(?:\s*-\s*979\d(?:\.\d+)*)?",
    re.I,
)
_DATE = (
    r"[\s:,]{0,4}(?P<date>\d{1,2}/\d{1,2}/\d{2,4}|"
    rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}\.?,?\s+(?:\d{{1,2}},?\s+)?\d{{4}})\s*\)?"
)
_YEAR_ONLY = re.compile(r"\(?\b(?P<year>20[0-3]\d)\b\)?")
# Each begins where a run of its signs begins: tried within the run, a long one would be gone through again.
_DANGLING_COMMAS = re.compile(r"(?<![.,\s])[.,\s]*,\s*(?=,|$)")
_DANGLING_AND = re.compile(r"(?<![\s,;])[\s,;]+and(?:\s+the)?$")

Label = Literal["mtus", "non_mtus", "none"]
Named = Literal["ODG", "ACOEM"]
Mark = tuple[Named, re.Match[str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """One "Decision based on …" clause: its words with white space folded, and where they stand."""

    words: str
    span: Span
    label: Label


class CitationReader:
    """Reads guideline lines. One instance serves all letters."""

    def __init__(self, form: CitationForm, titles: Titles) -> None:
        self._titles = titles
        self._not_cited = form.not_cited.words
        self._openings = re.compile(
            rf"(?:\band\s+)?{form.openings.pattern}\s++(?!recommendation)(?:the\s+)?"
            rf"|(?:(?:,|(?<!\s))\s+and|[.;])\s+(?=(?:{form.non_mtus.pattern}|{form.mtus_label.pattern})\b)",
            re.I,
        )
        self._outside = re.compile(rf"{form.openings.pattern}\s+recommendation", re.I)  # names no source yet
        self._mtus_label = re.compile(rf"{form.mtus_label.pattern}\b[\s:,]*", re.I)
        self._mtus = re.compile(rf"{form.mtus.pattern}\b[\s:,]*", re.I)
        self._non_mtus = re.compile(rf"{form.non_mtus.pattern}\b[\s:,]*", re.I)
        guideline = rf"(?:\s+{form.guideline.pattern})?"
        self._odg = re.compile(rf"\b{form.odg.pattern}{guideline}", re.I)
        self._acoem = re.compile(
            rf"\b{form.acoem.pattern}(?:\s+{form.practice_guideline.pattern}|{guideline})", re.I
        )
        self._pages = re.compile(rf"[,;.(]?\s*\b{form.page.pattern}\s*[.:]?\s*{_PAGE_LIST}", re.I)
        self._updated = re.compile(rf"\(?\s*{form.updated.pattern}?{_DATE}", re.I)
        self._issued = re.compile(rf"[\s,.(]*(?:{form.acoem.pattern}\b)?{_DATE}", re.I)
        self._leading = re.compile(
            rf"^[\s,.;:/-]*(?:{form.guideline.pattern}\b|{form.leading.pattern})?[\s,.;:/-]*", re.I
        )
        self._section_label = re.compile(rf"^[\s,.:;]*(?:{form.section.pattern}\s*:)?[\s,.:;]*", re.I)
        numbers = {"2nd": form.editions.second, "3rd": form.editions.third}
        self._editions = {word: name for name, words in numbers.items() for word in words.words}
        self._edition = re.compile(
            rf"\b(?P<edition>{any_of(self._editions)})\s+{form.edition.pattern}\b\.?", re.I | re.A
        )
        self._yeared = YearedReader(form)

    def read(self, text: LetterText, line: Span | None, by: Party) -> tuple[Citation, ...]:
        """All sources that one side's guideline line cites.

        A line that says that nothing is cited gives one citation of source ``NONE``; a line that is missing
        gives none at all. Raises UnreadableError beyond :data:`MAX_CITED` sections.
        """
        if line is None:
            return ()
        citations = [citation for part in self._parts(text, line) for citation in self._read_part(part, by)]
        if sum(max(len(citation.sections), 1) for citation in citations) > MAX_CITED:
            raise UnreadableError(f"one of its guideline lines cites more than {MAX_CITED} sections")
        if citations:
            return tuple(citations)
        folded = fold(text.text[line.start : line.end])
        if not folded or any(phrase in folded for phrase in self._not_cited):
            return (Citation(by, "NONE", None, None, (), (), line, "none"),)
        words = " ".join(text.text[line.start : line.end].split())
        return tuple(self._read_other(words.rstrip("."), line, by, "none"))

    def _parts(self, text: LetterText, line: Span) -> Iterator[_Part]:
        matches = list(self._openings.finditer(text.text, line.start, line.end))
        for index, match in enumerate(matches):
            stop = matches[index + 1].start() if index + 1 < len(matches) else line.end
            words = " ".join(text.text[match.end() : stop].split())
            words = re.sub(r"\s+and$", "", words)
            if self._outside.search(words):
                continue
            non_mtus = self._non_mtus.match(words)
            label = non_mtus or self._mtus_label.match(words)
            kind: Label = "non_mtus" if non_mtus else "mtus" if label else "none"
            yield _Part(words[label.end() :] if label else words, Span(match.start(), stop), kind)

    def _read_part(self, part: _Part, by: Party) -> Iterator[Citation]:
        if part.label == "mtus" and not self._odg.match(part.words):
            yield from self._read_mtus(part.words, part.span, by, "mtus")
            return
        inside = self._mtus.match(part.words)
        if inside:
            yield from self._read_mtus(part.words[inside.end() :], part.span, by, "non_mtus")
            return
        yield from self._read_other(part.words.rstrip(". "), part.span, by, part.label)

    def _read_mtus(self, words: str, span: Span, by: Party, labelled: Label) -> Iterator[Citation]:
        titles = self._titles
        yeared = list(self._yeared.find(words.rstrip(". ")))
        if yeared and yeared[0].start == 0 and not self._pages.search(words):
            for entry in yeared:
                sections = titles.split(entry.topic, entry.year, entry.sections)
                yield Citation(by, "MTUS", entry.topic, entry.year, sections, (), span, labelled)
            return
        for one in titles.apart(words):
            yield self._read_titled(one, span, by, labelled)

    def _read_titled(self, words: str, span: Span, by: Party, labelled: Label) -> Citation:
        """One guideline of the MTUS, by its title."""
        titles = self._titles
        rest, pages = self._take_pages(words)
        before = _YEAR_ONLY.match(rest)
        named = rest[before.end() :] if before else rest
        topic, remainder = titles.split_topic(_REGULATION.sub(" ", named).strip(" .,;:-"))
        year = before["year"] if before else None
        if topic and not year:
            year, remainder = self._take_year(remainder.strip(" ,."))
        remainder = self._section_label.sub("", remainder)
        sections = titles.split(topic or "", year, remainder.strip(" .,;:")) if topic else ()
        return Citation(by, "MTUS", topic or rest.strip(" .,"), year, sections, pages, span, labelled)

    def _take_year(self, words: str) -> tuple[str | None, str]:
        """The year of the edition after its title, of the day of its issue too, and the rest."""
        issued = self._issued.match(words)
        if issued:
            return _year_of(issued["date"]), words[issued.end() :]
        printed = _YEAR_ONLY.match(words)
        return (printed["year"], words[printed.end() :]) if printed else (None, words)

    def _take_pages(self, words: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The words without their page reference, and the pages as [first, last] pairs."""
        pages: list[tuple[int, int]] = []

        def take(match: re.Match[str]) -> str:
            pages.extend(_page_ranges(match["pages"]))
            return ". "

        rest = self._pages.sub(take, words)
        if not pages:
            rest = _BARE_PAGES.sub(take, rest)
        return rest, tuple(pages)

    def _read_other(self, words: str, span: Span, by: Party, labelled: Label) -> Iterator[Citation]:
        """Sources outside the MTUS. Each mention of ODG or ACOEM begins a source of its own."""
        named: list[Mark] = [("ODG", match) for match in self._odg.finditer(words)]
        named += [("ACOEM", match) for match in self._acoem.finditer(words)]
        marks = _drop_repeats(words, sorted(named, key=lambda mark: mark[1].start()))
        if not marks:
            if words.strip(" .,;:"):
                yield Citation(by, "OTHER", words.strip(" .,;:"), None, (), (), span, labelled)
            return
        before = words[: marks[0][1].start()].strip(" .,;:-")
        for index, (source, mark) in enumerate(marks):
            stop = marks[index + 1][1].start() if index + 1 < len(marks) else len(words)
            own = _DANGLING_AND.sub("", words[mark.end() : stop].strip())
            if index == 0 and before and not own.strip(" .,;:"):
                own = before
            elif index == 0 and before and self._titles.chapter(source, before):
                own = f"{before}, {own.strip(' .,;:-')}"
            yield self._read_named(source, own, span, by, labelled)

    def _read_named(self, source: Named, words: str, span: Span, by: Party, labelled: Label) -> Citation:
        rest, pages = self._take_pages(words)
        rest, edition = self._take_date(rest)
        if source == "ACOEM":
            found = self._edition.search(rest)
            if found:
                edition = edition or self._editions[found["edition"].lower()]
                rest = rest[: found.start()] + rest[found.end() :]
        rest = self._leading.sub("", rest).strip(" .,;:-")
        topic, sections = self._titles.split_chapter(source, rest)
        return Citation(by, source, topic, edition, sections, pages, span, labelled)

    def _take_date(self, words: str) -> tuple[str, str | None]:
        match = self._updated.search(words)
        if match:
            rest = f"{words[: match.start()]}, {words[match.end() :]}"
            return _DANGLING_COMMAS.sub("", rest), _edition_of(match["date"])
        match = _YEAR_ONLY.search(words)
        if match:
            return words[: match.start()].rstrip(" ,(") + words[match.end() :], match["year"]
        return words, None


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


def _drop_repeats(words: str, marks: list[Mark]) -> list[Mark]:
    """Leave out marks that only repeat the one right before: "Official Disability Guidelines (ODG)"."""
    kept: list[Mark] = []
    for source, mark in marks:
        between = words[kept[-1][1].end() : mark.start()].strip(" .,;:()-") if kept else "x"
        if kept and kept[-1][0] == source and not between:
            continue
        kept.append((source, mark))
    return kept


@lru_cache(maxsize=256)
def _edition_of(printed: str) -> str:
    """Month and year as ISO has them ("June, 2014": 2014-06); a full date as printed."""
    match = re.match(r"([a-z]{3})[a-z]*\.?,?\s+(?:\d{1,2},?\s+)?(\d{4})", printed, re.I)
    if match and match[1].lower() in MONTHS:
        return f"{match[2]}-{MONTHS.index(match[1].lower()) + 1:02d}"
    return printed


def _year_of(printed: str) -> str:
    """The year of a printed date, of which one of two digits is of this century."""
    digits = re.findall(r"[0-9]+", printed)[-1]
    return digits if len(digits) > 2 else f"20{digits}"
