"""Findings that the rationale denies and the summary records: themselves, or what implies or belies them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, quote
from checker.casefile.features.telling import is_where, list_around
from checker.casefile.ledger import Statement
from checker.casefile.sources import OF_ANY_PATIENT
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.deciding import Refusal, rests_on
from checker.facts.places import levels_meet, place_of, same_place
from checker.facts.recorded import Recorded, Recording
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.letter import BodyPart, Mention, Side
from checker.reading.marked import MarkedSentence

Place = tuple[int, int]

_ADJECTIVE = ("ive", "ic", "al", "ar")  # what adjectives end in

_AROUND = 45  # characters around a finding within which it can be denied in some degree only
_AFTER = 120  # characters after a finding within which it can be denied
_RIGHT_AFTER = 25  # characters after a finding within which it is said to be absent
_PURPOSE = 40  # characters after a study within which it is said what it is for
_BEFORE = 30  # characters before a finding within which the summary can deny it
_YEAR_AFTER = 40  # characters after a finding within which the year is its own
_OF_THE_PATIENT = ("case", "conclusion")
_CLAUSE = ".;,"
_IN_DEGREE: tuple[MarkName, ...] = ("finding_in_degree", "objectively")
_OTHER_NERVES = frozenset({"carpal_tunnel_syndrome", "nerve_entrapment_sign"})  # may be why a hand is numb
_SHORTEST = 4  # letters of a word that tells what a finding is
_STEM = 4  # letters by which two words are one, endings apart


@dataclass(frozen=True, slots=True)
class Denials:
    """What a summary holds against the findings that the rationale of an item denies."""

    record: Recorded
    signs: frozenset[str]
    case_file: CaseFile
    item: ItemFile
    lexicon: Lexicon
    refusal: Refusal

    @classmethod
    def of(
        cls, record: Recorded, case_file: CaseFile, item: ItemFile, lexicon: Lexicon, refusal: Refusal
    ) -> Denials:
        """With the signs that the examinations of the summary found, and what those are evidence of."""
        signs = frozenset(
            implied
            for summary in record.sentences
            if summary.marks.has("examined")
            for mention in summary.mentions
            if mention.assertion == "affirmed"
            for implied in lexicon.implied(mention.concept)
        )
        return cls(record, signs, case_file, item, lexicon, refusal)

    def facts(self, statement: Statement) -> Iterator[Fact]:
        """The findings denied in a sentence that the summary records, each once."""
        seen: set[str] = set()
        for mention in statement.mentions:
            concept = self.lexicon.concepts[mention.concept]
            if mention.assertion != "negated" or concept.kind != "condition" or mention.concept in seen:
                continue
            if concept.circumstance or not is_denied(statement.read, mention, self.lexicon):
                continue
            if statement.kind not in _OF_THE_PATIENT and not tells_of_the_record(statement, mention):
                continue
            seen.add(mention.concept)
            found = self._recorded_as(mention, statement)
            if found is not None:
                yield self._fact(statement, mention, *found)

    def contrary(self, statement: Statement) -> Iterator[Fact]:
        """The first finding of a sentence that rules out one of its name in the summary, or the reverse."""
        studies = [one.words for one in statement.read.care]
        for mention in statement.mentions:
            if not self._is_told(mention, statement.read) or in_degree(statement.read, mention, studies):
                continue
            against = self._contrary(mention, statement)
            if against is not None:
                yield kinds.RecordConflict(
                    form="contrary",
                    basis="same",
                    concept=mention.words,
                    recorded=against.mention.words,
                    same_place=True,
                    doubtful=is_doubtful(against.sentence, against.mention),
                    about=mention.concept,
                    decisive=self.refusal.turns_on(statement, mention.concept)
                    or rests_on(self.item, statement),
                    confidence="high",
                    evidence=Grounds(
                        (quote("rationale", statement.sentence), quote("summary", against.sentence.sentence))
                    ),
                )
                return

    def _contrary(self, said: Mention, statement: Statement) -> Recording | None:
        """What the summary has against a finding, of its place and name; None where it has it too."""
        if self.lexicon.concepts[said.concept].kind != "condition":
            return None
        ruled = self.lexicon.ruled_out(said.concept)
        recorded = [one for name in sorted(ruled) for one in self.record.affirmed(name)]
        recorded += self.record.contrary(said.concept)
        there = [one for one in recorded if self._is_there(said, statement, one)]
        if not there or any(self._is_there(said, statement, one) for one in self.record.named(said.concept)):
            return None
        named = (one for one in there if _share_a_word(said.words, one.mention.words))
        return next((one for one in named if one.mention.assertion == "affirmed"), None)

    def _is_told(self, said: Mention, read: MarkedSentence) -> bool:
        """Whether a sentence has a finding; one that rules out others also with a like one after it."""
        if said.assertion == "affirmed":
            return True
        before = any(end <= said.start for _, end in read.marks.places("denies"))
        return said.assertion == "negated" and bool(self.lexicon.ruled_out(said.concept)) and not before

    def _is_there(self, said: Mention, statement: Statement, there: Recording) -> bool:
        """Whether a finding is recorded where a sentence has one, without a side on that asked for."""
        here = place_of(statement.read, said, self.lexicon).sides or _sides(self.item.treatment.body_parts)
        sides = there.place.sides or _sides(there.sentence.body_parts)
        apart = {*here, *sides} == {"left", "right"} and here.isdisjoint(sides)
        return not apart and self._same_place(said, statement, there, self.lexicon.radiates(said.concept))

    def _fact(self, statement: Statement, mention: Mention, recording: Recording, in_place: bool) -> Fact:
        summary, recorded = recording.sentence, recording.mention
        basis = self._basis(mention.concept, recorded.concept)
        named = (
            _share_a_word(mention.words, recorded.words) or recorded.words[0].isdigit()
        )  # "4/5" needs no name
        by_name = mention.concept == recorded.concept and named
        akin = basis == "belied" and not (
            self.lexicon.implied(mention.concept).isdisjoint(self.lexicon.implied(recorded.concept))
        )
        plain = statement.kind in _OF_THE_PATIENT and is_unqualified(statement.read, mention)
        complained_of = statement.marks.has("on_examination") and not self.signs & self.lexicon.implied(
            mention.concept
        )
        return kinds.RecordConflict(
            form="denied",
            basis=basis,
            concept=mention.words,
            recorded=recorded.words,
            qualified=complained_of
            or in_degree(statement.read, mention, self._no_degree(statement, mention, summary)),
            same_place=in_place,
            doubtful=is_doubtful(summary, recorded)
            or (recorded.assertion != "historical" and self._is_past(summary, recorded))
            or self._denied_there(mention, statement, recorded.concept)
            or self._of_other_drugs(statement, mention, summary)
            or self._of_other_days(statement.read, summary)
            or (basis == "belied" and not _OTHER_NERVES.isdisjoint(self.record.known)),
            about=mention.concept,
            decisive=self.refusal.turns_on(statement, mention.concept)
            or self.refusal.turns_on_one_of(statement, recorded.concept, summary.sentence.span)
            or self._is_asked_for(mention),
            confidence="high" if plain and (akin or (basis == "same" and by_name)) else "medium",
            evidence=Grounds((quote("rationale", statement.sentence), quote("summary", summary.sentence))),
        )

    def _is_asked_for(self, denied: Mention) -> bool:
        """Whether an approval states of the guideline that what is denied is not to be."""
        kin = {denied.concept, *self.lexicon.up(denied.concept)}
        return self.item.item.decision == "overturned" and any(
            mention.assertion == "negated" and mention.concept in kin
            for one in self.item.of_kind("guideline")
            for mention in one.mentions
        )

    def _no_degree(self, statement: Statement, denied: Mention, summary: MarkedSentence) -> list[str]:
        """The words of a denial that leave nothing open beside what the summary tells.

        They are the studies that it tells of, since what one shows it can't be denied to show; the treatment,
        refused after a comma for want of the finding; and where it tells of an examination, that a finding
        is objective.
        """
        own, folded = self.item.treatment.concepts, statement.sentence.folded
        refused = [
            one.words
            for one in statement.read.care
            if one.concept in own and "," in folded[denied.end : one.start]
        ]
        named = (one for one in summary.mentions if one.assertion != "negated")
        studies = [one.words for one in named if self.lexicon.concepts[one.concept].kind == "treatment"]
        places = statement.marks.places("objectively") if summary.marks.has("exam_told") else ()
        return studies + refused + [statement.sentence.folded[slice(*at)] for at in places]

    def _basis(self, denied: str, recorded: str) -> Literal["same", "belied", "implied"]:
        if denied in self.lexicon.up(recorded):
            return "same"
        belies = denied in self.lexicon.concepts[recorded].belies
        return "implied" if denied in self.lexicon.implied(recorded) and not belies else "belied"

    def _recorded_as(self, denied: Mention, statement: Statement) -> tuple[Recording, bool] | None:
        """Where the summary records what is denied, and whether in its place; best its own name."""
        best: tuple[Recording, bool] | None = None
        ranked: tuple[bool, ...] = ()
        past = statement.marks.has("past_named")  # "no history of" denies what was, too
        for recording in self.record.affirmed(denied.concept, past=past):
            recorded = recording.mention.concept
            there = self._same_place(denied, statement, recording, self.lexicon.radiates(recorded))
            rank = (there, recorded == denied.concept, self._basis(denied.concept, recorded) != "implied")
            if rank > ranked:
                best, ranked = (recording, there), rank
        return best

    def _denied_there(self, denied: Mention, statement: Statement, recorded: str) -> bool:
        """Whether the summary denies the finding of the same place too: of serial ones one holds."""
        radiates = self.lexicon.radiates(denied.concept)
        return any(
            self._same_place(denied, statement, one, radiates)
            for concept in (denied.concept, recorded)
            for one in (*self.record.denied(concept), *self.record.contrary(concept))
        )

    def _same_place(self, denied: Mention, statement: Statement, there: Recording, radiates: bool) -> bool:
        if not levels_meet(statement.read, there.sentence):
            return False
        here = place_of(statement.read, denied, self.lexicon)
        parts = self.item.treatment.body_parts
        return same_place(here, there.place, parts, self.lexicon, radiates=radiates)

    def _of_other_drugs(self, statement: Statement, denied: Mention, summary: MarkedSentence) -> bool:
        """Whether a finding is denied of a drug that stands after it, and recorded of others alone."""
        here = [one.concept for one in statement.read.drugs if one.start >= denied.end]
        there = {one.concept for one in summary.drugs}
        return bool(here and there) and self.lexicon.kin_of(here).isdisjoint(there)

    def _of_other_days(self, said: MarkedSentence, recorded: MarkedSentence) -> bool:
        """Whether two sentences have days of examinations or studies, and none in common."""
        injured = self.case_file.letter.case.date_of_injury
        here, there = set(said.dates) - {injured}, set(recorded.dates) - {injured}
        return bool(here and there) and here.isdisjoint(there)

    def _is_past(self, summary: MarkedSentence, mention: Mention) -> bool:
        """Whether the summary dates a finding to a year before the injury: "a fracture in 2001"."""
        injured = self.case_file.letter.case.date_of_injury
        return injured is not None and any(
            mention.end <= start <= mention.end + _YEAR_AFTER
            and int(summary.sentence.folded[end - 4 : end]) < injured.year
            for start, end in summary.marks.places("year_told")
        )


def _sides(parts: Iterable[BodyPart]) -> frozenset[Side]:
    return frozenset(one.side for one in parts if one.side)


def is_denied(read: MarkedSentence, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a sentence denies a finding, not what it is a word on, or a study that bears on it."""
    folded, marks = read.sentence.folded, read.marks
    if is_where(read, mention.start) or _is_attribute(read, mention):
        return False
    for start, end in marks.places("absent_after"):
        last = list_around(read, mention.start, mention.end)[1]
        near = 0 <= start - last <= _RIGHT_AFTER and end <= last + _AFTER
        if near and not any(mark in folded[last:start] for mark in _CLAUSE):
            return True
    begins = mention.start - len(read.clause_of(mention))
    denial = _first_in(marks.places("denies"), begins, mention.start)
    if denial is None:
        return False
    means = [hit.end + begins for hit in lexicon.find(folded[begins : mention.start], "treatment")]
    means += [end for start, end in marks.places("means_named") if begins <= start and end <= mention.start]
    return not any(end > denial[1] and _has_an_end(read, end, mention.start) for end in means)


