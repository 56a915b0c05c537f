"""The rule base from its folder, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from checker.engine.checking import catalogue_faults, rule_faults
from checker.engine.checks import CHECKS_FILE, Checks
from checker.engine.compiling import RuleBase, compile_checked, repeated
from checker.engine.facts import Catalogue
from checker.engine.rules import Rule
from checker.errors import KnowledgeError, Problem
from checker.knowledge.files import data_folder, validate_document
from checker.knowledge.plain_words import of_validation
from checker.knowledge.strict_yaml import Document, Key, files, read


def load_rules(folder: Path, catalogue: Catalogue) -> RuleBase:
    """Load ``<folder>/<family>/<code>.yaml``, all of them, and the checks that they implement.

    Raises KnowledgeError with all problems of all files. Their paths begin with ``folder`` as given.
    """
    problems = [Problem("fact catalogue", 0, 0, message) for message in catalogue_faults(catalogue)]
    checks = load_checks(folder)
    documents: list[Document] = []
    rules: list[Rule] = []
    for path in rule_files(folder):
        read = read_rule(path)
        if isinstance(read, list):
            problems += read
            continue
        document, rule = read
        documents.append(document)
        rules.append(rule)
        problems += _misplaced(path, document, rule, checks)
        faults = rule_faults(rule, catalogue, checks)
        problems += [document.problem(fault.key, fault.message) for fault in faults]
    problems += [documents[index].problem((field,), message) for index, field, message in repeated(rules)]
    if problems:
        raise KnowledgeError(problems)
    return compile_checked(rules, catalogue, checks)


def rule_files(folder: Path) -> list[Path]:
    """The files of a folder that are rules: all but its list of checks."""
    return [path for path in files(folder) if path != folder / CHECKS_FILE]


def checks_path(folder: Path) -> Path:
    """Where the checks of a rule base are listed: in its folder, else with the rules that come along."""
    own = folder / CHECKS_FILE
    return own if own.exists() else data_folder("rules") / CHECKS_FILE


def load_checks(folder: Path) -> Checks:
    """Load the checks that the rules of a folder implement. Raises KnowledgeError with all problems."""
    document = read(checks_path(folder))
    if isinstance(document, list):
        raise KnowledgeError(document)
    checks = validate_document(document, Checks)
    if isinstance(checks, list):
        raise KnowledgeError(checks)
    problems = [document.problem(key, message) for key, message in checks.problems()]
    if problems:
        raise KnowledgeError(problems)
    return checks


def read_rule(path: Path) -> tuple[Document, Rule] | list[Problem]:
    """Read one rule file, its shape checked, its names not. All problems are returned together."""
    document = read(path)
    if isinstance(document, list):
        return document
    try:
        return document, Rule.model_validate(document.data)
    except ValidationError as error:
        found = of_validation(error, Rule)
        return [document.problem(_place(document.data, loc), words) for loc, words in found]


def _misplaced(path: Path, document: Document, rule: Rule, checks: Checks) -> list[Problem]:
    """Find where the file's name or folder says something else than the rule."""
    problems: list[Problem] = []
    if path.stem != rule.code:
        problems.append(document.problem(("code",), f"the file is called {path.name}, not {rule.code}.yaml"))
    family = checks.family_of(rule.check)
    if family is not None and path.parent.name != family.name:
        message = f"{rule.check} belongs to {family.name}/, the file is in {path.parent.name}/"
        if checks.family(path.parent.name) is None:
            message += f" (folders: {', '.join(one.name for one in checks.families)})"
        problems.append(document.problem(("check",), message))
    return problems


def _place(data: Any, location: Sequence[int | str]) -> Key:
    """Keep of a pydantic location what is in the file: not its names for branches, not what is missing."""
    key: list[int | str] = []
    for part in location:
        inside: Any = range(len(data)) if isinstance(data, list) else data if isinstance(data, dict) else ()
        if part in inside:
            data = data[part]
            key.append(part)
    return tuple(key)
