"""Resolving a citation: to one encoded edition and its sections, or to a named reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from checker.casefile.dating import Days, Standing, governs, out_by, standing, successors
from checker.casefile.wording import edition_name
from checker.knowledge.guidelines import Edition, Section
from checker.knowledge.phrases import fold
from checker.letter import Citation
from checker.reading.titles import Titles
from checker.spans import Span

_TITLE_LIKENESS = 88
_SECTION_WORDS = re.compile(r"\b(?:sections?|chapters?|topics?|entry|guidelines?)\b")
_NUMBER = re.compile(r"^(\d+(?:\.\d+)*)\.?\s+")


@dataclass(frozen=True, slots=True)
class CitedSection:
    """A section named in a citation and the encoded sections that share that title or alias, if any."""

    name: str
    sections: tuple[Section, ...]

    @property
    def section(self) -> Section | None:
        """The first of them."""
        return self.sections[0] if self.sections else None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A citation with what it resolves to. ``reason`` says why there is no edition.

    ``current`` are the editions that the request falls under in the place of one that is not in force.
    """

    index: int
    citation: Citation
    edition: Edition | None
    sections: tuple[CitedSection, ...]
    reason: str | None
    standing: Standing
    current: tuple[Edition, ...]

    @property
    def known_sections(self) -> tuple[Section, ...]:
        """The encoded sections that are cited, by title or by page."""
        return tuple(section for cited in self.sections for section in cited.sections)


def editions_cited(citations: Iterable[Resolved]) -> list[Edition]:
    """The editions that the reviewer cites, as far as they are known."""
    return [one.edition for one in citations if one.edition is not None and one.citation.by == "reviewer"]


def cited_whole(edition: Edition, sections: Sequence[Section]) -> Resolved:
    """A reviewer's citation of an edition in force, and of these of its sections, as if a letter had it."""
    titles = tuple(section.title for section in sections)
    nowhere = Span(0, 0)
    citation = Citation(
        "reviewer", edition.source, edition.topic, edition.edition, titles, (), nowhere, "none"
    )
    cited = tuple(CitedSection(section.title, (section,)) for section in sections)
    return Resolved(1, citation, edition, cited, None, "in_force", (edition,))


class Resolver:
    """Resolves citations against the encoded editions."""

    def __init__(self, editions: Iterable[Edition], titles: Titles) -> None:
        self._editions = {edition.id: edition for edition in editions}
        self._titles = titles
        self._found: dict[tuple[str, str, tuple[tuple[int, int], ...]], tuple[Section, ...]] = {}

    def resolve(self, index: int, citation: Citation, days: Days) -> Resolved:
        """One edition or a refusal; never a guess between two.

        The days of the case pick the edition where the letter names no year.
        """
        candidates = self._candidates(citation)
        if not candidates:
            return Resolved(index, citation, None, (), _no_candidate(citation), "unknown", ())
        edition = _choose(candidates, citation, days)
        current = tuple(candidate for candidate in candidates if governs(candidate, days))
        if edition is None and citation.edition and current and citation.source == "MTUS":
            reason = f"there is no {citation.edition} edition of {current[0].topic}"
            return Resolved(index, citation, None, (), reason, "never", current)
        if edition is None:
            return Resolved(index, citation, None, (), _not_one(candidates, days), "unknown", ())
        by_id = {one.id: one for one in (*successors(edition, self._editions), *candidates)}
        return Resolved(
            index,
            citation,
            edition,
            tuple(self._sections(citation, edition)),
            None,
            standing(edition, days),
            tuple(one for one in by_id.values() if governs(one, days)),
        )

    def _candidates(self, citation: Citation) -> tuple[Edition, ...]:
        if citation.source == "NONE":
            return ()
        words = citation.topic or " ".join(citation.sections)
        named = self._titles.named(citation.source, words)
        return named or self._titles.named(
            citation.source, f"{citation.topic or ''} {' '.join(citation.sections)}"
        )

    def _sections(self, citation: Citation, edition: Edition) -> Iterator[CitedSection]:
        for name in _split_pairs(citation.sections, edition):
            key = (edition.id, name, citation.pages)
            if key not in self._found:
                self._found[key] = self._named(edition, name, citation.pages)
            yield CitedSection(name, self._found[key])
        if citation.source == "OTHER":  # its words are not taken apart as they are read
            for name in re.split(r"[,;:]\s+", citation.topic or ""):
                if sections := self._named(edition, name, ()):
                    yield CitedSection(name, sections)
        if not citation.sections and citation.pages:
            for section in sections_on(edition, citation.pages):
                yield CitedSection(section.title, (section,))

    def _named(self, edition: Edition, name: str, pages: tuple[tuple[int, int], ...]) -> tuple[Section, ...]:
        """The sections of an edition, else of what it is based on, that a printed title names."""
        works = (edition, *(self._editions[work] for work in edition.based_on if work in self._editions))
        return next((found for work in works if (found := find_sections(work, name, pages))), ())


TitleKnown = Literal["yes", "alias", "number", "no"]


def title_known(name: str, section: Section | None) -> TitleKnown:
    """How a printed title names a section: yes; by other words (alias); by a number alone; no."""
    if section is None:
        return "number" if name.strip().isdigit() else "no"
    printed = set(re.findall(r"[a-z]{4,}", fold(name))) - {"section", "chapter"}
    known = fold(section.title)
    title = " ".join(re.findall(r"[a-z]+", f"{known} {_unhyphened(known)}"))
    return "yes" if all(word.rstrip("s") in title for word in printed) else "alias"


