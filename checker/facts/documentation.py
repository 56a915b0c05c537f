"""Facts of the rationale that the case summary does not hold, and facts put as an appearance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, quote
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.recorded import Recorded
from checker.knowledge.lexicon import Lexicon
from checker.reading.measures import in_days, same_value

_LONG_TERM = re.compile(
    r"\b(?:on a |for )?(?:chronic(?:ally)?(?: basis)?|long[- ]term|prolonged|extended|"
    r"indefinite(?:ly)?)\b(?! pain)"
)
_USE = re.compile(
    r"\b(?:us(?:e|es|ed|ing|age)|tak(?:e|en|ing)|utiliz|prescri|receiv|been on|taken|medication|basis)"
)
_VISITS_HAD = re.compile(r"\b(?:complet|attend|participat|received|prior|previous|has had|undergone)")
_OF_PATIENT = re.compile(
    r"\b(?:patient|worker|claimant|applicant|he|she|has been|is being|was being|being used|records?)\b"
)
_OPENLY = re.compile(r"\b(?:appear|seem|presumabl|apparent|presume)")
_EXCEEDED = re.compile(r"\b(?:exceed|longer|more than|beyond|over|at least|for|since|greater)")
# What rationales and summaries both speak of in general: saying it here and there is no conflict.
RESPONSES_AND_GOALS = frozenset(
    {
        "pain_relief",
        "chronic_pain",
        "conservative_care",
        "functional_improvement",
        "no_improvement",
        "return_to_work",
        "back_to_work",
    }
)
_MADE = frozenset({"imaging", "electrodiagnostic", "injection"})


def undocumented_facts(
    record: Recorded, case_file: CaseFile, item: ItemFile, compiled: Compiled
) -> Iterator[Fact]:
    """The first fact of each sentence that is in the rationale alone: how long, how often, a finding."""
    lexicon = compiled.lexicon
    asked_for = _asked_for(case_file, item, lexicon)
    named = not record.concepts.isdisjoint(
        down for concept in item.treatment.concepts for down in lexicon.down(concept)
    )
    long_told = named and any(
        len(summary.dates) > 1 or _LONG_TERM.search(summary.sentence.folded) for summary in record.sentences
    )
    for statement in item.of_kind("case", "conclusion"):
        told = _figure(statement, record) or (None if long_told else _long_term(statement))
        decisive = told is not None
        told = told or _unrecorded(statement, record, asked_for, lexicon)
        if told is not None:
            form, words = told
            yield kinds.UndocumentedFact(
                form=form,
                words=words,
                summary_present=bool(record.sentences),
                summary_names_treatment=named,
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


def _figure(statement: Statement, record: Recorded) -> tuple[kinds.Undocumented, str] | None:
    """How long the treatment was used or how many visits were had, where the summary has no such figure."""
    folded = statement.sentence.folded
    had = _VISITS_HAD.search(folded) is not None
    used_for = _USE.search(folded) is not None and _EXCEEDED.search(folded) is not None
    for measure in statement.measures:
        told = had if measure.unit == "visit" else used_for and in_days(measure.unit, 1) is not None
        if not told or "request" in folded[max(0, measure.start - 40) : measure.start]:
            continue
        if statement.scopes.status(measure.start, measure.end) == "negated":
            continue
        if not any(same_value(other, measure.unit, measure.low, measure.high) for other in record.measures):
            return ("visits" if measure.unit == "visit" else "duration"), measure.words
    return None


def _long_term(statement: Statement) -> tuple[kinds.Undocumented, str] | None:
    """Long use of the treatment."""
    folded = statement.sentence.folded
    match = _LONG_TERM.search(folded)
    if match is None or not (_USE.search(folded) and _OF_PATIENT.search(folded)):
        return None
    if statement.scopes.status(*match.span()) == "negated":
        return None
    return "long_term", match[0].strip()


def _unrecorded(
    statement: Statement, record: Recorded, asked_for: frozenset[str], lexicon: Lexicon
) -> tuple[kinds.Undocumented, str] | None:
    """A finding or treatment affirmed of the patient that the summary nowhere names."""
    if not record.sentences:
        return None
    for mention in statement.mentions:
        concept = lexicon.concepts[mention.concept]
        study = concept.kind == "treatment" and concept.category in _MADE
        told = study or (statement.kind == "case" and concept.kind in ("condition", "drug"))
        if mention.assertion != "affirmed" or not told:
            continue
        if mention.concept in asked_for or mention.concept in RESPONSES_AND_GOALS:
            continue
        related = lexicon.down(mention.concept) | lexicon.implied(mention.concept)
        if record.known.isdisjoint(related):
            return ("finding" if concept.kind == "condition" else "treatment"), mention.words
    return None


def hedge_facts(statement: Statement, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """A fact of the case put as an appearance."""
    folded = statement.sentence.folded
    words = statement.marks.words("hedge")
    place = statement.marks.place("hedge")
    if place is None or words is None or statement.polarity != "none":
        return
    if statement.scopes.status(*place) == "negated":
        return
    concepts = {m.concept for m in statement.mentions}
    about = any(set(compiled.lexicon.up(c)) & set(item.treatment.concepts) for c in concepts) or bool(
        _USE.search(folded)
    )
    yield kinds.Hedge(
        words=words,
        decisive=about and _OPENLY.search(words) is not None,
        confidence="high",
        evidence=Grounds((quote("rationale", statement.sentence),)),
    )
