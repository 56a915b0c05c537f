"""Guideline files checked, as an editor calls for it: with all that is in force where they stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from checker.casefile.remarks import Remarks
from checker.casefile.rows import OF_SECTION
from checker.errors import KnowledgeError
from checker.knowledge.editions import EditionFolder
from checker.knowledge.files import FileReader, Placed
from checker.knowledge.guidelines import Section
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.loading import Loaded, load_whole
from checker.knowledge.misses import MISSES_FILE, Misses
from checker.knowledge.packs import PACK_FILE, Pack, Packs, find_packs
from checker.knowledge.strict_yaml import Document, read, remembering
from checker.knowledge.strict_yaml import files as yaml_files
from checker.problems import Code, Problem
from checker.running.setup import base_of, likeness_of, loaded_of


def look_at(files: Sequence[Path], packs: Packs) -> tuple[list[Problem], list[Problem]]:
    """All problems of guideline files, and what is worth a look in what loads of them.

    Each is read with all that is in force, and what stands beside it. Without files: what packs add.
    """
    problems: dict[Problem, None] = {}
    remarks: dict[Problem, None] = {}
    with remembering({}):
        for apart, wanted in _groups(files, packs.guidelines):
            loaded = _loaded(packs, apart, wanted)
            there = [problem for problem in loaded.problems if Path(problem.path).resolve() in wanted]
            # Of a file that is right, what is wrong beside it matters: to its pack, and to what it names.
            needed = not apart or any(problem.code is Code.UNCHECKED for problem in there)
            told = loaded.problems if needed and all(problem.code.warns for problem in there) else there
            problems |= dict.fromkeys(problem for problem in told if not problem.code.warns)
            remarks |= dict.fromkeys(problem for problem in told if problem.code.warns)
            if not apart:
                problems |= dict.fromkeys(_not_read(wanted.values()))
            if loaded.knowledge is not None:
                wrong = {(problem.path, problem.line, problem.column) for problem in problems}
                remarks |= dict.fromkeys(_remarks(loaded.knowledge, loaded.editions, packs, wanted, wrong))
    wrong = {(problem.path, problem.line, problem.column) for problem in problems}
    return list(problems), [one for one in remarks if (one.path, one.line, one.column) not in wrong]


def _groups(
    files: Sequence[Path], packs: Sequence[Pack]
) -> Iterator[tuple[Sequence[Pack], dict[Path, Path]]]:
    """Packs that are loaded beside those in force, with the files that are looked at, by what they are."""
    if not files:
        files = [path for pack in packs[1:] for path in yaml_files(pack.folder)]
    inside = [path for path in files if any(_is_in(path, pack) for pack in packs)]
    if inside:
        yield (), {path.resolve(): path for path in inside}
    yield from (([_pack_of(path)], {path.resolve(): path}) for path in files if path not in inside)


def _is_in(path: Path, pack: Pack) -> bool:
    return path.resolve().is_relative_to(pack.folder.resolve())


def _loaded(packs: Packs, apart: Sequence[Pack], places: Iterable[Path]) -> Loaded:
    base, *more = packs.guidelines
    if any(_is_in(path, base) for path in places):
        return load_whole(base.folder, (*more, *apart))
    return loaded_of(packs, apart)


def _not_read(paths: Iterable[Path]) -> Iterator[Problem]:
    """What loading does not see: names of no guideline, and the file that only tests read."""
    for path in paths:
        if path.name == MISSES_FILE:
            reader = FileReader(path.parent)
            reader.read(path, Misses)
            yield from reader.problems
        if not (path.is_file() and path.suffix == ".yaml"):
            yield Problem(Code.MISNAMED, str(path), 0, 0, "not read: no file whose name ends in .yaml")


def _remarks(
    knowledge: Knowledge,
    editions: Iterable[EditionFolder],
    packs: Packs,
    places: Container[Path],
    wrong: Set[tuple[str, int, int]],
) -> Iterator[Problem]:
    """What is worth a look in the files of these places; of needs that are ``wrong`` no cases that fail."""
    try:
        likeness = likeness_of(base_of(packs))
    except KnowledgeError:  # a base that doesn't load weighs no words
        return
    remarks = Remarks(knowledge, likeness)

    def wanted(placed: Placed[Any]) -> bool:
        path = placed.document.path
        return bool(path) and Path(path).resolve() in places

    for folder in editions:
        if wanted(folder.edition):
            for code, key, message in remarks.on_edition(folder.edition.value):
                yield folder.edition.problem(code, key, message)
        for section in folder.sections:
            if wanted(section):
                for index, criterion in enumerate(section.value.criteria):
                    at_fault = not wrong.isdisjoint(_places_of_needs(section, index))
                    for code, key, message in remarks.on(criterion):
                        if not (code is Code.FAILS and at_fault):
                            place = key[1:] if key[:1] == OF_SECTION else ("criteria", index, *key)
                            yield section.problem(code, place, message)


def _places_of_needs(section: Placed[Section], index: int) -> Iterator[tuple[str, int, int]]:
    """The places of what stands under the needs of a criterion, if it has some."""
    document, key = section.document, (*section.key, "criteria", index, "needs")
    for below, _ in document.below(key) if section.value.criteria[index].needs else ():
        yield (document.path, *document.place(below))


def _pack_of(path: Path) -> Pack:
    """The pack that a file stands in: the folder that says so, or the file with those beside it."""
    for folder in path.resolve().parents:
        if (folder / PACK_FILE).is_file():
            shown = next(above for above in (*path.parents, folder) if above.resolve() == folder)
            return find_packs(guidelines=[str(shown)]).guidelines[-1]
    beside = (other for other in sorted(path.parent.glob("*.yaml")) if other.resolve() != path.resolve())
    # In the order of their names, as a pack is read: one continues what another begins.
    return Pack(
        "guidelines", path.parent, path.name, only=tuple(sorted((path, *filter(_may_be_guideline, beside))))
    )


def _may_be_guideline(path: Path) -> bool:
    """Whether a file has sections, or can't be read."""
    document = read(path)
    return not isinstance(document, Document) or (
        isinstance(document.data, dict) and bool({"sections", "adds_to"} & document.data.keys())
    )
