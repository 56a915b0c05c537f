"""An author's file laid over what is in force, in the place of what has its ids or of the file itself."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from checker.casefile.opening import Learned, index_of
from checker.casefile.wordings import Readings
from checker.engine import load_checks, load_rules
from checker.engine.checking import rule_faults
from checker.engine.loading import read_rule
from checker.errors import KnowledgeError
from checker.facts.kinds import CATALOGUE
from checker.judging.examine import Checker
from checker.knowledge.files import validate_document
from checker.knowledge.filling_in import filled_in
from checker.knowledge.guidelines import Addition, Edition
from checker.knowledge.loading import load_knowledge
from checker.knowledge.packs import Kind, Pack, find_packs
from checker.knowledge.strict_yaml import Document, Remembered, parse, remembering
from checker.problems import Code, Problem
from checker.running.changes import ChangesError, changed
from checker.running.setup import known_readings
from checker.serve.plan import Plan

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file in force, or what is wrong with it: then ``checker`` is None.

    ``file`` is its name, ``rule`` its code, ``sections`` and ``criteria`` are the ids of what it adds.
    """

    kind: Kind | None
    checker: Checker | None
    problems: tuple[Problem, ...] = ()
    file: str = ""
    rule: str | None = None
    sections: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


class Overlay:
    """What is in force, for files to be laid over."""

    def __init__(self, plan: Plan, base: Checker) -> None:
        self._plan, self._base = plan, base
        self._parsed: Remembered = {}
        packs = plan.loaded.rules
        self._checks = load_checks(packs[0].folder, packs[1:])

    def drafted(self, text: str, file: str) -> Draft:
        """A file as it would be in force. Its own problems have no path, those of others have theirs."""
        if not text.strip():
            return Draft(None, self._base)
        document = parse("", text.encode("utf-8", "replace"))
        if isinstance(document, list):
            return Draft(None, None, tuple(document))
        data = document.data if isinstance(document.data, dict) else {}
        kind = kind_of(data)
        edit = self._plan.edit if self._plan.edit and self._plan.edit.kind == kind else None
        with tempfile.TemporaryDirectory(prefix="imr-check-") as made:
            folder = Path(made).resolve()
            if edit is not None:
                shutil.copytree(edit.folder, folder, ignore=_all_but_yaml, dirs_exist_ok=True)
            file = file or name_of(data)
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            alone = self._alone(kind, path, document)
            draft = None
            try:
                draft = None if alone else self._together(kind, data, self._packs(kind, data, folder, edit))
            except KnowledgeError as error:
                alone = list(error.problems)
            except ChangesError as error:
                alone = [Problem(Code.CHANGE, "configuration", 0, 0, line) for line in error.lines]
            for each in [one for one in self._parsed if one.is_relative_to(folder)]:
                del self._parsed[each]
            if draft is None or alone:
                return Draft(kind, None, tuple(_shown(alone, path, folder)))
            return replace(draft, file=file)

    @cached_property
    def _readings(self) -> Readings:
        return known_readings(self._base.knowledge)

    def _alone(self, kind: Kind, path: Path, document: Document) -> list[Problem]:
        """What is wrong with a file whatever else is in force: found at once, before all else is loaded."""
        if kind == "rules":
            read = read_rule(path)
            if isinstance(read, list):
                return read
            faults = rule_faults(read[1], CATALOGUE, self._checks)
            return [document.problem(*fault) for fault in faults]
        adds = isinstance(document.data, dict) and "adds_to" in document.data
        model: type[Any] = Addition if adds else Edition
        found = validate_document(filled_in(document, model), model)
        return found if isinstance(found, list) else []

    def _together(self, kind: Kind, data: dict[str, Any], packs: Sequence[Pack]) -> Draft:
        base, more = packs[0], packs[1:]
        knowledge, rules = self._base.knowledge, self._base.rules
        if kind == "rules":
            with remembering(self._parsed):
                found = load_rules(base.folder, CATALOGUE, more)
            _, rules = changed(knowledge, found, self._plan.changes)
            made = Checker(knowledge, rules, self._plan.engine, self._plan.ignored)
            made.compiled = self._base.compiled
            return Draft(kind, made, rule=data["code"])
        with remembering(self._parsed):
            loaded = load_knowledge(base.folder, more=more)
        knowledge, _ = changed(loaded, rules, self._plan.changes)
        known, learned = self._base.compiled, None
        if knowledge.concepts == known.knowledge.concepts:
            learned = Learned(index_of(knowledge, self._readings), known.kinds)
        made = Checker(knowledge, rules, self._plan.engine, self._plan.ignored, learned)
        made.engine = self._base.engine
        sections = list(_sections(data))
        criteria = tuple(one["id"] for _, criteria in sections for one in criteria)
        return Draft(kind, made, sections=tuple(name for name, _ in sections), criteria=criteria)

    def _packs(self, kind: Kind, data: dict[str, Any], folder: Path, edit: Pack | None) -> Sequence[Pack]:
        """The packs of a kind, with the draft in that which is edited, or else in one of its own."""
        packs: Sequence[Pack] = getattr(self._plan.packs, kind)
        if edit is None:
            return [*packs, Pack(kind, folder, folder.name, replaces=tuple(_ids(data)))]
        names = [str(folder)]
        found = find_packs(rules=names) if kind == "rules" else find_packs(guidelines=names)
        copied = replace(getattr(found, kind)[-1], name=edit.name)
        return [copied if one.folder == edit.folder else one for one in packs]


def kind_of(data: dict[str, Any]) -> Kind:
    """Whether what a file holds is a rule or of guidelines."""
    return "rules" if "code" in data or "when" in data else "guidelines"


def name_of(data: dict[str, Any]) -> str:
    """The name of a draft's file: a rule's code, or the first id of what a guideline file adds."""
    first = next(iter([*(data.get("sections") or ()), *(data.get("continued") or ())]), None)
    inside = (first.get("id") or first.get("section")) if isinstance(first, dict) else None
    name = data.get("code") or data.get("id") or inside
    known = isinstance(name, str) and _NAME.fullmatch(name)
    return f"{name if 'code' in data else str(name).lower()}.yaml" if known else "draft.yaml"


def _ids(data: dict[str, Any]) -> Iterator[str]:
    """What a draft stands in the place of."""
    yield from (data[key] for key in ("code", "id") if key in data)
    for section, criteria in _sections(data):
        yield section
        yield from (one["id"] for one in criteria)


def _sections(data: dict[str, Any]) -> Iterator[tuple[str, Sequence[dict[str, Any]]]]:
    """The sections of a valid guideline file, begun or continued, each with its criteria."""
    for section in data.get("sections", ()):
        yield section["id"], section.get("criteria", ())
    for section in data.get("continued", ()):
        yield section["section"], section["criteria"]


def _shown(problems: Sequence[Problem], path: Path, folder: Path) -> Iterator[Problem]:
    """Problems, those of the draft without a path; of others in its folder only the name."""
    for one in problems:
        problem = replace(one, message=one.message.replace(f"{folder}/", ""))
        place = Path(problem.path).resolve()
        if not problem.path or place == path:
            yield replace(problem, path="")
        elif place.is_relative_to(folder):
            yield replace(problem, path=str(place.relative_to(folder)))
        else:
            yield problem


def _all_but_yaml(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not (name.endswith(".yaml") or Path(folder, name).is_dir())]
