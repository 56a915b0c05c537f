"""Facts on the number of visits: the request, earlier visits, and the cap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Quote, Reference, quote
from checker.casefile.criteria import Stated
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.knowledge.guidelines import Limit

_PRIOR = re.compile(
    r"\b(?:prior|previous(?:ly)?|completed|attended|received|already|to date|has had|"
    r"additional|participated|authorized|undergone|past|history of|continu)"
)
_PRIOR_COUNT = re.compile(
    r"\b(?:prior|previous(?:ly)?|completed|attended|received|already|has had|participated|"
    r"undergone|authorized|history of|included|certified|to date)"
)
_REQUESTING = re.compile(r"\brequest|\btreatment plan|\brecommend|certifi|\butilization review")
_EXCEEDING = re.compile(r"\b(?:exceed|surpass|in excess)")
_LIMITING = re.compile(r"\b(?:recommend|limit|maximum|trial|up to|at most|allow)")
_NEAR = 30  # characters before a number of visits that say whose it is
_NOT_PRIOR = re.compile(
    r"\b(?:recommend|trial of|guideline|request(?:ed|ing)?|remaining|original|up to|over \d+ weeks)"
)


def visit_facts(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """The request's visits, with earlier ones, against the cap stated or else that of the cited section."""
    requested = item.treatment.visits
    if requested is None or item.item.decision is None:
        return
    prior, prior_known, mentioned, prior_quotes = _prior_visits(case_file, item, compiled)
    exceeds = next((s for s in item.of_kind("case", "conclusion") if s.marks.has("exceeds")), None)
    cap = _stated_cap(item) or _cited_cap(item, compiled)
    if cap is None and exceeds is None:
        return
    limit, stated, statement = cap or (None, None, None)
    quotes = [quote("rationale", s.sentence) for s in (statement, exceeds) if s is not None]
    if not quotes:
        quotes = [Quote("title", item.item.title, item.item.title_span)]
    yield kinds.VisitCount(
        basis="stated" if statement else "cited",
        requested=requested,
        prior=prior,
        prior_known=prior_known,
        prior_mentioned=mentioned or item.authorized is not None,
        total=requested + prior,
        low=int(limit.low) if limit else 0,
        high=int(limit.high) if limit else 0,
        margin=int(limit.high) - requested - prior if limit else 0,
        limit_known=limit is not None,
        exceeds_said=exceeds is not None,
        limit_said=exceeds is not None and _gives_limit(exceeds),
        decision=item.item.decision,
        grade=stated.criterion.provenance.grade if stated else "C",
        confidence="medium",
        evidence=Grounds(
            (*quotes, *prior_quotes),
            Reference(stated.edition, stated.section, stated) if stated else None,
        ),
    )


def _gives_limit(statement: Statement) -> bool:
    """Whether a sentence on a limit that is exceeded has its number of visits: after that, or as a limit."""
    folded = statement.sentence.folded
    exceeding = _EXCEEDING.search(folded)
    for measure in statement.measures:
        if measure.unit != "visit":
            continue
        before = folded[max(0, measure.start - _NEAR) : measure.start]
        after_it = exceeding is not None and exceeding.end() <= measure.start
        if (after_it or _LIMITING.search(before)) and not _PRIOR_COUNT.search(before):
            return True
    return False


def _stated_cap(item: ItemFile) -> tuple[Limit, Stated, Statement] | None:
    """The one cap on visits that the rationale states. Rows with different caps: which applies is open."""
    caps = [
        (
            Limit(bound="value", unit="visit", low=claim.measure.low, high=claim.measure.high),
            claim.stated,
            statement,
        )
        for statement in item.of_kind("guideline")
        for claim in statement.claims
        if claim.measure is not None
        and claim.measure.unit == "visit"
        and claim.stated.criterion.kind != "info"
    ]
    return caps[0] if len({limit.high for limit, _, _ in caps}) == 1 else None


def _cited_cap(item: ItemFile, compiled: Compiled) -> tuple[Limit, Stated, None] | None:
    """The only cap on visits that the cited sections hold, where the rationale names none."""
    caps = [
        (limit, Stated(resolved.edition, section, criterion), None)
        for resolved in item.cited_by("reviewer")
        if resolved.edition is not None
        for section in resolved.known_sections
        for criterion in section.criteria
        if criterion.kind == "visit_cap"
        and compiled.criteria.related(Stated(resolved.edition, section, criterion), item.treatment.concepts)
        for limit in criterion.limits
        if limit.unit == "visit"
    ]
    return caps[0] if len({(limit.low, limit.high) for limit, _, _ in caps}) == 1 else None


def _prior_visits(
    case_file: CaseFile, item: ItemFile, compiled: Compiled
) -> tuple[int, bool, bool, tuple[Quote, ...]]:
    """Earlier visits of the same treatment: their number if given, and whether any are spoken of."""
    concepts = compiled.lexicon.kin_of(item.treatment.concepts)
    counts: list[tuple[int, Quote]] = []
    mentioned = False
    sources = [
        (quote("summary", s.sentence), s.sentence.folded, s.mentions, s.measures) for s in case_file.summary
    ]
    sources += [
        (quote("rationale", s.sentence), s.sentence.folded, s.mentions, s.measures)
        for s in item.of_kind("case", "conclusion")
    ]
    for words, folded, mentions, measures in sources:
        if not concepts & {mention.concept for mention in mentions}:
            continue
        if words.role == "summary" and _REQUESTING.search(folded):
            continue
        mentioned = mentioned or words.role == "summary" or _PRIOR.search(folded) is not None
        if _NOT_PRIOR.search(folded):
            continue
        for measure in measures:
            near = folded[max(0, measure.start - 60) : measure.end + 30]
            if measure.unit == "visit" and measure.over is None and _PRIOR_COUNT.search(near):
                counts.append((int(measure.high), words))
    if not counts:
        return 0, False, mentioned, ()
    best = max(counts, key=lambda pair: pair[0])
    return best[0], True, True, (best[1],)
