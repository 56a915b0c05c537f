"""The rule base from its folder, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from checker.engine.checking import catalogue_faults, rule_faults
from checker.engine.compiling import RuleBase, compile_checked, repeated
from checker.engine.facts import Catalogue
from checker.engine.rules import FAMILIES, Rule
from checker.errors import KnowledgeError, Problem
from checker.knowledge.strict_yaml import Document, Key, files, read


def load_rules(folder: Path, catalogue: Catalogue) -> RuleBase:
    """Load ``<folder>/<family>/<code>.yaml``, all of them.

    Raises KnowledgeError with all problems of all files. Their paths begin with ``folder`` as given.
    """
    problems = [Problem("fact catalogue", 0, 0, message) for message in catalogue_faults(catalogue)]
    documents: list[Document] = []
    rules: list[Rule] = []
    for path in files(folder):
        read = read_rule(path)
        if isinstance(read, list):
            problems += read
            continue
        document, rule = read
        documents.append(document)
        rules.append(rule)
        problems += _misplaced(path, document, rule)
        problems += [document.problem(fault.key, fault.message) for fault in rule_faults(rule, catalogue)]
    problems += [documents[index].problem((field,), message) for index, field, message in repeated(rules)]
    if problems:
        raise KnowledgeError(problems)
    return compile_checked(rules, catalogue)


def read_rule(path: Path) -> tuple[Document, Rule] | list[Problem]:
    """Read one rule file, its shape checked, its names not. All problems are returned together."""
    document = read(path)
    if isinstance(document, list):
        return document
    try:
        return document, Rule.model_validate(document.data)
    except ValidationError as error:
        return [
            document.problem(_place(document.data, details["loc"]), _message(details["loc"], details["msg"]))
            for details in error.errors(include_url=False, include_context=False, include_input=False)
        ]


def _misplaced(path: Path, document: Document, rule: Rule) -> list[Problem]:
    """Find where the file's name or folder says something else than the rule."""
    problems: list[Problem] = []
    if path.stem != rule.code:
        problems.append(document.problem(("code",), f"the file is called {path.name}, not {rule.code}.yaml"))
    if path.parent.name != rule.family:
        message = f"{rule.check} belongs to {rule.family}/, the file is in {path.parent.name}/"
        if path.parent.name not in FAMILIES:
            message += f" (folders: {', '.join(FAMILIES)})"
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


def _message(location: Sequence[int | str], message: str) -> str:
    names = [part for part in location if isinstance(part, str) and " " not in part and part != "[key]"]
    return f"{names[-1] if names else 'rule'}: {message.removeprefix('Value error, ')}"
