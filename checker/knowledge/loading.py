"""Loads ``guidelines/``: strict parsing, validation and cross references, all errors at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.errors import KnowledgeError
from checker.knowledge.concepts import Concept, Vocabulary
from checker.knowledge.editions import EditionFolder, add_editions, ids_of, read_editions
from checker.knowledge.files import FileReader, Model, Placed, digest
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.language import LetterForm, OrdinaryWords
from checker.knowledge.letter_forms import RequestForm, read_form_words
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkFamily
from checker.knowledge.packs import PACK_FILE, Pack
from checker.knowledge.patterns import mark_problems
from checker.knowledge.references import (
    edition_problems,
    example_problems,
    extremity_problems,
    repeated_ids,
)
from checker.knowledge.sentence_kinds import SentenceKinds
from checker.knowledge.spelling import spelling_problems
from checker.knowledge.strict_yaml import files
from checker.knowledge.twins import NewIds, TwinsFile, twin_problems
from checker.knowledge.tying import Tying
from checker.knowledge.version import tool_version
from checker.knowledge.vocabulary import concept_problems, word_problems
from checker.problems import Code, Problem

# What of a base no pack adds to: how letters are read, and how sentences are tied.
_BASE_ONLY = ("language", "ties.yaml")


def load_knowledge(folder: Path, today: date | None = None, more: Sequence[Pack] = ()) -> Knowledge:
    """Load and check all of ``guidelines/``, and what more packs add to it.

    No edition may begin after ``today``, by default the day it is.

    Raises :class:`KnowledgeError` with every problem of every file as path:line:column.
    """
    reader = FileReader(folder)
    editions, concepts = _of_packs(reader, more)
    twins = reader.read_all("twins.yaml", TwinsFile)
    renamed = reader.read_all("aliases_of_ids.yaml", NewIds)
    tying = reader.read_all("ties.yaml", Tying)
    forms = reader.read_all("language/letter_form.yaml", LetterForm)
    requests = reader.read_all("language/request_form.yaml", RequestForm)
    words = read_form_words(reader, requests)
    marks = reader.read_all("language/marks", MarkFamily)
    kinds = reader.read_all("language/kinds", SentenceKinds)
    ordinary = reader.read_all("language/ordinary_words.yaml", OrdinaryWords)
    for pack in more:
        added = _Added(FileReader(pack.folder), pack)
        twins += added.files("twins.yaml", TwinsFile)
        renamed += added.files("aliases_of_ids.yaml", NewIds)
        reader.problems += added.reader.problems
    if not reader.problems:
        lexicon = Lexicon(concept.value for concept in concepts)
        reader.problems += repeated_ids(concepts, editions, folder)
        reader.problems += concept_problems(concepts)
        reader.problems += edition_problems(editions, lexicon, today or date.today())
        reader.problems += twin_problems(twins, renamed, editions)
        reader.problems += example_problems(twins, editions)
        reader.problems += spelling_problems(concepts, editions)
        reader.problems += mark_problems(marks, lexicon)
        reader.problems += word_problems(ordinary, concepts)
        reader.problems += extremity_problems(requests, lexicon)
    if reader.problems or words is None:
        raise KnowledgeError(reader.problems)
    return Knowledge(
        version=tool_version(),
        sha256=digest(folder),
        editions=tuple(folder.edition.value for folder in editions),
        twins=tuple(group for file in twins for group in file.value.twins),
        new_ids={old: new for file in renamed for old, new in file.value.root.items()},
        tying=tying[0].value,
        concepts=tuple(concept.value for concept in concepts),
        form=forms[0].value,
        words=words,
        marks=tuple(family.value for family in marks),
        kinds=tuple(hand.value for hand in kinds),
        ordinary_words=tuple(word for file in ordinary for word in file.value.words),
    )


def load_editions(folder: Path, more: Sequence[Pack] = ()) -> list[EditionFolder]:
    """The editions of packs and the places of all that is in them. Raises KnowledgeError for wrong files."""
    reader = FileReader(folder)
    editions, _ = _of_packs(reader, more)
    if reader.problems:
        raise KnowledgeError(reader.problems)
    return editions


def _of_packs(reader: FileReader, more: Sequence[Pack]) -> tuple[list[EditionFolder], list[Placed[Concept]]]:
    """The editions and concepts of a base, with what more packs add; what is wrong is kept."""
    editions = read_editions(reader, "editions")
    concepts = _concepts(reader.read_all("vocabulary", Vocabulary))
    for pack in more:
        added = _Added(FileReader(pack.folder), pack)
        editions, concepts = added.to(editions, concepts)
        reader.problems += added.reader.problems
    return editions, concepts


def _concepts(files: Iterable[Placed[Vocabulary]]) -> list[Placed[Concept]]:
    return [
        Placed(concept, file.document, ("concepts", index))
        for file in files
        for index, concept in enumerate(file.value.concepts)
    ]


@dataclass(frozen=True, slots=True)
class _Added:
    """What a pack adds: editions in any of its files but these, concepts, twins, new ids."""

    reader: FileReader
    pack: Pack

    def to(
        self, editions: list[EditionFolder], concepts: list[Placed[Concept]]
    ) -> tuple[list[EditionFolder], list[Placed[Concept]]]:
        """The editions and concepts before, with its own, and without what they stand in the place of."""
        folder = self.pack.folder
        for name in _BASE_ONLY:
            if (folder / name).exists() and self.pack.only is None:
                message = (
                    "a pack adds editions and vocabulary; one with all else is used without the shipped ones"
                )
                self.reader.problems.append(Problem(Code.PACK, str(folder / name), 0, 0, message))
        if self.reader.problems:
            return editions, concepts
        if self.pack.only is not None:
            return add_editions(self.reader, self.pack.only, editions, ())[0], concepts
        own = _concepts(self.files("vocabulary", Vocabulary))
        apart = (
            folder / PACK_FILE,
            folder / "twins.yaml",
            folder / "aliases_of_ids.yaml",
            folder / "vocabulary",
        )
        names = [path for path in files(folder) if not any(path.is_relative_to(one) for one in apart)]
        if not names and not own:
            self.reader.problems.append(
                Problem(Code.UNREAD, str(folder), 0, 0, "no guidelines in this folder")
            )
        before = {*ids_of(editions), *(one.value.id for one in concepts)}
        joined, new = add_editions(self.reader, names, editions, self.pack.replaces)
        new |= {one.value.id for one in own}
        kept = [one for one in concepts if one.value.id not in new & set(self.pack.replaces)]
        self.reader.problems += self.pack.replacing(before, new, "edition, section, criterion or concept")
        return joined, [*kept, *own]

    def files(self, below: str, model: type[Model]) -> list[Placed[Model]]:
        """Those at or below a path, if any."""
        there = (self.pack.folder / below).exists() and self.pack.only is None
        return self.reader.read_all(below, model) if there else []
