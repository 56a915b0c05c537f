"""The rule base from its folder, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from checker.engine.checking import catalogue_faults, rule_faults
from checker.engine.checks import CHECKS_FILE, Checks
from checker.engine.compiling import RuleBase, compile_checked, repeated
from checker.engine.facts import Catalogue
from checker.engine.overlapping import overlaps
from checker.engine.rules import Rule
from checker.errors import KnowledgeError
from checker.knowledge.files import data_folder, validate_document
from checker.knowledge.packs import OWN_PREFIX, PACK_FILE, Pack
from checker.knowledge.plain_words import of_validation
from checker.knowledge.strict_yaml import Document, Key, files, read
from checker.problems import Code, Problem


@dataclass(frozen=True, slots=True)
class _Read:
    """A rule that was read, where from, and in which pack."""

    rule: Rule
    document: Document
    pack: Pack | None


def load_rules(folder: Path, catalogue: Catalogue, more: Sequence[Pack] = ()) -> RuleBase:
    """Load ``<folder>/<family>/<code>.yaml``, all of them, with what more packs add, and their checks.

    Raises KnowledgeError with all problems of all files. Their paths begin with ``folder`` as given.
    """
    problems = [
        Problem(Code.VALUE, "fact catalogue", 0, 0, message) for message in catalogue_faults(catalogue)
    ]
    checks = load_checks(folder, more)
    found: list[_Read] = []
    for pack in (None, *more):
        own: list[_Read] = []
        place = pack.folder if pack else folder
        for path in rule_files(place):
            read = read_rule(path)
            if isinstance(read, list):
                problems += read
                continue
            document, rule = read
            own.append(_Read(rule, document, pack))
            problems += _misplaced(path.relative_to(place), document, rule, checks, pack)
            faults = rule_faults(rule, catalogue, checks)
            problems += [document.problem(*fault) for fault in faults]
        if pack is not None:
            codes = [one.rule.code for one in own]
            problems += pack.replacing((one.rule.code for one in found), codes, "rule")
            if not own and not problems:
                message = "no rules in this folder: imr-check rule new makes one"
                problems.append(Problem(Code.UNREAD, str(pack.folder), 0, 0, message))
            found = [one for one in found if not {one.rule.code} & set(pack.replaces) & set(codes)]
        found += own
    problems += list(_repeated(found)) or list(_overlapping(found))
    if problems:
        raise KnowledgeError(problems)
    return compile_checked([one.rule for one in found], catalogue, checks)


def _overlapping(found: Sequence[_Read]) -> Iterator[Problem]:
    """Rules that packs add and that say again what another rule says."""
    of = {one.rule.code: one for one in found}
    for rule, other in overlaps([one.rule for one in found]):
        one = of[rule.code]
        if one.pack is not None:
            where = f"{other.code} ({of[other.code].document.path})"
            message = f"it fires only where {where} does, for the same check: one of them is needless"
            yield one.document.problem(Code.OVERLAP, ("when",), message)


def _repeated(found: Sequence[_Read]) -> Iterator[Problem]:
    for index, field, message in repeated([one.rule for one in found]):
        one = found[index]
        if one.pack is not None:
            value = getattr(one.rule, field)
            first = next(other for other in found if getattr(other.rule, field) == value)
            there = f"{message} ({first.document.path})"
            instead = f": to stand in its place, {PACK_FILE} has replaces: [{value}]"
            replaceable = field == "code" and first.pack is not one.pack
            yield one.document.problem(Code.TAKEN, (field,), there + (instead if replaceable else ""))
        else:
            yield one.document.problem(Code.TAKEN, (field,), message)


def rule_files(folder: Path) -> list[Path]:
    """The files of a folder that are rules: all but its list of checks, and what it is as a pack."""
    return [path for path in files(folder) if path not in (folder / CHECKS_FILE, folder / PACK_FILE)]


def checks_path(folder: Path) -> Path:
    """Where the checks of a rule base are listed: in its folder, else with the rules that come along."""
    own = folder / CHECKS_FILE
    return own if own.exists() else data_folder("rules") / CHECKS_FILE


def load_checks(folder: Path, more: Sequence[Pack] = ()) -> Checks:
    """Load the checks that the rules of a folder, and of more packs, implement.

    Raises KnowledgeError with all problems.
    """
    joined = Checks()
    problems: list[Problem] = []
    for path in (checks_path(folder), *(pack.folder / CHECKS_FILE for pack in more)):
        if joined.families and not path.exists():
            continue
        document = read(path)
        if isinstance(document, list):
            raise KnowledgeError([*problems, *document])
        checks = validate_document(document, Checks)
        if isinstance(checks, list):
            raise KnowledgeError([*problems, *checks])
        if joined.families and checks.aspects:
            problems.append(
                document.problem(Code.PACK, ("aspects",), "a pack adds checks, not aspects of a verdict")
            )
        problems += [document.problem(*wrong) for wrong in checks.problems(joined)]
        joined = joined.with_more(checks)
    if problems:
        raise KnowledgeError(problems)
    return joined


def read_rule(path: Path) -> tuple[Document, Rule] | list[Problem]:
    """Read one rule file, its shape checked, its names not. All problems are returned together."""
    document = read(path)
    if isinstance(document, list):
        return document
    try:
        return document, Rule.model_validate(document.data)
    except ValidationError as error:
        found = of_validation(error, Rule)
        return [document.problem(code, _place(document.data, loc), words) for code, loc, words in found]


def _misplaced(
    path: Path, document: Document, rule: Rule, checks: Checks, pack: Pack | None
) -> list[Problem]:
    """Find where file name or folder say something else than the rule, or the code is not the pack's."""
    problems: list[Problem] = []
    if path.stem != rule.code:
        problems.append(
            document.problem(
                Code.MISNAMED, ("code",), f"the file is called {path.name}, not {rule.code}.yaml"
            )
        )
    family = checks.family_of(rule.check)
    if pack is not None and family is not None and rule.code not in pack.replaces:
        begins = pack.prefix or f"{OWN_PREFIX}{family.digit}"
        if not rule.code.startswith(begins):
            of = f"this pack ({PACK_FILE})" if pack.prefix else f"{family.name} in a pack without prefix"
            problems.append(
                document.problem(
                    Code.MISNAMED, ("code",), f"a code of {of} begins with {begins}, not {rule.code}"
                )
            )
    if family is not None and path.parent.name not in ("", family.name):
        message = f"{rule.check} belongs to {family.name}/, the file is in {path.parent.name}/"
        if checks.family(path.parent.name) is None:
            message += f" (folders: {', '.join(one.name for one in checks.families)})"
        problems.append(document.problem(Code.MISNAMED, ("check",), message))
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
