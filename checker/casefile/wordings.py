"""Which criteria a sentence states: the wordings of the criteria on the treatments in question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checker.knowledge.guidelines import Criterion, Edition, Section
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import compile_pattern, expand

_PLAIN = re.compile(r"[a-z0-9 '/&%|-]+")


def _cost(pattern: str) -> bool:
    """Plain words first: they fail fast."""
    return _PLAIN.fullmatch(pattern) is None


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
class _Wording:
    stated: Stated
    required: tuple[int, ...]
    refused: tuple[int, ...]


class CriteriaIndex:
    """All wordings of all criteria, by treatment. Patterns are compiled when first needed."""

    def __init__(self, editions: Iterable[Edition], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._atoms: dict[str, int] = {}
        self._patterns: list[str] = []
        self._tests: list[Callable[[str], bool] | None] = []
        self._wordings: list[_Wording] = []
        self._about: dict[str, list[int]] = {}
        self._general: list[int] = []
        self._related: dict[str, tuple[int, ...]] = {}
        self.criteria: dict[str, Stated] = {}
        for edition in editions:
            for section in edition.sections:
                for criterion in section.criteria:
                    self._add(Stated(edition, section, criterion))

    def find(self, folded: str, treatments: Iterable[str], named: Iterable[str] = ()) -> list[Stated]:
        """The criteria that the sentence states, in the order of the files.

        Tried are those on ``treatments``, broader ones and kinds of them, and those on what the sentence
        itself has ``named``, or on what that is a kind of.
        """
        wanted = {i for treatment in treatments for i in self._wordings_on(treatment)}
        wanted.update(i for name in named for up in self._lexicon.up(name) for i in self._about.get(up, ()))
        wanted.update(self._general)
        known: dict[int, bool] = {}
        found: dict[str, Stated] = {}
        for index in sorted(wanted):
            wording = self._wordings[index]
            if wording.stated.criterion.id not in found and self._says(wording, folded, known):
                found[wording.stated.criterion.id] = wording.stated
        return list(found.values())

    def related(self, stated: Stated, treatments: Iterable[str]) -> bool:
        """Whether a criterion is about any of the treatments, a broader one, or a kind of one."""
        about = set(stated.about)
        return not about or any(about & self._lexicon.kin(treatment) for treatment in treatments)

    def _says(self, wording: _Wording, folded: str, known: dict[int, bool]) -> bool:
        return all(self._has(atom, folded, known) for atom in wording.required) and not any(
            self._has(atom, folded, known) for atom in wording.refused
        )

    def _has(self, atom: int, folded: str, known: dict[int, bool]) -> bool:
        if atom not in known:
            test = self._tests[atom]
            if test is None:
                test = self._tests[atom] = self._test(self._patterns[atom])
            known[atom] = test(folded)
        return known[atom]

    def _test(self, pattern: str) -> Callable[[str], bool]:
        """A test for a pattern: plain words are looked for as they are, which is faster than any pattern."""
        if _PLAIN.fullmatch(pattern):
            words = tuple(pattern.split("|"))
            return lambda folded: any(word in folded for word in words)
        search = compile_pattern(expand(pattern, self._lexicon.terms)).search
        return lambda folded: search(folded) is not None

    def _wordings_on(self, treatment: str) -> tuple[int, ...]:
        if treatment not in self._related:
            self._related[treatment] = tuple(
                index for concept in self._lexicon.kin(treatment) for index in self._about.get(concept, ())
            )
        return self._related[treatment]

    def _add(self, stated: Stated) -> None:
        self.criteria[stated.criterion.id] = stated
        for wording in stated.criterion.said_as:
            index = len(self._wordings)
            self._wordings.append(
                _Wording(
                    stated,
                    tuple(self._atom(pattern) for pattern in sorted(wording.all, key=_cost)),
                    tuple(self._atom(pattern) for pattern in sorted(wording.none, key=_cost)),
                )
            )
            for concept in stated.about:
                self._about.setdefault(concept, []).append(index)
            if not stated.about:
                self._general.append(index)

    def _atom(self, pattern: str) -> int:
        if pattern not in self._atoms:
            self._atoms[pattern] = len(self._patterns)
            self._patterns.append(pattern)
            self._tests.append(None)
        return self._atoms[pattern]
