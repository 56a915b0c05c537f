"""Single files checked, as an editor calls for it: with all that is in force where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from checker.casefile.alike import remarks_on
from checker.casefile.opening import Compiled
from checker.cli.in_force import InForce
from checker.engine import Checks, load_checks, load_rules, read_rule
from checker.engine.checking import rule_faults
from checker.engine.naming import name_faults
from checker.errors import KnowledgeError
from checker.facts.kinds import CATALOGUE
from checker.knowledge.files import FileReader
from checker.knowledge.filling_in import filled_in
from checker.knowledge.guidelines import Addition, Edition
from checker.knowledge.loading import load_editions, load_knowledge
from checker.knowledge.packs import PACK_FILE, Pack, Packs, find_packs
from checker.knowledge.strict_yaml import files as yaml_files
from checker.problems import Code, Problem
from checker.running.naming import names_of, wrong_names
from checker.running.setup import known_of


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
        known: set[Path] = set()
        for problem in _told(lambda: rule_names(force.packs)):
            place = Path(problem.path).resolve()
            if place in inside:
                problems.append(problem)
                known.add(place)
        # What the folder's loading does not see: a missing file, or one that is not called *.yaml.
        for place, path in inside.items():
            if place not in known and not (path.is_file() and path.suffix == ".yaml"):
                problems += _alone(path, checks, force.packs)
    return problems


def rule_names(packs: Packs) -> int:
    """How many rules packs have. Raises KnowledgeError for all that is wrong with them, names included."""
    base = load_rules(packs.rules[0].folder, CATALOGUE, packs.rules[1:])
    problems = list(wrong_names(known_of(packs), base, packs.rules, CATALOGUE))
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
    faults = list(rule_faults(rule, CATALOGUE, checks))
    if not faults:
        base = load_rules(packs.rules[0].folder, CATALOGUE, packs.rules[1:])
        names = names_of(known_of(packs), base)
        faults = list(name_faults(rule, CATALOGUE, names))
    return [document.problem(*fault) for fault in faults]


def guideline_remarks(files: Sequence[Path], packs: Sequence[Pack]) -> list[Problem]:
    """What loads in these files, or in all that packs add, and is worth a look."""
    base, *more = packs
    found: dict[Problem, None] = {}
    for apart, wanted in _looked_at(files, more):
        every = (*more, *apart)
        compiled = Compiled(load_knowledge(base.folder, more=every))
        for folder in load_editions(base.folder, every):
            for section in folder.sections:
                if Path(section.document.path).resolve() in wanted:
                    for index, criterion in enumerate(section.value.criteria):
                        found |= {
                            section.problem(code, ("criteria", index, *key), message): None
                            for code, key, message in remarks_on(compiled, criterion)
                        }
    return list(found)


def _looked_at(paths: Sequence[Path], more: Sequence[Pack]) -> Iterator[tuple[list[Pack], set[Path]]]:
    """Packs that are loaded beside those in force, with the files that are looked at."""
    if paths:
        inside = {path.resolve() for path in paths if _is_inside(path, more)}
        yield from (([_pack_of(path)], {path.resolve()}) for path in paths if not _is_inside(path, more))
    else:
        inside = {path.resolve() for pack in more for path in yaml_files(pack.folder)}
    if inside:
        yield [], inside


def _is_inside(path: Path, packs: Sequence[Pack]) -> bool:
    return any(path.resolve().is_relative_to(pack.folder.resolve()) for pack in packs)


def guideline_problems(files: Sequence[Path], packs: Sequence[Pack]) -> list[Problem]:
    """Find all problems of guideline files, each with all that is in force and what stands beside it."""
    base, *more = packs
    found: dict[Problem, None] = {}
    for path in files:
        inside = _is_inside(path, packs)
        apart = [] if inside else [_pack_of(path)]
        try:
            load_knowledge(base.folder, more=[*more, *apart])
        except KnowledgeError as error:
            there = [problem for problem in error.problems if Path(problem.path).resolve() == path.resolve()]
            found |= dict.fromkeys(there)
        else:
            if inside and not (path.is_file() and path.suffix == ".yaml"):
                message = "not read: no file whose name ends in .yaml"
                found[Problem(Code.MISNAMED, str(path), 0, 0, message)] = None
    return list(found)


def _pack_of(path: Path) -> Pack:
    """The pack that a file stands in: the folder that says so, or the file with those beside it."""
    for folder in path.resolve().parents:
        if (folder / PACK_FILE).is_file():
            shown = next(above for above in (*path.parents, folder) if above.resolve() == folder)
            return find_packs(guidelines=[str(shown)]).guidelines[-1]
    beside = (other for other in sorted(path.parent.glob("*.yaml")) if other.resolve() != path.resolve())
    # In the order of their names, as a pack is read: one continues what another begins.
    return Pack(
        "guidelines", path.parent, path.name, only=tuple(sorted((path, *filter(_is_guideline, beside))))
    )


def _is_guideline(path: Path) -> bool:
    """Whether a file is a guideline, with nothing wrong by itself."""
    reader = FileReader(path.parent)
    document = reader.document(path)
    if document is None or not isinstance(document.data, dict) or "sections" not in document.data:
        return False
    model = Addition if "adds_to" in document.data else Edition
    return reader.validated(filled_in(document), model) is not None
