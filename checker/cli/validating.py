"""Single files checked: those of a pack with the rest of all packs, others on top of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.engine import Checks, load_checks, load_rules, read_rule
from checker.engine.checking import rule_faults
from checker.errors import KnowledgeError
from checker.facts.kinds import CATALOGUE
from checker.knowledge.loading import load_knowledge
from checker.knowledge.packs import Pack
from checker.problems import Code, Problem


def problems_of(files: Sequence[Path], packs: Sequence[Pack]) -> list[Problem]:
    """Find all problems of rule files. Raises KnowledgeError where it is not known which checks there are.

    Those of a pack are checked with the rest of all packs: name, folder, codes and names that are taken.
    """
    checks = load_checks(packs[0].folder, packs[1:])
    folders = [pack.folder.resolve() for pack in packs]
    inside = {
        path.resolve(): path
        for path in files
        if any(path.resolve().is_relative_to(folder) for folder in folders)
    }
    problems = [problem for path in files if path.resolve() not in inside for problem in _alone(path, checks)]
    if inside:
        known: set[Path] = set()
        for problem in _together(packs):
            place = Path(problem.path).resolve()
            if place in inside:
                problems.append(problem)
                known.add(place)
        # What the folder's loading does not see: a missing file, or one that is not called *.yaml.
        for place, path in inside.items():
            if place not in known and not (path.is_file() and path.suffix == ".yaml"):
                problems += _alone(path, checks)
    return problems


def _together(packs: Sequence[Pack]) -> Sequence[Problem]:
    try:
        load_rules(packs[0].folder, CATALOGUE, packs[1:])
    except KnowledgeError as error:
        return error.problems
    return ()


def _alone(path: Path, checks: Checks) -> list[Problem]:
    if path.exists() and not path.is_file():
        return [Problem(Code.UNREAD, str(path), 0, 0, "not a file")]
    read = read_rule(path)
    if isinstance(read, list):
        return read
    document, rule = read
    return [document.problem(*fault) for fault in rule_faults(rule, CATALOGUE, checks)]


def guideline_problems(files: Sequence[Path], packs: Sequence[Pack]) -> list[Problem]:
    """Find all problems of guideline files, each with all that is in force."""
    base, *more = packs
    folders = [pack.folder.resolve() for pack in packs]
    found: dict[Problem, None] = {}
    for path in files:
        inside = any(path.resolve().is_relative_to(folder) for folder in folders)
        apart = [] if inside else [Pack("guidelines", path.parent, path.name, only=path)]
        try:
            load_knowledge(base.folder, more=[*more, *apart])
        except KnowledgeError as error:
            there = (problem for problem in error.problems if Path(problem.path).resolve() == path.resolve())
            found |= dict.fromkeys(there)
        else:
            if inside and not (path.is_file() and path.suffix == ".yaml"):
                found[
                    Problem(Code.MISNAMED, str(path), 0, 0, "not read: no file whose name ends in .yaml")
                ] = None
    return list(found)
