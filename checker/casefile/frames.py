"""Who speaks: of each sentence of a rationale its kind, its source and what it concludes, in one pass.

A sentence is read with what stands before it: an open quotation, a list and what follows a sentence on the
guideline go on with that sentence's source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from checker.casefile.kinds_by_words import KindsByWords
from checker.casefile.resolving import Resolved, editions_cited
from checker.casefile.sources import SourceReader
from checker.knowledge.marks import MarkName
from checker.letter import StatementKind
from checker.reading.assertions import Scopes
from checker.reading.marked import MarkedSentence, SentenceReader
from checker.reading.marks import Marks

Polarity = Literal["necessary", "not_necessary", "none"]
_QUOTE = re.compile(r"(?<!\d'\d)(?<!\d'\d\d)\"")  # the mark of inches in a height opens nothing
_CLAUSES = 6  # at the end of a sentence, where the conclusion stands
_NEAR_NAME = 60  # characters after a guideline's name within which its figure stands
_NEAR_START = 40  # characters within which a sentence's subject stands
_PAUSE = re.compile(r"[,;:]")
_BESIDE = 2  # characters between a conclusion and what is said of it
_OF_PATIENT: tuple[MarkName, ...] = ("case", "patient")
# By how much words must speak against what marks say, as the logarithm of odds: fifty to one, three to one.
_AGAINST_FIRM, _AGAINST_LOOSE = 4.0, 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sentence is, whose it is, and what it concludes.

    ``source`` is the family of the edition that it names or carries on (``MTUS-CP``), or ``MTUS``, ``ODG`` or
    ``ACOEM`` where it names no more; None where it does neither. ``quoted``: it begins inside a quotation.
    """

    kind: StatementKind
    source: str | None
    quoted: bool
    polarity: Polarity


class FrameReader:
    """Reads the frames of one rationale after another."""

    def __init__(self, reader: SentenceReader, sources: SourceReader, by_words: KindsByWords) -> None:
        self._reader = reader
        self._sources = sources
        self._by_words = by_words

    def read(
        self,
        sentences: Sequence[MarkedSentence],
        citations: Sequence[Resolved],
        states: Callable[[MarkedSentence], bool] = lambda _: False,
    ) -> Iterator[Frame]:
        """The frames of the sentences of a rationale that rests on ``citations``, one each.

        ``states`` says whether a sentence surely states what a cited section holds.
        """
        cited = editions_cited(citations)
        quoted = False
        before: StatementKind | None = None
        carried: str | None = None
        for sentence in sentences:
            marks = sentence.marks
            polarity = self.polarity(marks, sentence.scopes)
            goes_on = before == "guideline"
            kind = _settled(marks, quoted, goes_on)
            if kind is None:
                by_marks, sure = _by_firm_marks(sentence, polarity, goes_on), _AGAINST_FIRM
                if by_marks is None:
                    by_marks, sure = _by_loose_marks(marks, goes_on), _AGAINST_LOOSE
                kind = self._by_words.kind(marks, before, by_marks, sure) or "other"
                if kind == "conclusion" and marks.has("no_conclusion"):
                    kind = by_marks or "case"
                begins = before in ("guideline", None)
                if begins and kind != "guideline" and _may_be_text(marks, kind) and states(sentence):
                    kind = "guideline"
            source = None
            if kind != "case":
                named = self._sources.named(marks, cited)
                source = named.first if kind != "other" else None
                if kind != "guideline":  # a source that it doesn't name goes on after it
                    carried = named.speaks or carried
                elif source:
                    carried = named.speaks
            if kind == "guideline":
                source = source or carried
            yield Frame(kind, source, quoted, polarity if kind == "conclusion" else "none")
            before = kind
            quoted = _open_after(sentence.sentence.folded, quoted)

    def polarity(self, marks: Marks, scopes: Scopes) -> Polarity:
        """What a sentence concludes: its last clause that concludes anything, read by itself."""
        if marks.has("no_conclusion") or not marks.has("denial_reversed", "not_necessary", "necessary"):
            return "none"
        for start, _ in reversed(marks.places("clause_break")[-_CLAUSES:]):
            clause, within = self._reader.clause(marks.folded[start:])
            polarity = _concluded(clause, within, marks, start) if clause.has("finite_verb") else "none"
            if polarity != "none":
                return polarity
        return _concluded(marks, scopes, marks, 0)


def _open_after(folded: str, quoted: bool) -> bool:
    """Whether a quotation is open after a sentence: what its last mark does, opening or closing."""
    starts = [match.start() for match in _QUOTE.finditer(folded)]
    if not starts:
        return quoted
    before, after = folded[starts[-1] - 1 : starts[-1]], folded[starts[-1] + 1 : starts[-1] + 2]
    return before in ("", " ", "(") and after not in ("", " ")


