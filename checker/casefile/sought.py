"""What a statement of needs seeks in a case: the concepts that it names, and what it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.casefile.features.findings import GRADES, STAGES, Stage
from checker.casefile.features.kinds import Grade
from checker.casefile.terms import Terms
from checker.knowledge.lexicon import Hit, Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.needs import Need, Subject
from checker.knowledge.phrases import fold
from checker.reading.marked import SentenceReader

DRUGS = ("drug", "drug_class")
CARE = ("treatment", *DRUGS)
_WORD = re.compile(r"[a-z]{3,}")
# Words that something else is made of, or nothing.
_HEARD: tuple[MarkName, ...] = (
    *GRADES, *STAGES, "uncertain_before", "negation_before", "adds_nothing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways in which a statement is so: each of ``concepts`` is told of.

    ``beside`` are the stems of its words that no concept stands for: the sentence that tells has them too.
    ``denied``: that they are not.
    """

    concepts: tuple[str, ...]
    beside: frozenset[str] = frozenset()
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """A statement, read.

    ``ways`` are those of its own words, ``instances`` those of what it is such as, ``shown`` those in which
    something else shows it. ``wanted`` are all
    concepts that it names, ``kinds`` those with all kinds of theirs, ``parts`` the body parts. ``care``: what
    it names is treatment. ``complaint``: pain or symptoms, by no name of their own; ``since_injury``: the
    time since then. ``suspected``: it is enough that it is thought of. ``grades`` and ``stage`` are those
    that it asks for.
    """

    subject: Subject
    ways: tuple[Way, ...] = ()
    instances: tuple[Way, ...] = ()
    shown: tuple[Way, ...] = ()
    wanted: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    care: bool = False
    complaint: bool = False
    since_injury: bool = False
    suspected: bool = False
    grades: frozenset[Grade] = frozenset()
    stage: Stage | None = None


class Seeking:
    """Reads statements of needs. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon, reader: SentenceReader, terms: Terms) -> None:
        self._lexicon, self._reader, self._terms = lexicon, reader, terms
        self._read: dict[Need, Sought] = {}

    def sought(self, need: Need) -> Sought:
        """What a statement seeks."""
        if need not in self._read:
            self._read[need] = self._sought(need)
        return self._read[need]

    def hits(self, words: str) -> list[Hit]:
        """What words of a criterion name, or their one id."""
        if words in self._lexicon.concepts:
            return [Hit(words, 0, len(words))]
        return self._lexicon.find(fold(words))

    def _sought(self, need: Need) -> Sought:
        subject, words = need.statement or ("context", "")
        own = self.hits(words)
        more = (*need.shown_by, *need.such_as)
        concepts = self._lexicon.concepts
        named = frozenset(hit.concept for hit in (*own, *(hit for each in more for hit in self.hits(each))))
        parts = frozenset(one for one in named if concepts[one].kind == "body_part")
        wanted = named - parts
        # For what stands above all other drugs no kind can stand.
        classes = (one for one in wanted if concepts[one].is_a or concepts[one].kind not in DRUGS)
        marks = self._reader.marks(fold(words))
        apart = [
            name
            for name in (*GRADES, *STAGES)
            if any(not _within((start, end), own) for start, end in marks.places(name))
        ]
        stages = [stage for name, stage in STAGES.items() if name in apart]
        return Sought(
            subject,
            tuple(self._ways(words)),
            tuple(way for each in need.such_as for way in self._ways(each)),
            tuple(way for each in need.shown_by for way in self._ways(each)),
            wanted,
            wanted.union(*map(self._lexicon.down, classes)),
            parts,
            care=any(concepts[one].kind in CARE for one in wanted),
            complaint=not any(self._is_sought(hit) for hit in own) and marks.has("pain_named"),
            since_injury=marks.has("since_injury"),
            suspected=marks.has("uncertain_before"),
            grades=frozenset(grade for name, grade in GRADES.items() if name in apart),
            stage=stages[0] if len(stages) == 1 else None,
        )

    def _ways(self, words: str) -> Iterator[Way]:
        """The ways that words give: one, or where they join by "or" one for each that they name."""
        folded, hits = fold(words), self.hits(words)
        marks, scopes = self._reader.clause(folded)
        ends = [start for start, _ in marks.places("parted")] if marks.has("either_said") else []
        ends = [at for at in ends if not _within((at, at + 1), hits)]
        for start, end in zip((0, *ends), (*ends, len(folded)), strict=True):
            own = [hit for hit in hits if start <= hit.start < end and self._is_sought(hit)]
            heard = [*hits, *(Hit("", *place) for name in _HEARD for place in marks.places(name))]
            beside = frozenset(
                self._terms.of(word.group(), ())[0]
                for word in _WORD.finditer(folded, start, end)
                if not _within(word.span(), heard)
            )
            if own:
                denied = any(scopes.status(hit.start, hit.end) == "negated" for hit in own)
                yield Way(tuple(self._apart(own)), beside, denied)

    def _is_sought(self, hit: Hit) -> bool:
        return self._lexicon.concepts[hit.concept].kind != "body_part"

    def _apart(self, hits: list[Hit]) -> list[str]:
        """The concepts of hits, without those that another of them is a kind of."""
        named = list(dict.fromkeys(hit.concept for hit in hits))
        return [
            one
            for one in named
            if not any(one != other and one in self._lexicon.up(other) for other in named)
        ]


def _within(place: tuple[int, int], hits: list[Hit]) -> bool:
    return any(hit.start <= place[0] and place[1] <= hit.end for hit in hits)
