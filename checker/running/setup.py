"""Puts a checker together from the files in ``guidelines/`` and ``rules/``."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from checker.engine import Preference, RuleBase, load_rules, restore_rules
from checker.facts.kinds import CATALOGUE
from checker.judging.examine import Checker
from checker.knowledge.cache import cached, stamp
from checker.knowledge.files import data_folder
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.loading import load_knowledge
from checker.knowledge.version import tool_version


def make_checker(
    engine: Preference = "auto", guidelines: Path | None = None, rules: Path | None = None
) -> Checker:
    """A checker with the guidelines and rules that come with imr-check, or those of other folders.

    Raises :class:`checker.errors.KnowledgeError` with every problem of every file.
    """
    guidelines = guidelines or data_folder("guidelines")
    rules = rules or data_folder("rules")
    return Checker(_knowledge(guidelines), _rules(rules), engine)


def _shape() -> str:
    """What a cache depends on beside the files: the version, the fact catalogue and the models."""
    return f"{tool_version()} {CATALOGUE!r} {Knowledge.model_fields!r}"


def _knowledge(folder: Path) -> Knowledge:
    name = f"guidelines-{stamp([folder], _shape())}"
    text = cached(name, lambda: load_knowledge(folder).model_dump_json(by_alias=True, exclude_defaults=True))
    try:
        return Knowledge.model_validate_json(text)
    except ValidationError:
        return load_knowledge(folder)


def _rules(folder: Path) -> RuleBase:
    name = f"rules-{stamp([folder], _shape())}"
    text = cached(name, lambda: load_rules(folder, CATALOGUE).to_json())
    try:
        return restore_rules(text, CATALOGUE)
    except (ValidationError, ValueError):
        return load_rules(folder, CATALOGUE)
