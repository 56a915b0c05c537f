"""``imr-check rule test`` and ``rule mutate``: whether cases pass, what they leave open, what escapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import sleep
from typing import NamedTuple

from checker.cli.in_force import InForce, is_shipped
from checker.cli.output import CLEAN, FINDINGS, say, warn
from checker.cli.selecting import no_rule
from checker.counting import counted
from checker.engine import Preference, Rule, RuleBase, coverage, make_engine, run_rule_tests
from checker.engine.loading import rule_files
from checker.errors import CheckerError
from checker.judging.cases import examine_case, run_cases
from checker.judging.examine import Checker
from checker.judging.mutants import mutate

_PAUSE = 0.3  # seconds between two looks at the files


class RuleNameError(CheckerError):
    """No rule has this code or name."""


class Wanted(NamedTuple):
    """Which rules are tested, and how. None by name: those of packs that are added, or else all."""

    names: Sequence[str]
    engine: Preference
    coverage: bool = False


def test(force: InForce, wanted: Wanted) -> int:
    """Run tests and cases, say what fails, and give the exit code."""
    checker = force.checker(wanted.engine)
    rules = _rules(checker.rules, force, wanted.names)
    failures: list[object] = []
    for rule in rules:
        failures += run_rule_tests(checker.rules, rule.code, lambda only: make_engine(only, wanted.engine))
        failures += run_cases(checker, rule.code)
    say(line for failure in failures for line in str(failure).split("\n"))
    gaps = [gap for rule in rules for gap in _uncovered(checker, rule)] if wanted.coverage else []
    say(gaps)
    tests, cases = sum(len(rule.tests) for rule in rules), sum(len(rule.cases) for rule in rules)
    counts = [counted(len(rules), "rule"), counted(tests, "test"), counted(cases, "case")]
    ends = [f"{len(failures)} failed", *([f"{counted(len(gaps), 'gap')}"] if wanted.coverage else [])]
    say([", ".join([*counts, *ends])])
    return FINDINGS if failures or gaps else CLEAN


def mutated(force: InForce, names: Sequence[str], bar: float) -> int:
    """Change rules in small ways, say what no test and no case notices, and give the exit code."""
    checker = force.checker("indexed")
    made = survived = 0
    for rule in _rules(checker.rules, force, names):
        found = mutate(checker, rule.code)
        say(f"{found.code}: {words}" for words in found.survivors)
        made, survived = made + found.made, survived + len(found.survivors)
    return told_of_mutants(made, survived, bar)


def told_of_mutants(made: int, survived: int, bar: float) -> int:
    """Say how many changes were made and not noticed, and give the exit code."""
    share = survived / made if made else 0.0
    over = ", over the bar" if share * 100 > bar else ""
    say([f"{counted(made, 'mutant')}, {survived} not noticed ({share:.1%}){over}"])
    return FINDINGS if over else CLEAN


def watch(folders: Iterable[Path], run: Callable[[], int]) -> None:
    """Run again each time a file in some folders changes, until interrupted. What does not load is told."""
    watched = list(folders)
    seen: object = None
    while True:
        now = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in _files(watched)]
        if now != seen:
            seen = now
            try:
                run()
            except CheckerError as error:
                for line in error.lines:
                    warn(line)
            say([f"watching {', '.join(map(str, watched))} (Ctrl-C ends it)", ""])
        sleep(_PAUSE)


def _files(folders: Iterable[Path]) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.y*ml") if path.is_file())


def _rules(base: RuleBase, force: InForce, names: Sequence[str]) -> list[Rule]:
    if names:
        found = {name: [rule for rule in base.rules if name in (rule.code, rule.name)] for name in names}
        unknown = [name for name, rules in found.items() if not rules]
        if unknown:
            raise RuleNameError(*(no_rule(name, base.rules) for name in unknown))
        return list({rule.code: rule for rules in found.values() for rule in rules}.values())
    added = [pack for pack in force.packs.rules if not is_shipped(pack)]
    own = {path.stem for pack in added for path in rule_files(pack.folder)}
    return [rule for rule in base.rules if rule.code in own] if added else list(base.rules)


def _uncovered(checker: Checker, rule: Rule) -> Iterator[str]:
    """Say what the tests and cases of a rule leave open, a line for each condition."""
    if not any(case.finds for case in rule.cases):
        yield f"{rule.code}: no case in which it finds something"
    if all(case.finds for case in rule.cases):
        yield f"{rule.code}: no case of silence"
    examined = [examine_case(checker, rule.code, case) for case in rule.cases]
    facts = [one.facts for each in examined for one in each.sessions if one.scope == rule.scope]
    for one in coverage(checker.rules, rule.code, facts):
        gaps = [] if one.met else ["never met"]
        gaps += [] if one.missed else ["never missed"]
        gaps += [f"no test and no case fails on {text}" for text in one.never_failed]
        gaps += [f"no test and no case turns on {text}" for text in one.untried]
        if gaps:
            yield f"{rule.code}: {one.role} {one.condition}: {'; '.join(gaps)}"
