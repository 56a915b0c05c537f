"""Rules against guidelines: what a rule of a pack names there has to be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from checker.casefile.criteria import stated_by
from checker.engine import Catalogue, Rule, RuleBase, read_rule
from checker.engine.loading import rule_files
from checker.engine.naming import Names, name_faults
from checker.knowledge.files import data_folder
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.packs import Pack
from checker.knowledge.vocabulary import meant
from checker.problems import Problem


def names_of(knowledge: Knowledge, base: RuleBase, codes: Iterable[str] = ()) -> Names:
    """All that rules can name, with more codes of rules."""
    concepts = {one.id: one for one in knowledge.concepts}
    shipped = (path.stem for path in rule_files(data_folder("rules")))
    return Names(
        {
            "concept": frozenset(concepts),
            "criterion": frozenset(one.criterion.id for one in stated_by(knowledge.editions)),
            "edition": frozenset(edition.id for edition in knowledge.editions),
            "rule": frozenset((*shipped, *codes, *(rule.code for rule in base.rules))),
            "check": frozenset(base.checks.names),
        },
        {"concept": lambda word: meant(word, concepts.values())},
        {edition.id: edition.in_force for edition in knowledge.editions},
    )


def wrong_names(
    knowledge: Knowledge, base: RuleBase, packs: Sequence[Pack], catalogue: Catalogue
) -> Iterator[Problem]:
    """The names of nothing in rules that packs add, each at its place."""
    files = {path.stem: path for path in added_files(packs)}
    added: list[Rule] = [rule for rule in base.rules if rule.code in files]
    if not added:
        return
    names = names_of(knowledge, base)
    for rule in added:
        if any(name_faults(rule, catalogue, names)):
            yield from wrong_names_in(files[rule.code], catalogue, names)


def wrong_names_in(path: Path, catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """The names of nothing in the file of a rule, if it can be read."""
    read = read_rule(path)
    if not isinstance(read, list):
        document, rule = read
        yield from (document.problem(*fault) for fault in name_faults(rule, catalogue, names))


def added_files(packs: Iterable[Pack]) -> Iterator[Path]:
    """The files of rules that don't come with imr-check."""
    return (path for pack in packs if not pack.is_shipped for path in rule_files(pack.folder))
