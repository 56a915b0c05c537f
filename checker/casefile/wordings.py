"""Which criteria a sentence states: the wordings of the criteria on the treatments in question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from checker.knowledge.guidelines import Criterion, Edition, Section
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import expand, occurs

_PLAIN = re.compile(r"[a-z0-9 '/&%-]+(?:\|[a-z0-9 '/&%-]+)*")


@dataclass(frozen=True, slots=True)
class Stated:
    """A criterion with the section and edition that hold it."""

    edition: Edition
    section: Section
    criterion: Criterion

    @property
    def pages(self) -> tuple[int, int] | None:
        """The criterion's own pages, else its section's."""
        return self.criterion.pages or self.section.pages

    @property
    def about(self) -> tuple[str, ...]:
        """The treatments that the criterion is about: its own, else its section's. Empty: any."""
        return self.criterion.treatments or self.section.covers.treatments


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns that are alternatives of plain words, which are looked for together, and others."""

    plain: frozenset[str]
    others: tuple[str, ...]

    @classmethod
    def of(cls, patterns: Iterable[str]) -> _Patterns:
        plain = frozenset(pattern for pattern in patterns if _PLAIN.fullmatch(pattern))
        return cls(plain, tuple(pattern for pattern in patterns if pattern not in plain))


@dataclass(frozen=True, slots=True)
class _Wording:
    stated: Stated
    required: _Patterns
    refused: _Patterns


class CriteriaIndex:
    """All wordings of all criteria, by treatment. What isn't plain is compiled when first needed."""

    def __init__(self, editions: Iterable[Edition], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._wordings: list[_Wording] = []
        self._about: dict[str, set[int]] = {}
        self._general: set[int] = set()
        self._related: dict[str, set[int]] = {}
        self._occurs = cache(self._compiled)
        self.criteria: dict[str, Stated] = {}
        for edition in editions:
            for section in edition.sections:
                for criterion in section.criteria:
                    self._add(Stated(edition, section, criterion))
        plain = {p for w in self._wordings for p in (*w.required.plain, *w.refused.plain)}
        self._said_by: dict[str, list[str]] = {}
        for pattern in plain:
            for word in pattern.split("|"):
                self._said_by.setdefault(word, []).append(pattern)
        self._patterns = list(self._said_by.values())
        self._words = AhoCorasick(list(self._said_by))

    def find(self, folded: str, treatments: Iterable[str], named: Iterable[str] = ()) -> list[Stated]:
        """The criteria that the sentence states, in the order of the files.

        Tried are those on ``treatments``, broader ones and kinds of them, and those on what the sentence
        itself has ``named``, or on what that is a kind of.
        """
        broader = {up for name in named for up in self._lexicon.up(name)}
        wanted = self._general.union(
            *map(self._wordings_on, treatments), *(self._about.get(concept, ()) for concept in broader)
        )
        words = self._words.find_matches_as_indexes(folded, overlapping=True)
        plain = {pattern for word in words for pattern in self._patterns[word[0]]}
        occurs = cache(lambda pattern: self._occurs(pattern)(folded))
        found: dict[str, Stated] = {}
        for index in sorted(wanted):
            wording = self._wordings[index]
            if (
                wording.required.plain <= plain
                and wording.refused.plain.isdisjoint(plain)
                and all(map(occurs, wording.required.others))
                and not any(map(occurs, wording.refused.others))
            ):
                found.setdefault(wording.stated.criterion.id, wording.stated)
        return list(found.values())

    def related(self, stated: Stated, treatments: Iterable[str]) -> bool:
        """Whether a criterion is about any of the treatments, a broader one, or a kind of one."""
        about = set(stated.about)
        return not about or any(about & self._lexicon.kin(treatment) for treatment in treatments)

    def _compiled(self, pattern: str) -> Callable[[str], bool]:
        return occurs(expand(pattern, self._lexicon.terms))

    def _wordings_on(self, treatment: str) -> set[int]:
        if treatment not in self._related:
            self._related[treatment] = {
                index for concept in self._lexicon.kin(treatment) for index in self._about.get(concept, ())
            }
        return self._related[treatment]

    def _add(self, stated: Stated) -> None:
        self.criteria[stated.criterion.id] = stated
        for wording in stated.criterion.said_as:
            index = len(self._wordings)
            self._wordings.append(_Wording(stated, _Patterns.of(wording.all), _Patterns.of(wording.none)))
            for concept in stated.about:
                self._about.setdefault(concept, set()).add(index)
            if not stated.about:
                self._general.add(index)
