"""Single rule files checked: those of the rule base with the rest of it, others on their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.engine import Checks, load_checks, load_rules, read_rule
from checker.engine.checking import rule_faults
from checker.errors import KnowledgeError, Problem
from checker.facts.kinds import CATALOGUE


def problems_of(files: Sequence[Path], folder: Path) -> list[Problem]:
    """Find all problems of rule files. Raises KnowledgeError where it is not known which checks there are.

    Those below ``folder`` are checked with the rest of it: name, folder, codes and names that are taken.
    """
    checks = load_checks(folder)
    inside = {path.resolve(): path for path in files if path.resolve().is_relative_to(folder.resolve())}
    problems = [problem for path in files if path.resolve() not in inside for problem in _alone(path, checks)]
    if inside:
        known: set[Path] = set()
        for problem in _together(folder):
            place = Path(problem.path).resolve()
            if place in inside:
                problems.append(problem)
                known.add(place)
        # What the folder's loading does not see: a missing file, or one that is not called *.yaml.
        for place, path in inside.items():
            if place not in known and not (path.is_file() and path.suffix == ".yaml"):
                problems += _alone(path, checks)
    return problems


def _together(folder: Path) -> Sequence[Problem]:
    try:
        load_rules(folder, CATALOGUE)
    except KnowledgeError as error:
        return error.problems
    return ()


def _alone(path: Path, checks: Checks) -> list[Problem]:
    if path.exists() and not path.is_file():
        return [Problem(str(path), 0, 0, "not a file")]
    read = read_rule(path)
    if isinstance(read, list):
        return read
    document, rule = read
    return [document.problem(fault.key, fault.message) for fault in rule_faults(rule, CATALOGUE, checks)]
