"""Puts a checker together from the files in ``guidelines/`` and ``rules/``."""

from __future__ import annotations

from pathlib import Path

import Stemmer
from pydantic import VERSION

from checker.casefile.likeness import Likeness
from checker.casefile.opening import index_of
from checker.engine import Preference, RuleBase, checks_path, load_rules, restore_rules
from checker.facts.kinds import CATALOGUE
from checker.judging.examine import Checker
from checker.knowledge.cache import cached
from checker.knowledge.files import data_folder, digest
from checker.knowledge.identity import identify
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
    identity = identify(guidelines, rules)
    readers = _readers()
    knowledge = _knowledge(guidelines, f"{identity.guidelines} {readers}")
    named = {"version": identity.version, "sha256": identity.sha256}
    return Checker(
        knowledge.model_copy(update=named),
        _rules(rules, f"{identity.rules} {readers}"),
        engine,
        likeness=_likeness(knowledge, f"{identity.guidelines} {readers}"),
    )


def _readers() -> str:
    """What is made of files depends on beside them: the code that reads them, and the catalogue of facts."""
    package = Path(__file__).parent.parent
    code = (digest(package / name, "*.py") for name in ("knowledge", "engine", "reading", "casefile"))
    return f"{tool_version()} {VERSION} {Stemmer.version()} {' '.join(code)} {CATALOGUE!r}"


def _knowledge(folder: Path, made_of: str) -> Knowledge:
    def make() -> bytes:
        knowledge = load_knowledge(folder)
        return knowledge.model_dump_json(by_alias=True, exclude_defaults=True).encode("utf-8")

    return Knowledge.model_validate_json(cached("guidelines", made_of, make))


def _rules(folder: Path, made_of: str) -> RuleBase:
    def make() -> bytes:
        return load_rules(folder, CATALOGUE).to_json().encode("utf-8")

    listed = checks_path(folder)
    made_of = f"{made_of} {digest(listed.parent, listed.name)}"
    return restore_rules(cached("rules", made_of, make).decode("utf-8"), CATALOGUE)


def _likeness(knowledge: Knowledge, made_of: str) -> Likeness:
    def make() -> bytes:
        return index_of(knowledge).to_bytes()

    return Likeness.from_bytes(cached("likeness", made_of, make))
