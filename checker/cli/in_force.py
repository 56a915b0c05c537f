"""What is in force for a command: the configuration, the packs, and the checker that is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.config import Config, ConfigError, read_config
from checker.cli.config_files import nearest_config
from checker.cli.output import fail, warn
from checker.counting import counted
from checker.errors import KnowledgeError
from checker.knowledge.files import data_folder
from checker.knowledge.packs import Kind, Pack, Packs, find_packs
from checker.problems import Problem

if TYPE_CHECKING:
    from checker.casefile.opening import Compiled
    from checker.engine import Preference, RuleBase
    from checker.judging.examine import Checker
    from checker.knowledge.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class InForce:
    """A configuration, and the packs that it and the command line name."""

    config: Config
    packs: Packs

    def knowledge(self) -> Knowledge:
        """The guidelines, as the configuration changes them."""
        from checker.running.setup import known_of

        with self._changing():
            return known_of(self.packs, self.config.changes)

    def rules(self) -> RuleBase:
        """The rules, as the configuration changes them."""
        from checker.running.setup import rules_of

        with self._changing():
            return self._some(rules_of(self.packs, self.config.changes))

    def checker(self, engine: Preference) -> Checker:
        """Make a checker of them. What stands in place of what comes with imr-check is said."""
        from checker.running.setup import make_checker

        with self._changing():
            made = make_checker(engine, self.packs, self.config.changes)
        self._some(made.rules)
        for line in self._replaced(made):
            warn(line)
        broken = made.engine.instead
        if broken is not None:
            warn(
                f"the engine {made.engine.name} runs: durable-rules is installed but can't be used: {broken}"
            )
        return made

    def compiled(self) -> Compiled:
        """What guidelines are tested and matched with: packs of rules without any yet don't matter to it."""
        from checker.engine.loading import rule_files

        base, *more = self.packs.rules
        rules = (base, *(pack for pack in more if rule_files(pack.folder)))
        return replace(self, packs=self.packs._replace(rules=rules)).checker("indexed").compiled

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Say with its place in the configuration what can't be changed."""
        from checker.running.changes import ChangesError

        try:
            yield
        except ChangesError as error:
            raise ConfigError(
                *(f"{self.config.origin(*key)}: {'.'.join(key)}: {words}" for key, words in error.faults)
            ) from None

    def _some(self, rules: RuleBase) -> RuleBase:
        """The rules. Fails where there is none."""
        if not rules.rules:
            fail(f"{self.packs.rules[0].folder}: no rules in this folder")
        return rules

    def _replaced(self, made: Checker) -> Iterator[str]:
        """Say how much of what comes with imr-check packs stand in place of, or their silence misleads."""
        counts = (
            (self.packs.rules, counted(len(made.rules.rules), "rule"), "*/IMR*.yaml"),
            (self.packs.guidelines, counted(len(made.knowledge.editions), "edition"), "editions/*"),
        )
        for packs, own, pattern in counts:
            if not is_shipped(packs[0]):
                shipped = len(list(data_folder(packs[0].kind).glob(pattern)))
                names = ", ".join(str(pack.folder) for pack in packs)
                others = f"the {shipped:,} that come with imr-check, of which none is used"
                yield f"{packs[0].kind} {names}: {own} in place of {others}"


def in_force(
    rules: Sequence[str] | None = None,
    guidelines: Sequence[str] | None = None,
    *,
    no_shipped: bool = False,
    config: Path | None = None,
    letters: Sequence[str] = (),
    beside: Sequence[Path] = (),
) -> InForce:
    """What is in force for letters: the nearest configuration, or the one given, and what options add to it.

    ``beside`` are files of packs whose configuration is the one nearest to the first of them.

    Raises ConfigError, and KnowledgeError for packs that are not there.
    """
    nearest = [str(path) for path in beside[:1] if path.exists()]
    options = read_config(config or nearest_config(letters or nearest))
    names: dict[Kind, tuple[str, ...]] = {
        "rules": (*options.rules, *(rules or ())),
        "guidelines": (*options.guidelines, *(guidelines or ())),
    }
    if (no_shipped or not options.shipped) and not any(names.values()):
        by = "--no-shipped" if no_shipped else f"{options.origin('shipped')}: shipped"
        raise ConfigError(f"{by}: nothing is named that could stand in place of what comes with imr-check")
    with_shipped = options.shipped and not no_shipped
    try:
        packs = find_packs(names["rules"], names["guidelines"], with_shipped=with_shipped)
    except KnowledgeError as error:
        raise ConfigError(*(_at_its_name(problem, options) for problem in error.problems)) from None
    return InForce(options, packs)


def _at_its_name(problem: Problem, options: Config) -> str:
    """A problem with a pack, at the place of its name where the configuration has it."""
    for kind, names in (("rules", options.rules), ("guidelines", options.guidelines)):
        if problem.path in names:
            return f"{options.origin(kind)}: {kind}: {problem.path}: {problem.message}"
    return str(problem)


def is_shipped(pack: Pack) -> bool:
    """Whether a pack is the folder that comes with imr-check."""
    return pack.is_shipped