def _is_attribute(read: MarkedSentence, mention: Mention) -> bool:
    """Whether a finding is an adjective before what is denied: "no postoperative complications"."""
    after = mention.end + 1
    noun = read.sentence.folded[mention.end : after + 1].strip().isalpha()
    own = any(start == after for start, _ in read.marks.places("finding_named"))
    return noun and not own and mention.words.endswith(_ADJECTIVE)


def _first_in(places: Iterable[Place], start: int, end: int) -> Place | None:
    return next((place for place in places if start <= place[0] and place[1] <= end), None)


def _has_an_end(read: MarkedSentence, after: int, before: int) -> bool:
    """Whether what a study or treatment is for, or would show, is said there; not that it gives evidence."""
    aim = _first_in(read.marks.places("to_what_end"), after, min(before, after + _PURPOSE))
    return aim is not None and _first_in(read.marks.places("evidence_named"), after, aim[0]) is None


def tells_of_the_record(statement: Statement, mention: Mention) -> bool:
    """Whether a sentence that names no patient denies a finding as one does of a record: "no X is listed"."""
    opens = any(start == 0 for start, _ in statement.marks.places("denies"))
    after = any(start >= mention.end for start, _ in statement.marks.places("absent_after"))
    return (opens or after) and not statement.marks.has(*OF_ANY_PATIENT)


