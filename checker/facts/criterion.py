"""Facts on what the rationale says a guideline holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Reference, quote
from checker.casefile.claims import Claim, carried_over
from checker.casefile.coverage import Fit, fits_body
from checker.casefile.criteria import Stated
from checker.casefile.fit import PLACES, FitWord, figure_word, rows_words
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.casefile.wording import citation_words, edition_name, measure_words, page_words
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.leaning import leans
from checker.knowledge.provenance import Grade

_GRADE_CONFIDENCE: Mapping[Grade, kinds.Confidence] = {"A": "high", "B": "medium", "C": "low"}


def claim_facts(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """The best tie of each guideline statement, and each figure that no known criterion bears out."""
    for statement in item.of_kind("guideline"):
        fit = statement.fit
        if fit is None or not statement.claims:
            continue
        if fit.word == "says_silent" and not any(claim.stated.criterion.held for claim in statement.claims):
            continue  # what it says is that nothing is held
        best = next((claim for claim in statement.claims if not _is_scope(claim)), statement.claims[0])
        # What is wrong with a figure is said once: of the edition that is cited, not of each that has others.
        again = best.relation == "conflicting" and any(each.measure == best.measure for each in fit.unborne)
        if not _is_scope(best) and not again:
            # A figure that is not borne out is a claim of its own: this one is on the words.
            word = PLACES[best.where] if fit.unborne else fit.word
            yield _claim(best, word, fit.differs, statement, item, case_file, compiled)
        for figure in fit.unborne:
            if not _is_scope(figure) and (figure != best or again):
                yield _claim(figure, figure_word(figure), fit.differs, statement, item, case_file, compiled)
    yield from _widened_exclusions(item, compiled)
    yield from _tightenings(item, compiled)
    yield from _sister_texts(item)


def _sister_texts(item: ItemFile) -> Iterator[Fact]:
    """What is stated of the drug asked for and held of another."""
    for statement in item.of_kind("guideline"):
        instead = statement.fit.instead if statement.fit else None
        if statement.fit is None or instead is None:
            continue
        stated = instead.stated
        grade = stated.criterion.provenance.grade
        yield kinds.SisterText(
            drug=instead.drug,
            sister=instead.sister,
            known=instead.known,
            grade=grade,
            differs=statement.fit.differs or "",
            confidence=_GRADE_CONFIDENCE[grade],
            evidence=Grounds(
                (quote("rationale", statement.sentence),), Reference(stated.edition, stated.section, stated)
            ),
        )


def _is_scope(claim: Claim) -> bool:
    """Whether a claim conflicts only with a figure that limits nothing."""
    return claim.relation == "conflicting" and not claim.stated.criterion.limits_something


def _claim(
    claim: Claim,
    fit: FitWord,
    differs: str | None,
    statement: Statement,
    item: ItemFile,
    case_file: CaseFile,
    compiled: Compiled,
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
        fit=fit,
        differs=differs or "",
        held=stated.criterion.held
        and not (statement.fit and statement.fit.word == fit and not statement.fit.held),
        loosened=statement.fit is not None and statement.fit.loosened,
        leans=leans(item, statement, compiled.lexicon),
        absent=bool(statement.fit and statement.fit.added and statement.fit.added.absent),
        criterion_kind=stated.criterion.kind,
        dimension=kinds.UNITS[claim.measure.unit] if claim.measure else "",
        stated=measure_words(claim.measure),
        expected=rows_words(claim.rows or stated.criterion.limits, compiled.lexicon),
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


def _widened_exclusions(item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """An exclusion stated for a body part of the request that the criterion does not list."""
    lexicon = compiled.lexicon
    wanted = {part.concept for part in item.treatment.body_parts}
    for statement in item.of_kind("guideline"):
        beyond = sorted(wanted & set(statement.fit.beyond)) if statement.fit else []
        for claim in statement.claims[:1] if beyond else ():
            if claim.stated.criterion.rules_out and claim.where == "cited":
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
