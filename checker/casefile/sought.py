"""What a statement of needs seeks in a case: the concepts that it names, and what it says of them."""

from __future__ import annotations

from dataclasses import dataclass

from checker.casefile.features.findings import GRADES, STAGES, Stage
from checker.casefile.features.kinds import Grade
from checker.knowledge.lexicon import Hit, Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.needs import Need, Subject
from checker.knowledge.phrases import fold
from checker.reading.marked import SentenceReader
from checker.reading.marks import Marks

_CARE = ("treatment", "drug", "drug_class")


@dataclass(frozen=True, slots=True)
class Sought:
    """A statement, read.

    ``wanted`` are the concepts that it names, ``kinds`` those with all kinds of theirs, ``parts`` the body
    parts. ``care``: what it names is treatment. ``complaint``: pain or symptoms, by no name of their own;
    ``since_injury``: the time since then.
    ``suspected``: it is enough that it is thought of. ``grades`` and ``stage`` are those that it asks for.
    """

    subject: Subject
    wanted: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    care: bool = False
    complaint: bool = False
    since_injury: bool = False
    suspected: bool = False
    grades: frozenset[Grade] = frozenset()
    stage: Stage | None = None

    @property
    def qualified(self) -> bool:
        """Whether it asks for a grade or a stage."""
        return bool(self.grades) or self.stage is not None


class Seeking:
    """Reads statements of needs. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon, reader: SentenceReader) -> None:
        self._lexicon, self._reader = lexicon, reader
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
        hits = [*own, *(hit for each in (*need.shown_by, *need.such_as) for hit in self.hits(each))]
        concepts = self._lexicon.concepts
        named = frozenset(hit.concept for hit in hits)
        parts = frozenset(one for one in named if concepts[one].kind == "body_part")
        wanted = named - parts
        # For what stands above all others, as drug, no kind can stand.
        classes = (one for one in wanted if concepts[one].is_a)
        marks = self._reader.marks(fold(words))
        apart = [(hit.start, hit.end) for hit in own]
        stages = [stage for stage in STAGES if _apart(marks, stage, apart)]
        return Sought(
            subject,
            wanted,
            wanted.union(*map(self._lexicon.down, classes)),
            parts,
            care=any(concepts[one].kind in _CARE for one in wanted),
            complaint=not wanted and marks.has("pain_named"),
            since_injury=marks.has("since_injury"),
            suspected=marks.has("uncertain_before"),
            grades=frozenset(grade for name, grade in GRADES.items() if _apart(marks, name, apart)),
            stage=stages[0] if len(stages) == 1 else None,
        )


def _apart(marks: Marks, name: MarkName, names: list[tuple[int, int]]) -> bool:
    """Whether a mark occurs outside of the names of concepts."""
    return any(
        not any(first <= start and end <= last for first, last in names) for start, end in marks.places(name)
    )
