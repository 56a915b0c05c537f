"""Facts on the rationale against the record: the case summary, and the rationale itself."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, quote, quotes_of
from checker.casefile.features.kinds import Dose, Opioid, Tried
from checker.casefile.features.opioids import in_morphine
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.casefile.spending import dose_said
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.contrast import contrast_facts
from checker.facts.deciding import Refusal
from checker.facts.demographics import demographic_conflicts, side_conflicts
from checker.facts.denials import Denials, in_degree, is_doubtful
from checker.facts.documentation import hedge_facts, undocumented_facts
from checker.facts.places import Place, place_of, same_place
from checker.facts.recorded import Recorded
from checker.facts.responses import Responses
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.letter import Mention
from checker.reading.marked import MarkedSentence

_NO_DOSE_NOW: tuple[MarkName, ...] = ("care_planned", "drug_stopped")
_ROUNDED = 1.1  # times a dose: less is what rounding makes of it
_RESPONSES = frozenset({"functional_improvement", "pain_relief"})


def record_facts(record: Recorded, case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """Conflicts between a case statement and the record, and case facts that the record lacks."""
    refusal = Refusal(item, compiled.lexicon)
    denials = Denials.of(record, case_file, item, compiled.lexicon, refusal)
    response = _response_told(record)
    responses = Responses(case_file, item, compiled.lexicon, refusal)
    for statement in item.of_kind("case", "conclusion"):
        yield from denials.facts(statement)
        yield from denials.contrary(statement)
        yield from responses.denied(statement) or _response(statement, response)
        yield from side_conflicts(statement, record, item, compiled)
        yield from demographic_conflicts(statement, case_file, compiled)
        yield from hedge_facts(statement, item, compiled)
    for statement in item.of_kind("guideline"):
        yield from denials.facts(statement)  # a denial of what is on record may name no patient
    yield from _miscounted(record, item, compiled.lexicon, refusal)
    yield from _misadded(record, item, compiled.lexicon)
    yield from contrast_facts(record, item, compiled.lexicon, refusal)
    yield from undocumented_facts(record, case_file, item, compiled.lexicon, refusal)
    yield from _internal(item, compiled)


def _response_told(record: Recorded) -> tuple[MarkedSentence, Mention] | None:
    """Where the summary first tells of a response to earlier treatment."""
    for summary in record.sentences:
        told = [
            m
            for m in summary.mentions
            if m.concept in _RESPONSES and m.assertion in ("affirmed", "historical")
        ]
        if told and not is_doubtful(summary, told[0]):
            return summary, told[0]
    return None


def _response(statement: Statement, told: tuple[MarkedSentence, Mention] | None) -> Iterator[Fact]:
    """The response to earlier treatment said to be undocumented, where the summary tells of it."""
    denied = [m for m in statement.mentions if m.concept in _RESPONSES and m.assertion == "negated"]
    if told is None or not denied or not statement.marks.has("record_spoken_of"):
        return
    summary, mention = told
    yield kinds.RecordConflict(
        form="response",
        basis="implied",
        concept=denied[0].words,
        recorded=mention.words,
        same_place=True,
        confidence="medium",
        evidence=Grounds((quote("rationale", statement.sentence), quote("summary", summary.sentence))),
    )


def _miscounted(record: Recorded, item: ItemFile, lexicon: Lexicon, refusal: Refusal) -> Iterator[Fact]:
    """Visits that the rationale counts, more than the summary's count of all and those requested come to.

    Silent where the summary tells of visits without their number, or of some beside those that it counts.
    """
    told = [one for one in (item.visits.features if item.visits else ()) if one.role == "done"]
    summary = [one for one in told if one.place == "summary"]
    whole = {read.sentence.span for read in record.sentences if read.marks.has("visits_in_all")}
    counted = {one.span for one in summary}
    kin = lexicon.kin_of(item.treatment.concepts)
    beside = (one for one in item.features.of(Tried, kin) if one.place == "summary")
    if item.item.decision != "upheld" or not counted & whole:
        return
    if any(one.span not in counted for one in beside):
        return
    if any(one.status != "asserted" or one.count is None for one in summary):
        return
    most = sum(one.count or 0 for one in summary) + (item.treatment.visits or 0)
    statements = {one.sentence.span: one for one in item.of_kind("case", "conclusion")}
    for one in told:
        statement = statements.get(one.span)
        if statement is None or one.status != "asserted" or (one.count or 0) <= most:
            continue
        if statement.marks.has("hedge", "year_told"):
            continue
        yield kinds.RecordConflict(
            form="visits",
            basis="same",
            concept=one.words,
            recorded=", ".join(dict.fromkeys(each.words for each in summary)),
            same_place=True,
            decisive=refusal.limits_visits or refusal.turns_on(statement, None),
            confidence="high",
            evidence=Grounds((quote("rationale", statement.sentence), *quotes_of(summary))),
        )
        return


def _misadded(record: Recorded, item: ItemFile, lexicon: Lexicon) -> Iterator[Fact]:
    """A dose in morphine that the letter gives, where the opioids of the summary surely come to more.

    Of one beside the opioids that it is of, those count.
    """
    reads = [*record.sentences, *(one.read for one in item.of_kind("case", "conclusion"))]
    by_place = {read.sentence.span: read for read in reads}
    opioids = [one for one in item.features.of(Opioid) if one.place == "summary"]
    for dose in item.features.of(Dose):
        read, told = by_place.get(dose.span), dose.morphine_equivalent
        if read is None or told is None or dose.status != "asserted" or dose.past:
            continue
        if not read.marks.has("in_morphine") or read.marks.has(*_NO_DOSE_NOW) or dose_said(read) == "above":
            continue
        beside = [one for one in item.features.of(Opioid) if one.span == dose.span]
        summed = in_morphine(beside or opioids, lexicon)
        if summed and summed.low > told * _ROUNDED:
            yield kinds.RecordConflict(
                form="dose",
                basis="same",
                concept=f"{told:g} mg of morphine a day",
                recorded=summed.amount or "",
                same_place=True,
                confidence="medium",
                evidence=Grounds(quotes_of((dose, *summed.sure))),
            )
            return


def _internal(item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """A finding affirmed in one case statement and denied in another, of the same place."""
    lexicon = compiled.lexicon
    affirmed: dict[str, dict[Place, Statement]] = {}
    denied: list[tuple[Statement, Mention]] = []
    for statement in item.of_kind("case"):
        for mention in statement.mentions:
            concept = lexicon.concepts[mention.concept]
            if concept.kind != "condition" or concept.circumstance:
                continue
            if mention.assertion == "affirmed":
                places = affirmed.setdefault(mention.concept, {})
                places.setdefault(place_of(statement.read, mention, lexicon), statement)
            elif mention.assertion == "negated":
                denied.append((statement, mention))
    for statement, mention in denied:
        # What is complained of may show no sign.
        if in_degree(statement.read, mention) or statement.marks.has("on_examination"):
            continue
        place, radiates = place_of(statement.read, mention, lexicon), lexicon.radiates(mention.concept)
        for where, other in affirmed.get(mention.concept, {}).items():
            if other is statement:
                continue
            if not same_place(place, where, item.treatment.body_parts, lexicon, radiates=radiates):
                continue
            yield kinds.InternalConflict(
                form="finding",
                words=mention.words,
                other=other.sentence.text[:120],
                confidence="low",
                evidence=Grounds(
                    (quote("rationale", statement.sentence), quote("rationale", other.sentence))
                ),
            )
            return
