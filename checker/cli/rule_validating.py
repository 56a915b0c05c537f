"""Rule files checked, as an editor calls for it: with all that is in force where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from checker.cli.in_force import InForce
from checker.engine import (
    Checks,
    compile_rules,
    load_checks,
    load_rules,
    make_engine,
    read_rule,
    run_rule_tests,
)
from checker.engine.checking import rule_faults
from checker.engine.naming import name_faults
from checker.errors import KnowledgeError
from checker.facts.kinds import CATALOGUE
from checker.knowledge.packs import Packs
from checker.knowledge.unread import unchecked
from checker.problems import Code, Problem
from checker.running.naming import added_files, names_of, wrong_names, wrong_names_in
from checker.running.setup import known_of, what_loads


def rule_problems(files: Sequence[Path], force: InForce) -> list[Problem]:
    """Find all problems of rule files. Raises KnowledgeError where it is not known which checks there are.

    Those of a pack are checked with the rest of all packs: name, folder, codes and names that are taken.
    """
    packs = force.packs.rules
    checks = load_checks(packs[0].folder, packs[1:])
    folders = [pack.folder.resolve() for pack in packs]
    inside = {
        path.resolve(): path
        for path in files
        if any(path.resolve().is_relative_to(folder) for folder in folders)
    }
    alone = [path for path in files if path.resolve() not in inside]
    problems = [problem for path in alone for problem in _alone(path, checks, force.packs)]
    if inside:
        told = _told(lambda: rule_names(force.packs))
        there = [problem for problem in told if Path(problem.path).resolve() in inside]
        known = {Path(problem.path).resolve() for problem in there}
        # Where a name may stand in a file that can't be read, what is wrong with that matters too.
        problems += told if any(problem.code is Code.UNCHECKED for problem in there) else there
        # What the folder's loading does not see: a missing file, or one that is not called *.yaml.
        for place, path in inside.items():
            if place not in known and not (path.is_file() and path.suffix == ".yaml"):
                problems += _alone(path, checks, force.packs)
    return problems


def rule_remarks(files: Sequence[Path], force: InForce) -> Iterator[Problem]:
    """The tests of rules without problems that come out otherwise than they say."""
    packs = force.packs.rules
    checks = load_checks(packs[0].folder, packs[1:])
    for path in files:
        read = read_rule(path)
        if not isinstance(read, list):
            document, rule = read
            base = compile_rules([rule], CATALOGUE, checks)
            for failed in run_rule_tests(base, rule.code, lambda only: make_engine(only, "indexed")):
                message = f"{failed.test}: expected to fire {failed.expected} times, fired {failed.found}"
                yield document.problem(Code.FAILS, ("tests", failed.at, "fires"), message)


def rule_names(packs: Packs) -> int:
    """How many rules packs have. Raises KnowledgeError for all that is wrong with them, names included."""
    known, unread = what_loads(packs)
    first, *more = packs.rules
    try:
        base = load_rules(first.folder, CATALOGUE, more)
    except KnowledgeError as error:
        files = list(added_files(more))
        names = names_of(known, load_rules(first.folder, CATALOGUE), (path.stem for path in files))
        wrong = (problem for path in files for problem in wrong_names_in(path, CATALOGUE, names))
        raise KnowledgeError([*unread, *error.problems, *unchecked(wrong, unread)]) from None
    problems = [*unread, *unchecked(wrong_names(known, base, packs.rules, CATALOGUE), unread)]
    if problems:
        raise KnowledgeError(problems)
    return len(base.rules)


def _told(load: Callable[[], object]) -> Sequence[Problem]:
    try:
        load()
    except KnowledgeError as error:
        return error.problems
    return ()


def _alone(path: Path, checks: Checks, packs: Packs) -> list[Problem]:
    if path.exists() and not path.is_file():
        return [Problem(Code.UNREAD, str(path), 0, 0, "not a file")]
    read = read_rule(path)
    if isinstance(read, list):
        return read
    document, rule = read
    base = load_rules(packs.rules[0].folder, CATALOGUE, packs.rules[1:])
    names = names_of(known_of(packs), base)
    faults = [*rule_faults(rule, CATALOGUE, checks), *name_faults(rule, CATALOGUE, names)]
    return [document.problem(*fault) for fault in faults]
