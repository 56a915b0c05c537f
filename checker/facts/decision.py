"""Facts on the item itself, its drift between title and rationale, and the conclusion drawn."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, quote
from checker.casefile.coverage import family_of
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.drift import THERAPIES, drift_facts, title_quote
from checker.knowledge.lexicon import Lexicon
from checker.letter import Drug


def decision_facts(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """The item, its drift, its conclusion, and words of another modality."""
    yield _item(case_file, item, compiled)
    yield from _supply(item)
    yield from _incomplete(item)
    yield from drift_facts(case_file, item, compiled.letters.requests)
    yield _conclusion(item)
    yield from _other_modality(item, compiled.lexicon)


def _item(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Fact:
    treatment, lexicon = item.treatment, compiled.lexicon
    title = item.title_marks
    family = family_of(treatment.concepts[0], lexicon) if treatment.concepts else "unknown"
    drug = treatment.category in ("drug_oral", "drug_topical", "drug_compound")
    named = {mention.concept for statement in item.statements for mention in statement.mentions}
    ingredients = treatment.drugs if treatment.category == "drug_compound" else ()
    judged = sum(1 for drug in ingredients if _named(drug, named, lexicon))
    return kinds.Item(
        decision=item.item.decision or "unknown",
        category=kinds.CATEGORIES[treatment.category],
        family=family,
        treatment=lexicon.concepts[treatment.concepts[0]].name
        if treatment.concepts
        else item.item.title[:80],
        treatment_known=treatment.recognised,
        associated=title.has("accompanies_surgery"),
        drug=drug,
        visits=treatment.visits or 0,
        visits_known=treatment.visits is not None,
        strength_known=any(d.strength for d in treatment.drugs),
        quantity_known=any(d.quantity for d in treatment.drugs) or title.has("by_weight"),
        body_part_known=bool(treatment.body_parts),
        needs_body_part=treatment.category in ("imaging", "electrodiagnostic", *THERAPIES),
        needs_visits=treatment.category in THERAPIES,
        says_unspecified=title.has("left_unspecified"),
        summary_present=bool(case_file.summary),
        in_summary=_in_summary(case_file, item, lexicon),
        ingredients=len(ingredients),
        ingredients_named=judged,
        unjudged=len(ingredients) - judged,
        compound_rule_stated=any(s.marks.has("compound_rule") for s in item.statements),
        guideline_statements=sum(1 for _ in item.of_kind("guideline")),
        case_statements=sum(1 for _ in item.of_kind("case")),
        confidence="high",
        evidence=Grounds((title_quote(item),)),
    )


def _supply(item: ItemFile) -> Iterator[Fact]:
    """The quantity of the one drug asked for, against what the title's directions use up."""
    quantities = [drug.quantity for drug in item.treatment.drugs]
    directions = item.treatment.directions
    if len(quantities) != 1 or quantities[0] is None or directions is None:
        return
    yield kinds.Supply(
        quantity=quantities[0],
        used=directions.units,
        days=directions.days,
        excess=quantities[0] - directions.units,
        confidence="high",
        evidence=Grounds((title_quote(item),)),
    )


def _incomplete(item: ItemFile) -> Iterator[Fact]:
    for statement in item.of_kind("case", "conclusion", "other"):
        words = statement.marks.words("unspecified")
        if words:
            yield kinds.IncompleteRequest(
                words=words,
                confidence="high",
                evidence=Grounds((quote("rationale", statement.sentence),)),
            )
            return


def _named(drug: Drug, named: set[str], lexicon: Lexicon) -> bool:
    return bool(named & lexicon.down(drug.concept)) or any(
        lexicon.concepts[concept].name == drug.name for concept in named
    )


def _in_summary(case_file: CaseFile, item: ItemFile, lexicon: Lexicon) -> bool:
    """Whether the summary names the treatment: the concept, a kind of it, or the class right above it."""
    wanted: set[str] = set()
    for concept in item.treatment.concepts:
        wanted |= lexicon.down(concept)
        wanted.update(lexicon.same_name(concept))
        wanted |= {
            p
            for p in lexicon.concepts[concept].is_a
            if p not in ("drug", "dme", "imaging", "surgery", "injection", "physical_methods")
        }
    words = {mention.concept for summary in case_file.summary for mention in summary.mentions}
    return bool(wanted & words) or not wanted


def _conclusion(item: ItemFile) -> Fact:
    all_drawn = [s for s in item.statements if s.polarity != "none"]
    drawn = [s for s in all_drawn if s.marks.has("outright")] or all_drawn
    last = drawn[-1] if drawn else None
    polarity = last.polarity if last else "none"
    return kinds.Conclusion(
        polarity=polarity,
        opposed=any(s.polarity != polarity for s in drawn),
        decision=item.item.decision or "unknown",
        any=last is not None,
        found_reasonable=any(s.polarity == "necessary" for s in all_drawn),
        for_want_of_detail=_for_want_of_detail(item),
        recommended=_recommended(item),
        confidence="high" if last else "medium",
        evidence=Grounds(
            (quote("rationale", last.sentence), title_quote(item)) if last else (title_quote(item),)
        ),
    )


def _for_want_of_detail(item: ItemFile) -> bool:
    """Whether all that the rationale finds lacking is what the request leaves out."""
    lacking = [s for s in item.of_kind("case", "conclusion", "other") if s.scopes.negates]
    grounds = [s for s in lacking if not s.marks.has("outright")]
    return bool(grounds) and all(s.marks.has("unspecified") for s in grounds)


def _recommended(item: ItemFile) -> bool:
    """Whether all that the rationale states of the cited guideline recommends the treatment."""
    stated = [
        claim.stated.criterion
        for statement in item.of_kind("guideline")
        for claim in statement.claims[:1]
        if claim.where != "other_guideline" and claim.covers
    ]
    return bool(stated) and all(criterion.recommends for criterion in stated)


def _other_modality(item: ItemFile, lexicon: Lexicon) -> Iterator[Fact]:
    """A statement on the disputed treatment in words of another treatment or route."""
    name = lexicon.concepts[item.treatment.concepts[0]].name if item.treatment.concepts else ""
    if item.treatment.category in ("drug_topical", "drug_compound"):
        for statement in item.statements:
            words = statement.marks.words("oral_form")
            own = {drug.concept for drug in item.treatment.drugs} | {
                drug.name for drug in item.treatment.drugs
            }
            named = {m.concept for m in statement.mentions} | {
                lexicon.concepts[m.concept].name for m in statement.mentions
            }
            if words and own & named and "topical" not in statement.sentence.folded:
                yield kinds.OtherModality(
                    form="route",
                    words=words,
                    item=name,
                    confidence="high",
                    evidence=Grounds((quote("rationale", statement.sentence), title_quote(item))),
                )
                return
    if item.treatment.category not in THERAPIES:
        return
    own = set(lexicon.kin_of(item.treatment.concepts))
    for statement in item.of_kind("guideline"):
        for mention in statement.mentions:
            concept = lexicon.concepts[mention.concept]
            if (
                concept.category in THERAPIES
                and concept.category != item.treatment.category
                and mention.concept not in own
            ):
                if any(m.concept in own for m in statement.mentions) or not any(
                    c.covers for c in statement.claims
                ):
                    continue
                yield kinds.OtherModality(
                    form="treatment",
                    words=mention.words,
                    item=name,
                    confidence="medium",
                    evidence=Grounds((quote("rationale", statement.sentence), title_quote(item))),
                )
                return
