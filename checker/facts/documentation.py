"""Facts of the rationale that the case summary does not hold, and facts put as an appearance."""

from __future__ import annotations

from collections.abc import Iterator, Set

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, quote
from checker.casefile.features.kinds import Feature, Procedure, Response, Tried, Use, Visits, WorkStatus
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.deciding import Refusal
from checker.facts.recorded import Recorded
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.quantities import in_days
from checker.letter import Measure
from checker.reading.dates import find_dates
from checker.reading.marked import MarkedSentence
from checker.reading.measures import same_value
from checker.spans import Span

_MADE = frozenset({"imaging", "electrodiagnostic", "injection"})
# "Better" alone the summary may tell in any words.
_GAINS = {("asserted", of) for of in ("pain", "function", "medication", "work")}
_AFTER_SURGERY = "post_surgical_state"
_PAIN = " pain"  # long-standing pain is no long use

Said = tuple[kinds.Undocumented, str]


def undocumented_facts(
    record: Recorded, case_file: CaseFile, item: ItemFile, lexicon: Lexicon, refusal: Refusal
) -> Iterator[Fact]:
    """The first fact of each sentence that is in the rationale alone: how long, how often, a finding."""
    asked_for = _asked_for(case_file, item, lexicon)
    own = frozenset(down for concept in item.treatment.concepts for down in lexicon.down(concept))
    naming = [read for read in record.sentences if any(mention.concept in own for mention in read.mentions)]
    long_told = any(len(read.dates) > 1 or _long_use(read) is not None for read in naming)
    by_place: dict[Span, list[Feature]] = {}
    for one in item.features.all:
        by_place.setdefault(one.span, []).append(one)
    operated = any(one.place == "summary" and not one.planned for one in item.features.of(Procedure))
    in_use = any(one.place == "summary" for one in item.features.of(Use, own))
    counted = {one.count for one in item.features.of(Visits) if one.place == "summary"}
    for statement in item.of_kind("case", "conclusion"):
        features = by_place.get(statement.sentence.span, [])
        told = _visits(statement, record, features, counted)
        told = told or _length(statement, record, features, own)
        told = told or (None if long_told else _long_term(statement) or _since(statement, in_use=in_use))
        decisive = told is not None and _turns_on(told[0], statement, item, refusal)
        if told is None:
            told = _of_approval(statement, item, features) or _unrecorded(
                statement, record, asked_for, lexicon, operated=operated
            )
            decisive = told is not None and _approves(statement, item)
        if told is not None:
            form, words = told
            yield kinds.UndocumentedFact(
                form=form,
                words=words,
                summary_present=bool(record.sentences),
                summary_names_treatment=bool(naming),
                decisive=decisive,
                confidence="medium",
                evidence=Grounds((quote("rationale", statement.sentence),)),
            )


def _asked_for(case_file: CaseFile, item: ItemFile, lexicon: Lexicon) -> frozenset[str]:
    """The item's treatment, broader ones and its kinds; the other items' treatments and broader ones."""
    own = [c for concept in item.treatment.concepts for c in lexicon.kin(concept)]
    others = [
        c for other in case_file.items for concept in other.treatment.concepts for c in lexicon.up(concept)
    ]
    return frozenset((*own, *others))


def _turns_on(form: kinds.Undocumented, statement: Statement, item: ItemFile, refusal: Refusal) -> bool:
    """Whether a refusal turns on how long or how often: a limit is stated, or it is the only ground."""
    limited = refusal.limits_visits if form == "visits" else refusal.limits_time
    return item.item.decision == "upheld" and (limited or refusal.turns_on(statement, None))


def _approves(statement: Statement, item: ItemFile) -> bool:
    """Whether an approval is drawn in a sentence or right after it."""
    near = item.statements[statement.index : statement.index + 2]
    return item.item.decision == "overturned" and any(one.polarity == "necessary" for one in near)


def _visits(
    statement: Statement, record: Recorded, features: list[Feature], counted: Set[int | None]
) -> Said | None:
    """How many visits were had, where the summary has no such number."""
    had = {one.count for one in features if isinstance(one, Visits) and one.role == "done"} - counted
    for measure in statement.measures:
        if measure.unit == "visit" and measure.high in had and _is_new(measure, statement, record):
            return "visits", measure.words
    return None


