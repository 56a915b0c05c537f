"""Loads ``guidelines/``: strict parsing, validation and cross references, all errors at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from checker.errors import KnowledgeError
from checker.knowledge.adding import Added, concepts_of
from checker.knowledge.concepts import Concept, Vocabulary
from checker.knowledge.editions import EditionFolder, ids_of, read_editions
from checker.knowledge.files import FileReader, Misshapen, Placed, digest
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.language import LetterForm, OrdinaryWords
from checker.knowledge.letter_forms import RequestForm, read_form_words
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkFamily
from checker.knowledge.misshapen import ids_in, names_not_there
from checker.knowledge.packs import Pack
from checker.knowledge.patterns import mark_problems
from checker.knowledge.references import (
    edition_problems,
    example_problems,
    extremity_problems,
    repeated_ids,
)
from checker.knowledge.sentence_kinds import SentenceKinds
from checker.knowledge.spelling import spelling_problems
from checker.knowledge.strict_yaml import Document
from checker.knowledge.twins import NewIds, TwinsFile, groups_of, new_ids_of, twin_problems
from checker.knowledge.tying import Tying
from checker.knowledge.unread import unchecked
from checker.knowledge.version import tool_version
from checker.knowledge.vocabulary import concept_problems, word_problems
from checker.problems import Code, Problem


class Read(NamedTuple):
    """Editions and concepts of packs. ``gone`` are ids of what a later pack has replaced by something else.

    What earlier packs say of these is passed over: an author can't take it out of files that are not theirs.
    """

    editions: list[EditionFolder]
    concepts: list[Placed[Concept]]
    gone: frozenset[str] = frozenset()


class Loaded(NamedTuple):
    """What of guidelines loads, with its places, and what is wrong with the rest.

    ``knowledge`` is None where letters could not be read with it.
    """

    knowledge: Knowledge | None
    editions: Sequence[EditionFolder]
    problems: Sequence[Problem]

    def right(self) -> Knowledge:
        """The knowledge, of which nothing is wrong. Raises :class:`KnowledgeError` with every problem."""
        if self.knowledge is None or self.problems:
            raise KnowledgeError(self.problems)
        return self.knowledge


def load_knowledge(folder: Path, today: date | None = None, more: Sequence[Pack] = ()) -> Knowledge:
    """Load and check all of ``guidelines/``, and what more packs add to it.

    No edition may begin after ``today``, by default the day it is.

    Raises :class:`KnowledgeError` with every problem of every file as path:line:column.
    """
    return load_whole(folder, more, today).right()


def load_whole(folder: Path, more: Sequence[Pack] = (), today: date | None = None) -> Loaded:
    """What loads of ``guidelines/`` and of what more packs add."""
    reader = FileReader(folder)
    editions, concepts, gone = _of_packs(reader, more)
    twins = reader.read_all("twins.yaml", TwinsFile)
    renamed = reader.read_all("aliases_of_ids.yaml", NewIds)
    tying = reader.read_all("ties.yaml", Tying)
    forms = reader.read_all("language/letter_form.yaml", LetterForm)
    requests = reader.read_all("language/request_form.yaml", RequestForm)
    words = read_form_words(reader, requests)
    marks = reader.read_all("language/marks", MarkFamily)
    kinds = reader.read_all("language/kinds", SentenceKinds)
    ordinary = reader.read_all("language/ordinary_words.yaml", OrdinaryWords)
    _add_names(reader, more, twins, renamed)
    lexicon = Lexicon(concept.value for concept in concepts)
    language = list(mark_problems(marks, lexicon))
    found = [
        *repeated_ids(concepts, editions, ids_in(reader.misshapen), folder),
        *concept_problems(concepts),
        *_joined_problems(Read(editions, concepts, gone), reader.misshapen, twins, renamed, lexicon, today),
        *language,
        *word_problems(ordinary, concepts),
        *extremity_problems(requests, lexicon),
    ]
    problems = _with(reader.problems, found)
    knowledge = None
    if not language and words and forms and tying and not _spoilt(problems):
        knowledge = Knowledge(
            version=tool_version(),
            sha256=digest(folder),
            editions=tuple(folder.edition.value for folder in editions),
            twins=groups_of(twins, gone),
            new_ids=new_ids_of(renamed, gone),
            tying=tying[0].value,
            concepts=tuple(concept.value for concept in concepts),
            form=forms[0].value,
            words=words,
            marks=tuple(family.value for family in marks),
            kinds=tuple(hand.value for hand in kinds),
            ordinary_words=tuple(word for file in ordinary for word in file.value.words),
        )
    return Loaded(knowledge, editions, problems)


def load_added(known: Knowledge, folder: Path, more: Sequence[Pack]) -> Loaded:
    """What loads of what packs add to a base that is ``known`` already; of that nothing has a place.

    All is read where another place has to be told, or where there are more words.
    """
    reader = FileReader(folder)
    nowhere = Document("", None, {})
    editions = [
        EditionFolder(
            Placed(edition, nowhere),
            tuple(Placed(one, nowhere, ("sections", index)) for index, one in enumerate(edition.sections)),
        )
        for edition in known.editions
    ]
    concepts = [Placed(concept, nowhere) for concept in known.concepts]
    twins = [Placed(TwinsFile(twins=known.twins), nowhere)]
    renamed = [Placed(NewIds(known.new_ids), nowhere)]
    read = _with_packs(reader, more, Read(editions, concepts))
    editions = read.editions
    _add_names(reader, more, twins, renamed)
    if read.concepts != concepts:
        return load_whole(folder, more)
    lexicon = Lexicon(known.concepts)
    found = [
        *repeated_ids((), editions, ids_in(reader.misshapen), folder),
        *_joined_problems(read, reader.misshapen, twins, renamed, lexicon, None),
    ]
    problems = _with(reader.problems, found)
    if any(not problem.path or problem.code is Code.TAKEN for problem in problems):
        return load_whole(folder, more)
    whole = {
        "editions": tuple(one.edition.value for one in editions),
        "twins": groups_of(twins, read.gone),
        "new_ids": new_ids_of(renamed, read.gone),
    }
    return Loaded(None if _spoilt(problems) else known.model_copy(update=whole), editions, problems)


def added_concepts(packs: Iterable[Pack]) -> list[Placed[Concept]]:
    """The concepts of packs that load, with their places."""
    readers = (Added(FileReader(pack.folder), pack) for pack in packs)
    return [one for added in readers for one in concepts_of(added.files("vocabulary", Vocabulary))]


def load_editions(folder: Path, more: Sequence[Pack] = ()) -> list[EditionFolder]:
    """The editions of packs and the places of all that is in them. Raises KnowledgeError for wrong files."""
    reader = FileReader(folder)
    editions = _of_packs(reader, more).editions
    if reader.problems:
        raise KnowledgeError(reader.problems)
    return editions


def _of_packs(reader: FileReader, more: Sequence[Pack]) -> Read:
    """The editions and concepts of a base, with what more packs add; what is wrong is kept."""
    editions = read_editions(reader, "editions")
    return _with_packs(reader, more, Read(editions, concepts_of(reader.read_all("vocabulary", Vocabulary))))


def _with_packs(reader: FileReader, more: Sequence[Pack], read: Read) -> Read:
    editions, concepts, gone = read
    for pack in more:
        added = Added(FileReader(pack.folder), pack)
        gone |= set(ids_of(editions))
        editions, concepts = added.to(editions, concepts)
        reader.take(added.reader)
    return Read(editions, concepts, gone.difference(ids_of(editions)))


def _add_names(
    reader: FileReader,
    more: Sequence[Pack],
    twins: list[Placed[TwinsFile]],
    renamed: list[Placed[NewIds]],
) -> None:
    """Add the twins and new ids of packs; what is wrong with them is kept."""
    for pack in more:
        added = Added(FileReader(pack.folder), pack)
        twins += added.files("twins.yaml", TwinsFile)
        renamed += added.files("aliases_of_ids.yaml", NewIds)
        reader.take(added.reader)


def _with(unread: Sequence[Problem], found: Sequence[Problem]) -> list[Problem]:
    """What is wrong in single files, and between them as far as that can be told beside these."""
    return unchecked([*unread, *found], [one for one in unread if one.code is not Code.PACK])


def _spoilt(problems: Iterable[Problem]) -> bool:
    """Whether letters can't be read with what loads: a pattern is none."""
    return any(problem.code is Code.PATTERN for problem in problems)


def _joined_problems(
    read: Read,
    misshapen: Sequence[Misshapen],
    twins: Sequence[Placed[TwinsFile]],
    renamed: Sequence[Placed[NewIds]],
    lexicon: Lexicon,
    today: date | None,
) -> Iterator[Problem]:
    """What is wrong with guidelines side by side, beside the ids that they share."""
    editions = read.editions
    yield from edition_problems(editions, lexicon, today or date.today(), read.gone)
    yield from names_not_there(misshapen, editions, read.gone, lexicon)
    yield from twin_problems(twins, renamed, editions, read.gone)
    yield from example_problems(twins, editions)
    yield from spelling_problems(read.concepts, editions, misshapen)