def is_unqualified(read: MarkedSentence, mention: Mention) -> bool:
    """Whether no word right before a finding may be one that it is denied with: "focal", "persistent"."""
    before = read.sentence.folded[: mention.start].rstrip(" ,;.:/(-")
    own = (*read.marks.places("unqualified"), *((one.start, one.end) for one in read.mentions))
    parted = mention.start - len(before) > 1
    return not before or parted or any(end == len(before) for _, end in own)


def in_degree(read: MarkedSentence, mention: Mention, but: Iterable[str] = ()) -> bool:
    """Whether words before a finding or after it in its clause say that it is denied in some degree only.

    ``but`` are words that say nothing of the degree.
    """
    folded = read.sentence.folded
    until = mention.end + len(folded[mention.end : mention.end + _AROUND].partition(" and ")[0])
    said = (at for mark in _IN_DEGREE for at in read.marks.places(mark))
    places = [at for at in said if folded[slice(*at)] not in but]
    before = _first_in(places, max(0, mention.start - _AROUND), mention.start)
    return before is not None or _first_in(places, mention.end, until) is not None


def is_doubtful(summary: MarkedSentence, mention: Mention) -> bool:
    """Whether the summary has a finding from others than the examiner, gone, to come or denied."""
    before = _first_in(summary.marks.places("denying_word"), max(0, mention.start - _BEFORE), mention.start)
    return before is not None or summary.marks.has("told_by_others", "gone_since", "to_come", "not_reaching")


def _share_a_word(words: str, other: str) -> bool:
    """Whether two names of a finding have a word in common, endings apart: the concept may be a wide one."""
    first, second = (
        {word[:_STEM] for word in text.replace("-", " ").split() if len(word) >= _SHORTEST}
        for text in (words, other)
    )
    return not first.isdisjoint(second)
