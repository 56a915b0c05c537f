"""Facts on what the rationale says a guideline holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Reference, quote
from checker.casefile.coverage import Fit, fits_body
from checker.casefile.criteria import Stated
from checker.casefile.ledger import Claim, Statement, agrees, carried_over, comparable
from checker.casefile.opening import Compiled
from checker.casefile.wording import citation_words, edition_name, limit_words, measure_words, page_words
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.knowledge.guidelines import Limit
from checker.knowledge.provenance import Grade
from checker.letter import Measure

_NEAR = 120  # characters within which words speak of a figure
_TURN = re.compile(r"\b(?:whereas|but only|while only|however only|yet only)\b")
_FOR = re.compile(r" (?:for|in|post|after|following)\b")
_EXCEEDS = re.compile(r"\b(?:exceeds?|exceeded|exceeding|in excess of|surpass(?:es|ed)?)\b")
_ADDED_UP = re.compile(r"\b(?:another|additional|(?:bring|brings|for) (?:\w+ ){0,2}total (?:of|to)) ?$")
_GRADE_CONFIDENCE: Mapping[Grade, kinds.Confidence] = {"A": "high", "B": "medium", "C": "low"}


def claim_facts(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """The best tie of each guideline statement, and each figure that no known criterion bears out."""
    for statement in item.of_kind("guideline"):
        stated = list(_figures_stated(statement))
        ties = [claim for claim in statement.claims if claim.measure is None or claim.measure in stated]
        if not ties:
            continue
        best = next((claim for claim in ties if not _is_scope(claim)), ties[0])
        figures = list(_unborne_figures(statement, stated, item, compiled))
        # What is wrong with a figure is said once: of the edition that is cited, not of each that has others.
        again = best.relation == "conflicting" and any(figure.measure == best.measure for figure in figures)
        if not _is_scope(best) and not again:
            yield _claim(best, statement, item, case_file, compiled)
        for figure in figures:
            if figure != best or again:
                yield _claim(figure, statement, item, case_file, compiled)
    yield from _widened_exclusions(item, compiled)
    yield from _tightenings(item, compiled)


def _unborne_figures(
    statement: Statement, stated: list[Measure], item: ItemFile, compiled: Compiled
) -> Iterator[Claim]:
    """Figures ``stated`` of the guideline that the cited one does not bear out.

    Each is tied to the guideline that does, if one is known; else to the criterion that it conflicts with.
    """
    near = [
        claim
        for claim in statement.claims
        if claim.where != "other_guideline" and claim.covers and claim.stated.criterion.limits_something
    ]
    far = [claim for claim in statement.claims if claim.where == "other_guideline"]
    for measure in stated:
        rows = [(claim, limit) for claim in near for limit in _rows_for(measure, statement, claim, compiled)]
        own = [row for row in rows if not _is_carried(row[0], item)]
        rows = own or rows  # an earlier edition's figure bears out nothing where this edition has its own
        if any(agrees(measure, limit) for _, limit in rows):
            continue
        # What the sentence states rightly elsewhere is not what this figure misstates.
        rows = [row for row in rows if not any(_states(other, row[1]) for other in statement.measures)]
        if not rows:
            continue
        claim, limit = rows[0]
        for other in far:
            borne = next(
                (
                    row
                    for row in other.stated.criterion.limits
                    if comparable(measure, row) and agrees(measure, row)
                ),
                None,
            )
            fits = _fits_body(other.stated, item, compiled) != "no"
            if borne and (fits or claim.stated.edition.id in other.stated.criterion.not_in):
                yield replace(other, relation="agreeing", measure=measure, limit=borne)
                break
        else:
            yield replace(claim, relation="conflicting", measure=measure, limit=limit)


def _states(measure: Measure, limit: Limit) -> bool:
    return comparable(measure, limit) and agrees(measure, limit)


def _figures_stated(statement: Statement) -> Iterator[Measure]:
    """The figures of a sentence that can be the guideline's, not what the patient had or asks for."""
    folded = statement.sentence.folded
    exceeds, turn = _EXCEEDS.search(folded), _TURN.search(folded)
    for measure in statement.measures:
        between = folded[max(measure.end, exceeds.start() - _NEAR) : exceeds.start()] if exceeds else ""
        if between and not re.search(r"\b(?:which|not|to)\b", between):
            continue
        if (turn and measure.start >= turn.end()) or " prior " in measure.words:
            continue
        if not _ADDED_UP.search(folded[max(0, measure.start - _NEAR) : measure.start]):
            yield measure


def _is_carried(claim: Claim, item: ItemFile) -> bool:
    """Whether a claim's criterion is an earlier edition's of what the reviewer cites."""
    return any(carried_over(claim.stated, resolved) for resolved in item.cited_by("reviewer"))


def _is_scope(claim: Claim) -> bool:
    """Whether a claim conflicts only with a figure that limits nothing."""
    return claim.relation == "conflicting" and not claim.stated.criterion.limits_something


def _rows_for(measure: Measure, statement: Statement, claim: Claim, compiled: Compiled) -> list[Limit]:
    """The criterion's figures to hold a measure against: the rows of what stands beside it, if any."""
    rows = [limit for limit in claim.stated.criterion.limits if comparable(measure, limit)]
    beside = _named_beside(measure, statement, {name for row in rows for name in row.applies_to}, compiled)
    own = [row for row in rows if beside and beside & set(row.applies_to)]
    if own:
        return own
    return rows if not beside or not all(row.applies_to for row in rows) else []