def _length(
    statement: Statement, record: Recorded, features: list[Feature], own: frozenset[str]
) -> Said | None:
    """How long the treatment was used or had, where the summary has no such time."""
    used = statement.marks.has("use_told") and statement.marks.has("lasting", "since_told")
    if not used and not any(isinstance(one, Tried) and one.days and one.concept in own for one in features):
        return None
    for measure in statement.measures:
        if in_days(measure.unit, 1) is not None and _is_new(measure, statement, record):
            return "duration", measure.words
    return None


def _is_new(measure: Measure, statement: Statement, record: Recorded) -> bool:
    """Whether a figure is affirmed that the summary lacks."""
    if statement.scopes.status(measure.start, measure.end) == "negated":
        return False
    return not any(same_value(other, measure.unit, measure.low, measure.high) for other in record.measures)


def _long_use(read: MarkedSentence) -> tuple[int, int] | None:
    """Where a sentence calls something long that is not pain."""
    folded = read.sentence.folded
    return next((at for at in read.marks.places("long_use") if not folded.startswith(_PAIN, at[1])), None)


def _long_term(statement: Statement) -> Said | None:
    """Long use of the treatment, or use beyond the period that the guideline has."""
    at = _long_use(statement.read)
    if at is None or not (statement.marks.has("use_told") and statement.marks.has("of_patient")):
        at = statement.marks.place("period_exceeded")
    if at is None or statement.scopes.status(*at) == "negated":
        return None
    return "long_term", statement.sentence.folded[slice(*at)].strip()


def _since(statement: Statement, *, in_use: bool) -> Said | None:
    """Use since a date, where the summary does not tell of any use."""
    at, folded = statement.marks.place("since_told"), statement.sentence.folded
    until = next((end for _, start, end in find_dates(folded) if at and start >= at[1]), None)
    if in_use or at is None or until is None or not statement.marks.has("use_told"):
        return None
    return None if statement.scopes.status(*at) == "negated" else ("duration", folded[at[0] : until])


def _of_approval(statement: Statement, item: ItemFile, features: list[Feature]) -> Said | None:
    """What an approval draws on: a response or work that the summary lacks, or grounds that nobody names."""
    if not _approves(statement, item):
        return None
    summary = [one for one in item.features.all if one.place == "summary"]
    for one in features:
        if isinstance(one, WorkStatus) and not any(isinstance(told, WorkStatus) for told in summary):
            return "response", one.words
        if isinstance(one, Response) and one.change == "better" and (one.status, one.of) in _GAINS:
            told_better = (t for t in summary if isinstance(t, Response) and t.change == "better")
            if not any(told_better):
                return "response", one.words
    at = statement.marks.place("vouched")
    return ("vouched", statement.sentence.folded[slice(*at)]) if at else None


def _unrecorded(
    statement: Statement, record: Recorded, asked_for: frozenset[str], lexicon: Lexicon, *, operated: bool
) -> Said | None:
    """A finding or treatment affirmed of the patient that the summary nowhere names."""
    if not record.sentences:
        return None
    for mention in statement.mentions:
        if mention.concept == _AFTER_SURGERY and operated:
            continue
        concept = lexicon.concepts[mention.concept]
        study = concept.kind == "treatment" and concept.category in _MADE
        told = study or (statement.kind == "case" and concept.kind in ("condition", "drug"))
        if mention.assertion != "affirmed" or not told:
            continue
        if mention.concept in asked_for or concept.circumstance:
            continue
        related = lexicon.down(mention.concept) | lexicon.implied(mention.concept)
        if record.known.isdisjoint(related):
            return ("finding" if concept.kind == "condition" else "treatment"), mention.words
    return None


def hedge_facts(statement: Statement, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """A fact of the case put as an appearance."""
    place = statement.marks.place("hedge")
    if place is None or statement.polarity != "none" or statement.scopes.status(*place) == "negated":
        return
    concepts = {mention.concept for mention in statement.mentions}
    own = set(item.treatment.concepts)
    about = statement.marks.has("use_told") or any(compiled.lexicon.up(c) & own for c in concepts)
    yield kinds.Hedge(
        words=statement.sentence.folded[slice(*place)],
        decisive=about and statement.marks.inside(place, "openly_put"),
        confidence="high",
        evidence=Grounds((quote("rationale", statement.sentence),)),
    )
