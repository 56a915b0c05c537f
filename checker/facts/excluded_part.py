"""A request for a body part for which the cited section does not have the treatment."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import Grounds, ItemFile, Quote, Reference
from checker.casefile.criteria import Stated
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.knowledge.guidelines import Criterion


def excluded_part_facts(item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """The first exclusion of a cited section that has all the parts that are to be treated."""
    lexicon, parts = compiled.lexicon, item.treatment.body_parts
    wanted = {region for part in parts for region in lexicon.regions(part.concept)}
    if not wanted or item.item.decision is None:
        return
    for resolved in item.cited_by("reviewer"):
        for section in resolved.known_sections if resolved.edition else ():
            for criterion in section.criteria:
                if resolved.edition is None or not _excludes_parts(criterion):
                    continue
                stated = Stated(resolved.edition, section, criterion)
                excluded = {region for part in criterion.body_parts for region in lexicon.regions(part)}
                if wanted <= excluded and compiled.criteria.related(stated, item.treatment.concepts):
                    yield kinds.ExcludedPart(
                        criterion=criterion.id,
                        part=parts[0].words,
                        text=criterion.text,
                        excepted=any(
                            one.marks.has("exception_claimed", "way_round") for one in item.statements
                        ),
                        decision=item.item.decision,
                        grade=criterion.provenance.grade,
                        confidence="medium",
                        evidence=Grounds(
                            (Quote("title", item.item.title, item.item.title_span),),
                            Reference(resolved.edition, section, stated),
                        ),
                    )
                    return


def _excludes_parts(criterion: Criterion) -> bool:
    """Whether a criterion excludes body parts, whatever else is so."""
    return (
        criterion.kind == "exclusion"
        and bool(criterion.body_parts)
        and criterion.held
        and criterion.needs is None
    )