def names_work(edition: Edition, name: str) -> bool:
    """Whether a printed title is that of the edition itself, with or without its year."""
    printed = _title(name)
    own = {_title(words) for words in (edition.topic, edition.title)}
    return printed in own or printed in {_title(f"{words} {edition.edition}") for words in own}


def same_title(section: Section, other: Section) -> bool:
    """Whether sections of two editions have a title or alias in common."""
    titles = {_title(name) for name in (section.title, *section.aliases)}
    return any(_title(name) in titles for name in (other.title, *other.aliases))


def _split_pairs(names: Iterable[str], edition: Edition) -> Iterator[str]:
    """Section names, two joined by "&" apart where the pair is no title of the edition."""
    for name in names:
        parts = [part.strip() for part in re.split(r"\s+&\s+(?=[A-Z])", name)]
        if (
            len(parts) > 1
            and not find_sections(edition, name)
            and all(find_sections(edition, p) for p in parts)
        ):
            yield from parts
        else:
            yield name


def find_sections(
    edition: Edition, name: str, pages: tuple[tuple[int, int], ...] = ()
) -> tuple[Section, ...]:
    """The sections of an edition that a printed title names: those that have it as title or alias.

    The entries under a heading, "Heading: entry", go with it. Of several, those on the cited pages, if any.
    Without such a section, the one with the likest title.
    """
    printed = _title(name)
    number = _NUMBER.match(name)
    exact: list[Section] = []
    under: list[Section] = []
    close: list[tuple[float, Section]] = []
    for section in edition.sections:
        for title in (section.title, *section.aliases):
            encoded = _title(title)
            own = _NUMBER.match(title)
            if _unhyphened(printed) == _unhyphened(encoded) or (number and own and number[1] == own[1]):
                exact.append(section)
                break
            score = max(fuzz.ratio(printed, encoded), 95.0 if _same_words(printed, encoded) else 0.0)
            if score >= _TITLE_LIKENESS:
                close.append((score, section))
        else:
            if _title(section.title.partition(":")[0]) == printed:
                under.append(section)
    if exact or under:
        named = (*exact, *under)
        here = sections_on(edition, pages)
        return tuple(section for section in named if section in here) or named
    if close:
        best = max(score for score, _ in close)
        ids = {section.id: section for score, section in close if score == best}
        return tuple(ids.values()) if len(ids) == 1 else ()
    if number:
        return find_sections(edition, name[number.end() :]) or _by_last_title(edition, name)
    return _by_last_title(edition, name)


def _by_last_title(edition: Edition, name: str) -> tuple[Section, ...]:
    """The sections of "Overview: Topic: Entry", by its last part."""
    head, colon, tail = name.rpartition(":")
    return find_sections(edition, tail.strip()) if colon and head and len(tail.strip()) > 3 else ()


def _same_words(printed: str, encoded: str) -> bool:
    """Whether both titles hold the same words, brackets left out."""
    first = set(re.findall(r"[a-z0-9]+", re.sub(r"\(.*?\)", " ", printed)))
    second = set(re.findall(r"[a-z0-9]+", re.sub(r"\(.*?\)", " ", encoded)))
    return bool(first) and first == second


def _unhyphened(title: str) -> str:
    """A title that is the same with and without hyphens in its words: "Anti-epilepsy", "Antiepilepsy"."""
    return title.replace("-", "")


@lru_cache(maxsize=4096)
def _title(name: str) -> str:
    return " ".join(_SECTION_WORDS.sub(" ", fold(name).replace("®", "")).strip(" .,;:").split())


def sections_on(edition: Edition, pages: Iterable[tuple[int, int]]) -> list[Section]:
    """The sections that share a page with any of the page ranges."""
    return [
        section
        for section in edition.sections
        if section.pages
        and any(section.pages[0] <= last and first <= section.pages[1] for first, last in pages)
    ]


def _no_candidate(citation: Citation) -> str:
    if citation.source == "NONE":
        return "no guideline is cited"
    if citation.source == "OTHER":
        return "this source is not encoded"
    if citation.topic is None and not citation.sections:
        return f"{citation.source} is cited as a whole, without chapter or section"
    return f"no encoded edition of {citation.source} has this topic"


def _not_one(candidates: Sequence[Edition], days: Days) -> str:
    names = " or ".join(edition_name(candidate) for candidate in candidates)
    if not any(out_by(candidate, days.decided) for candidate in candidates):
        return f"{names} came after {days.decided}, the day of the decision"
    return f"could be {names}" if len(candidates) > 1 else f"{names} is another edition"


def _choose(candidates: Sequence[Edition], citation: Citation, days: Days) -> Edition | None:
    if citation.edition and any(candidate.dated for candidate in candidates):
        dated = [one for one in candidates if citation.edition in (one.edition, *one.also_dated)]
        return dated[0] if len(dated) == 1 else None
    return chosen_by_days(candidates, days, paged=bool(citation.pages))


def chosen_by_days(candidates: Sequence[Edition], days: Days, *, paged: bool) -> Edition | None:
    """The one of some editions that a citation without a year means, with or without pages; None: no one."""
    candidates = [one for one in candidates if out_by(one, days.decided)]
    if paged and len(candidates) > 1:
        candidates = [one for one in candidates if one.paged] or candidates
    if len(candidates) > 1:
        candidates = [one for one in candidates if governs(one, days)] or candidates
    return candidates[0] if len(candidates) == 1 else None