def _named_beside(
    measure: Measure, statement: Statement, rows: set[str], compiled: Compiled
) -> frozenset[str]:
    """What a figure of a table is for, a condition or a row: after "for", else the last one before."""
    folded = statement.sentence.folded
    lexicon = compiled.lexicon
    named = [
        m
        for m in statement.mentions
        if lexicon.concepts[m.concept].kind == "condition" or lexicon.up(m.concept) & rows
    ]
    labelled = (
        folded[max(0, measure.start - 2) : measure.start] == ": "
    )  # "arthritis: 9 visits", not "9 visits for arthritis"
    if not labelled and _FOR.match(folded[measure.end : measure.end + 20]):
        after = [m for m in named if 0 <= m.start - measure.end <= 40]
        if after:
            return lexicon.up(after[0].concept)
    before = [m for m in named if m.end <= measure.start]
    between = [m for m in statement.measures if before and before[-1].end <= m.start < measure.start]
    return lexicon.up(before[-1].concept) if before and not between else frozenset()


def _claim(
    claim: Claim, statement: Statement, item: ItemFile, case_file: CaseFile, compiled: Compiled
) -> Fact:
    stated = claim.stated
    cited = [r for r in item.cited_by("reviewer") if r.edition is not None]
    excluded = {*stated.criterion.not_in}
    cited_ids = {r.edition.id for r in cited if r.edition} | {s.id for r in cited for s in r.known_sections}
    case_number = case_file.letter.case.case_number
    grade = stated.criterion.provenance.grade
    carried = any(carried_over(stated, resolved) for resolved in cited)
    circular = case_number is not None and case_number in stated.criterion.provenance.letters
    fits = _fits_body(stated, item, compiled)
    return kinds.Claim(
        sentence=statement.index,
        criterion=stated.criterion.id,
        where=claim.where,
        relation=claim.relation,
        criterion_kind=stated.criterion.kind,
        dimension=kinds.UNITS[claim.measure.unit] if claim.measure else "",
        stated=measure_words(claim.measure),
        expected=_expected(_rows(claim, statement, compiled), compiled),
        covers=claim.covers,
        excluded=bool(excluded & cited_ids),
        distinctive=bool(excluded),
        section=stated.section.title,
        edition=edition_name(stated.edition),
        pages=page_words(stated.pages),
        place=", ".join(part for part in (stated.section.title, page_words(stated.pages)) if part),
        cited="; ".join(citation_words(r.citation, r.edition) for r in cited) or "no encoded guideline",
        cites_pages=any(r.citation.pages for r in cited),
        cites_section=any(r.citation.sections for r in cited),
        other_body_part=fits == "no",
        of_body_part=fits == "yes",
        grade="C" if carried or (circular and grade == "B") else grade,
        confidence=_GRADE_CONFIDENCE[grade],
        evidence=Grounds(
            (quote("rationale", statement.sentence),), Reference(stated.edition, stated.section, stated)
        ),
    )


def _fits_body(stated: Stated, item: ItemFile, compiled: Compiled) -> Fit:
    parts = item.treatment.body_parts
    return fits_body(stated.edition, parts, compiled.lexicon, (stated.section,))


def _expected(rows: Iterable[Limit], compiled: Compiled) -> str:
    concepts = compiled.lexicon.concepts
    words = (limit_words(row, [concepts[name].name for name in row.applies_to]) for row in rows)
    return " or ".join(dict.fromkeys(words))


def _rows(claim: Claim, statement: Statement, compiled: Compiled) -> list[Limit]:
    """The criterion's figures that the claim's figure was held against."""
    if claim.measure is None:
        return list(claim.stated.criterion.limits)
    return _rows_for(claim.measure, statement, claim, compiled) or list(claim.stated.criterion.limits)


def _widened_exclusions(item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """An exclusion stated for a body part of the request that the criterion does not list."""
    lexicon = compiled.lexicon
    wanted = {part.concept for part in item.treatment.body_parts}
    for statement in item.of_kind("guideline"):
        named = {mention.concept for mention in statement.mentions} & wanted
        for claim in statement.claims:
            listed = set(claim.stated.criterion.body_parts)
            if not claim.stated.criterion.rules_out or not listed or claim.where != "cited":
                continue
            beyond = [part for part in sorted(named) if not lexicon.regions(part) & listed]
            if beyond:
                yield kinds.WidenedExclusion(
                    part=", ".join(lexicon.concepts[part].name for part in beyond),
                    listed=", ".join(
                        lexicon.concepts[part].name for part in claim.stated.criterion.body_parts
                    ),
                    confidence="medium",
                    evidence=Grounds(
                        (quote("rationale", statement.sentence),),
                        Reference(claim.stated.edition, claim.stated.section, claim.stated),
                    ),
                )
                break


def _tightenings(item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """A qualifier before a finding that the case lacks, where the guideline names the finding without it."""
    plain: dict[str, Statement] = {}
    qualified: set[tuple[str, str]] = set()
    for statement in item.of_kind("guideline"):
        for mention in statement.mentions:
            word = _qualifier(statement.sentence.folded, mention.start, compiled)
            if word:
                qualified.add((mention.concept, word))
            else:
                plain.setdefault(mention.concept, statement)
    for statement in item.of_kind("case"):
        for mention in statement.mentions:
            word = _qualifier(statement.sentence.folded, mention.start, compiled)
            if not word or mention.assertion != "negated" or mention.concept not in plain:
                continue
            if (mention.concept, word) in qualified:
                continue
            source = plain[mention.concept]
            yield kinds.Tightening(
                qualifier=word,
                concept=mention.words,
                confidence="medium",
                evidence=Grounds(
                    (quote("rationale", statement.sentence), quote("rationale", source.sentence))
                ),
            )


def _qualifier(folded: str, start: int, compiled: Compiled) -> str:
    before = folded[max(0, start - 24) : start].split()
    for word in before[-2:]:
        if compiled.reader.clause(word)[0].has("tightening"):
            return word.strip(",.;")
    return ""
