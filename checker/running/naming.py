"""Rules against guidelines: what a rule of a pack names there has to be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.engine import Catalogue, Rule, RuleBase, read_rule
from checker.engine.loading import rule_files
from checker.engine.naming import Names, name_faults
from checker.knowledge.files import data_folder
from checker.knowledge.guidelines import Edition
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.packs import Pack
from checker.knowledge.vocabulary import meant
from checker.problems import Problem


def names_of(knowledge: Knowledge, base: RuleBase) -> Names:
    """All that rules can name."""
    concepts = {one.id: one for one in knowledge.concepts}
    shipped = (path.stem for path in rule_files(data_folder("rules")))
    return Names(
        {
            "concept": frozenset(concepts),
            "criterion": frozenset(_criteria(knowledge.editions)),
            "edition": frozenset(edition.id for edition in knowledge.editions),
            "rule": frozenset((*shipped, *(rule.code for rule in base.rules))),
            "check": frozenset(base.checks.names),
        },
        {"concept": lambda word: meant(word, concepts.values())},
        {edition.id: edition.in_force for edition in knowledge.editions},
    )


def _criteria(editions: Sequence[Edition]) -> Iterator[str]:
    return (
        criterion.id for edition in editions for section in edition.sections for criterion in section.criteria
    )


def wrong_names(
    knowledge: Knowledge, base: RuleBase, packs: Sequence[Pack], catalogue: Catalogue
) -> Iterator[Problem]:
    """The names of nothing in rules that packs add, each at its place."""
    files = {path.stem: path for pack in packs if not pack.is_shipped for path in rule_files(pack.folder)}
    added: list[Rule] = [rule for rule in base.rules if rule.code in files]
    if not added:
        return
    names = names_of(knowledge, base)
    for rule in added:
        faults = list(name_faults(rule, catalogue, names))
        read = read_rule(files[rule.code]) if faults else []
        if not isinstance(read, list):
            yield from (read[0].problem(*fault) for fault in faults)