def _concluded(clause: Marks, scopes: Scopes, whole: Marks, begin: int) -> Polarity:
    """What a clause concludes that begins there in the ``whole`` sentence, which may say that it isn't so."""
    if clause.has("denial_reversed"):
        return "necessary"
    denied = clause.place("not_necessary")
    if denied is not None:
        return "necessary" if _is_refused(whole, begin + denied[0], begin + denied[1]) else "not_necessary"
    place = clause.place("necessary")
    if place is None or clause.inside(place, "exclusion"):
        return "none"
    negated = clause.inside(place, "negator") or scopes.status(*place) == "negated"
    refused = _is_refused(whole, begin + place[0], begin + place[1])
    return "not_necessary" if negated or refused else "necessary"


def _is_refused(whole: Marks, start: int, end: int) -> bool:
    """Whether a sentence says of what stands there that it doesn't hold, beside or before it."""
    if any(0 <= first - end <= _BESIDE for first, _ in whole.places("refused_after")):
        return True
    before = [last for _, last in whole.places("refused_before") if last <= start]
    return bool(before) and not _PAUSE.search(whole.folded, before[-1], start)


def _settled(marks: Marks, quoted: bool, goes_on: bool) -> StatementKind | None:
    """What a sentence is in whatever words, or None. ``goes_on``: the one before it is on the guideline."""
    if marks.has("aside"):
        return "other"
    if marks.has("reported"):
        return "case"
    if quoted and (marks.has("guideline", "science") or not _about_case(marks, goes_on)):
        return "guideline"
    return None


def _by_firm_marks(sentence: MarkedSentence, polarity: Polarity, goes_on: bool) -> StatementKind | None:
    """What a sentence is by marks that hardly deceive, or None."""
    marks = sentence.marks
    guideline = marks.has("guideline", "science")
    about_case = _about_case(marks, goes_on)
    judged = marks.has("narrative") and marks.has("criteria_met", "criteria_unmet")
    if polarity != "none" and (about_case or marks.has("conclusion")):
        return "conclusion"
    if marks.has("drawn") and (about_case or judged):
        return "conclusion"
    if _told_beside(marks):
        return "case"
    if guideline and _source_first(marks):
        return "guideline"
    if (guideline and _figure_of_guideline(sentence)) or _caps_care(sentence):
        return "guideline"
    if marks.has("exceeds") or (about_case and marks.has("case") and not _source_first(marks)):
        return "case"
    if about_case:
        return None
    if judged:
        return "conclusion"
    if guideline or (marks.has("silent") and marks.has("guideline_name")):
        return "guideline"
    return None


def _by_loose_marks(marks: Marks, goes_on: bool) -> StatementKind | None:
    """What a sentence likely is, that speaks of a patient or tells what was: words easily know better."""
    told = marks.has("narrative", "case_weak") and not marks.has("general")
    return "case" if told or _about_case(marks, goes_on) else None


def _about_case(marks: Marks, goes_on: bool) -> bool:
    """Whether a sentence is about this patient, not about any patient of whom the guideline speaks."""
    if marks.has("case"):
        return not (goes_on and marks.has("science"))
    if not marks.has("patient"):
        return False
    if not goes_on or (marks.has("narrative") and not marks.has("general")):
        return True
    place = marks.place("patient")
    return not marks.has("guideline", "science", "general") and (place is None or place[0] < _NEAR_START)


def _may_be_text(marks: Marks, kind: StatementKind) -> bool:
    """Whether nothing in a sentence is of this patient: it may be a guideline's text without its name."""
    if marks.has(*_OF_PATIENT, "case_weak", "narrative", "drawn", "exceeds"):
        return False
    return kind == "case" or (kind == "conclusion" and _source_first(marks))


def _told_beside(marks: Marks) -> bool:
    """Whether a sentence tells what happened, and of no guideline but beside that."""
    name = marks.place("guideline_name")
    if name is None or not marks.has("narrative") or marks.has("general"):
        return False
    return any(start <= name[0] < end for start, end in marks.places("told_beside"))


def _source_first(marks: Marks) -> bool:
    """Whether a guideline is named before the patient: the sentence tells what it asks of patients."""
    topic = marks.place("on_topic")
    begin = topic[1] if topic else 0
    name = _first("guideline_name", marks, begin)
    if name is None or name >= begin + _NEAR_START:
        return False
    patients = (_first(mark, marks, begin) for mark in _OF_PATIENT)
    return not any(start is not None and start < name for start in patients)


def _first(mark: MarkName, marks: Marks, begin: int) -> int | None:
    """Where a mark first starts from ``begin`` on."""
    place = marks.place(mark)
    if place is None or place[0] >= begin:
        return None if place is None else place[0]
    return next((start for start, _ in marks.places(mark) if start >= begin), None)


def _figure_of_guideline(sentence: MarkedSentence) -> bool:
    """Whether a figure stands after the name of a guideline, as what the guideline holds."""
    name = sentence.marks.place("guideline_name")
    return name is not None and any(0 < m.start - name[1] < _NEAR_NAME for m in sentence.measures)


def _caps_care(sentence: MarkedSentence) -> bool:
    """Whether a sentence that names no patient gives a limit of a drug or treatment in general."""
    capped = sentence.marks.place("capped")
    if capped is None or sentence.marks.has(*_OF_PATIENT):
        return False
    return any(one.end <= capped[0] <= one.end + _BESIDE for one in sentence.care)
