"""Care, procedures, tests and papers: what the rationale says was not had against what the summary tells.

Feature against feature: of one kind, of the same or a narrower concept, and of one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from checker.casefile.casefile import Grounds, ItemFile, quote, quotes_of
from checker.casefile.features.kinds import (
    Documented,
    Feature,
    Finding,
    Procedure,
    Response,
    Tried,
    Use,
    Visits,
)
from checker.casefile.features.telling import NOT_SO, denied_itself, denied_outright, list_around
from checker.casefile.figures import clause_at
from checker.casefile.ledger import Statement
from checker.casefile.sources import OF_ANY_PATIENT
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.deciding import Refusal, rests_on
from checker.facts.places import meets, place_of, same_place
from checker.facts.recorded import Recorded, Recording
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.letter import BodyPart
from checker.reading.marked import MarkedSentence
from checker.spans import Span

Key = tuple[str, str]

_NSAID, _ASPIRIN = "nsaid", "aspirin"  # aspirin is most often taken for the heart
_ANY = "drug"  # of no kind: its denial is of others
_STILL_SO = ("same", "worse")
_BESIDE = 5  # characters between words that deny the use of a drug and the drug
_IN_DEGREE: tuple[MarkName, ...] = ("in_degree", "finding_in_degree")
_COURSE = (*_STILL_SO, "persists")


def contrast_facts(record: Recorded, item: ItemFile, lexicon: Lexicon, refusal: Refusal) -> Iterator[Fact]:
    """The first thing in each sentence of the rationale of which the summary tells otherwise."""
    summary = Told(record, item, lexicon)
    statements = {one.sentence.span: one for one in item.of_kind("case", "conclusion")}
    own = lexicon.kin_of(item.treatment.concepts)
    for one in statements.values():
        yield from _none_of_those(one, item, summary, refusal)
    seen: set[Span] = set()
    for said in item.features.all:
        statement = statements.get(said.span)
        key = key_of(said)
        if said.place != "rationale" or statement is None or key is None or said.span in seen:
            continue
        if said.status in NOT_SO and statement.marks.has("since_when"):
            continue
        if isinstance(said, Use) and said.status in NOT_SO and not _is_denied_whole(statement.read, said):
            continue
        paper = isinstance(said, Documented) and said.paper
        if paper and not own.isdisjoint(hit.concept for hit in lexicon.find(said.words)):
            continue  # RFA is a paper, and may be the treatment
        against = summary.against(said, key)
        if not against:
            named = summary.named(said, statement)
            if named is not None:
                seen.add(said.span)
                yield _named_fact(statement, said, key, named)
            continue
        seen.add(said.span)
        if said.status in NOT_SO:
            failed = isinstance(said, Tried) and said.result == "failed"
            plain = not failed or any(_is_failure(one) for one in against)
            turns = refusal.turns_on(statement, said.concept) or refusal.turns_on_one_of(
                statement, against[0].concept, against[0].span
            )
            decisive = plain and not _is_paper(said, statement) and turns
        else:
            plain = _is_told_plainly(statement, said) and summary.never_had(said, against[0])
            if not plain and (isinstance(said, Use) or against[0].concept not in (None, said.concept)):
                continue
            decisive = plain and (refusal.turns_on(statement, None) or rests_on(item, statement))
        yield kinds.RecordConflict(
            form="not_had" if said.status in NOT_SO else "had",
            basis="same" if said.concept == against[0].concept else "implied",
            concept=_name_of(said, key),
            recorded=", ".join(dict.fromkeys(map(_recorded, against))),
            same_place=True,
            about=said.concept or "",
            decisive=decisive,
            confidence="high" if plain else "medium",
            evidence=Grounds((quote("rationale", statement.sentence), *quotes_of(against))),
        )


def _none_of_those(statement: Statement, item: ItemFile, summary: Told, refusal: Refusal) -> Iterator[Fact]:
    """Care that the sentence of the guideline before names, of which none is said to have been had."""
    before = item.statements[statement.index - 1] if statement.index else None
    if before is None or before.kind != "guideline" or not statement.marks.has("none_of_those"):
        return
    if statement.marks.has("in_degree", "since_when", "hedge"):
        return
    told = summary.tried(one.concept for one in before.read.care)
    if told is not None:
        yield kinds.RecordConflict(
            form="not_had",
            basis="implied",
            concept=told[0].replace("_", " "),
            recorded=told[1].words,
            same_place=True,
            about=told[0],
            decisive=refusal.turns_on(statement, None),
            confidence="high",
            evidence=Grounds((quote("rationale", statement.sentence), *quotes_of([told[1]]))),
        )


def _named_fact(statement: Statement, said: Feature, key: Key, there: Recording) -> Fact:
    """What is denied outright, and only named by the summary."""
    return kinds.RecordConflict(
        form="not_had",
        basis="same" if said.concept == there.mention.concept else "implied",
        concept=key[1].replace("_", " "),
        recorded=there.mention.words,
        same_place=True,
        about=said.concept or "",
        decisive=False,
        confidence="medium",
        evidence=Grounds((quote("rationale", statement.sentence), quote("summary", there.sentence.sentence))),
    )


def key_of(feature: Feature) -> Key | None:
    """What kind of thing a feature says was had or not."""
    if isinstance(feature, Documented) and feature.paper:
        # An agreement is a concept, and held against the record as findings are.
        return None if feature.paper == "agreement" else (feature.kind, feature.paper)
    if isinstance(feature, Use):
        return (feature.kind, feature.concept) if feature.concept else None
    if isinstance(feature, Tried | Documented | Procedure):
        return feature.kind, feature.concept or "therapy"
    return None


def _name_of(said: Feature, key: Key) -> str:
    """What a sentence says was had or not, as a message names it."""
    failed = "failed " if isinstance(said, Tried) and said.result == "failed" else ""
    return said.words if isinstance(said, Use) else failed + key[1].replace("_", " ")


def _recorded(told: Feature) -> str:
    """What the summary tells, as a message quotes it: an examination may have found no such thing."""
    return f"no {told.words}" if isinstance(told, Finding) and told.status == "denied" else told.words


def _is_told_plainly(statement: Statement, said: Feature) -> bool:
    """Whether a sentence says outright that the patient had something, and nothing of a guideline."""
    marks = statement.marks
    own = next((one for one in statement.mentions if one.concept == said.concept), None)
    if own is None or marks.has("hedge", *OF_ANY_PATIENT):
        return False
    places = [(end, own.start) for _, end in marks.places("had_told") if end <= own.start]
    places += [(own.end, start) for start, _ in marks.places("had_told_after") if own.end <= start]
    return any(not marks.inside(place, "terminators") for place in places)


def _is_failure(told: Feature) -> bool:
    if isinstance(told, Tried):
        return told.result in ("failed", "partly")
    return isinstance(told, Response) and told.change in _STILL_SO


def _is_paper(said: Feature, statement: Statement) -> bool:
    """Whether it is of a test that no paper was sent, not that it was done."""
    named = [one for one in statement.mentions if one.concept == said.concept]
    itself = any(denied_itself(statement.read, one.start, one.end) for one in named)
    return isinstance(said, Documented) and bool(named) and not itself


def _is_denied_whole(read: MarkedSentence, said: Use) -> bool:
    """Whether the use of a drug is denied, not that of so much, in such a way or by the result of a test."""
    own = next((one for one in read.drugs if one.concept == said.concept), None)
    if own is None or len(read.care) > len(read.drugs):
        return False
    first, end = list_around(read, own.start, own.end)
    denied = [one for one in read.marks.places("takes_none") if first - _BESIDE <= one[1] <= own.start]
    start, stop = clause_at(read, own.start)
    within = [one for name in _IN_DEGREE for one in read.marks.places(name) if start <= one[0] < stop]
    if any(not any(first <= at <= last for first, last in denied) for at, _ in within):
        return False
    ends = any(start == end + 1 for start, _ in read.marks.places("terminators"))
    return bool(denied) and (ends or end == len(read.sentence.folded) or read.sentence.folded[end] in ".,;")


class Told:
    """The features of a summary, looked up by what it would be untrue to deny beside each."""

    def __init__(self, record: Recorded, item: ItemFile, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._record = record
        self._own = lexicon.kin_of(item.treatment.concepts)
        self._wanted: tuple[BodyPart, ...] = item.treatment.body_parts
        # Of features that differ in nothing that is asked about, the first stands for all.
        self._told: dict[Key, dict[object, Feature]] = {}
        self._course: dict[str, Response] = {}
        for feature in item.features.all:
            if feature.place != "summary":
                continue
            for key in self._keys(feature):
                self._told.setdefault(key, {}).setdefault(self._asked(feature), feature)
            if isinstance(feature, Response) and feature.status == "asserted":
                self._course.setdefault(feature.change, feature)

    def _asked(self, feature: Feature) -> object:
        result = feature.result if isinstance(feature, Tried) else self._is_taken(feature)
        place = (feature.body_part, feature.side)
        return type(feature), *place, feature.status, result, self._doubtful(feature)

    def _keys(self, feature: Feature) -> Iterable[Key]:
        if isinstance(feature, Finding) and feature.of == "examination":
            return [("documented", "examination")]
        if isinstance(feature, Visits):
            return [("none", feature.concept or "")] if feature.role == "done" and feature.count == 0 else []
        # Whoever takes a drug has tried it.
        kinds_of = ["tried", "use"] if isinstance(feature, Use) else []
        key = ("tried", feature.concept or "") if kinds_of else key_of(feature)
        if key is None or feature.concept is None:
            return [key] if key else []
        wider = self._lexicon.up(feature.concept) | self._lexicon.belied(feature.concept)
        return [(kind, concept) for kind in kinds_of or [key[0]] for concept in wider]

    def _is_meant(self, said: Feature, told: Feature) -> bool:
        """Whether who denies drugs of a class means one of it: none inhaled, nor aspirin by "NSAID"."""
        if told.concept in (None, said.concept):
            return True
        inhaled = self._lexicon.concepts[told.concept].route == "other"
        return not inhaled and not (said.concept == _NSAID and told.concept == _ASPIRIN)

    def _is_taken(self, feature: Feature) -> bool:
        """Whether it is plainly told that a drug is taken now."""
        return isinstance(feature, Use) and feature.current and feature.span in self._record.taking

    def against(self, said: Feature, key: Key) -> tuple[Feature, ...]:
        """What the summary tells against a feature of the rationale; of what it tells both ways, nothing."""
        found = [one for one in self._of(said, key) if self._is_meant(said, one)]
        if isinstance(said, Use) and said.status in NOT_SO:
            return (found[0],) if found and all(self._is_taken(one) for one in found) else ()
        denied = [one for one in found if one.status in NOT_SO and not isinstance(one, Finding)]
        had = [one for one in found if one not in denied and not self._doubtful(one)]
        if said.status == "asserted":
            return () if had else self._not_had(said, denied)
        if said.status not in NOT_SO or denied or not had:
            return ()
        if not (isinstance(said, Tried) and said.result == "failed"):
            return (had[0],)
        had = [one for one in had if not isinstance(one, Tried) or one.result != "helped"]
        failed = next((one for one in had if _is_failure(one)), None)
        if failed is not None or not had:
            return (failed,) if failed else ()
        course = [self._course[change] for change in _COURSE if change in self._course]
        return (
            (had[0], course[0]) if course and (_is_failure(course[0]) or "better" not in self._course) else ()
        )

    def _not_had(self, said: Feature, denied: Iterable[Feature]) -> tuple[Feature, ...]:
        """What the summary denies of what a statement has as had: it, or all of its kind."""
        wider = self._lexicon.up(said.concept) if said.concept else ()
        of_kind = (
            one
            for name in sorted(wider)
            for one in self._of(said, ("tried" if isinstance(said, Use) else said.kind, name))
            if one.concept == name != _ANY and one.status == "denied"
        )
        against = (one for one in denied if one.status == "denied" and not isinstance(said, Use))
        none = (
            one
            for name in dict.fromkeys(("", said.concept or ""))
            for one in self._of(said, ("none", name))
            if isinstance(said, Tried)
        )
        sure = (
            one
            for one in (*of_kind, *against, *none)
            if one.span not in self._record.limited and one.concept not in self._record.had
        )
        return tuple(islice(sure, 1))

    def never_had(self, said: Feature, told: Feature) -> bool:
        """Whether a denial is of it, or of all of its kind, and of no day."""
        whole = told.concept is None or told.concept in self._lexicon.up(said.concept or "")
        return whole and told.day is None

    def tried(self, concepts: Iterable[str]) -> tuple[str, Feature] | None:
        """The first of several kinds of care of which the summary tells, and nowhere denies it."""
        for name in concepts:
            found = (
                [] if name in self._own or name == _ANY else [*self._told.get(("tried", name), {}).values()]
            )
            had = [one for one in found if one.status == "asserted" and not self._doubtful(one)]
            if had and not any(one.status in NOT_SO for one in found):
                return name, had[0]
        return None

    def named(self, said: Feature, statement: Statement) -> Recording | None:
        """Where the summary names what is denied outright, and nowhere denies or plans it."""
        own = next((one for one in statement.mentions if one.concept == said.concept), None)
        if not isinstance(said, Tried) or own is None or said.status not in NOT_SO or said.result:
            return None
        if not denied_outright(statement.read, own.start, own.end):
            return None
        here = place_of(statement.read, own, self._lexicon)
        there = [
            (found, plain)
            for found, plain in self._record.mentioned(own.concept)
            if same_place(here, found.place, self._wanted, self._lexicon, radiates=False)
        ]
        return there[0][0] if there and all(plain for _, plain in there) else None

    def _of(self, said: Feature, key: Key) -> Iterator[Feature]:
        return (one for one in self._told.get(key, {}).values() if self._same_place(said, one))

    def _doubtful(self, told: Feature) -> bool:
        """Whether it is utilization review that tells of it, it is asked for, or it is denied there too."""
        if told.status == "asserted" and told.concept and (told.concept, told.span) in self._record.both_ways:
            return True
        paper = isinstance(told, Documented) and told.paper == "request"  # asks for care itself
        return told.span in self._record.reported or (not paper and told.span in self._record.asking)

    def _same_place(self, said: Feature, told: Feature) -> bool:
        """Whether both are of one region and not of two sides. Care may name none; a request is for any."""
        if isinstance(said, Documented) and said.paper != "examination" and said.paper:
            return True
        here = [said.body_part] if said.body_part else [one.concept for one in self._wanted]
        there = [told.body_part] if told.body_part else []
        if here and there:
            sides = {one.side for one in self._wanted}
            side = said.side or (sides.pop() if len(sides) == 1 else None)
            return meets(here, there, self._lexicon) and {side, told.side} != {"left", "right"}
        return isinstance(said, Tried) or not here
