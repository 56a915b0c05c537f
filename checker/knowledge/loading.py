"""Loads ``guidelines/``: strict parsing, validation and cross references, all errors at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from checker.errors import KnowledgeError
from checker.knowledge.concepts import Vocabulary
from checker.knowledge.editions import read_editions
from checker.knowledge.files import FileReader, Placed, digest
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.language import LetterForm, OrdinaryWords
from checker.knowledge.letter_forms import RequestForm, read_form_words
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkFamily
from checker.knowledge.patterns import mark_problems
from checker.knowledge.references import (
    edition_problems,
    example_problems,
    extremity_problems,
    repeated_ids,
)
from checker.knowledge.twins import NewIds, TwinsFile, twin_problems
from checker.knowledge.tying import Tying
from checker.knowledge.version import tool_version
from checker.knowledge.vocabulary import concept_problems, word_problems


def load_knowledge(folder: Path, today: date | None = None) -> Knowledge:
    """Load and check all of ``guidelines/``. No edition may begin after ``today``, by default the day it is.

    Raises :class:`KnowledgeError` with every problem of every file as path:line:column.
    """
    reader = FileReader(folder)
    editions = read_editions(reader, "editions")
    twins = reader.read_all("twins.yaml", TwinsFile)
    renamed = reader.read_all("aliases_of_ids.yaml", NewIds)
    tying = reader.read_all("ties.yaml", Tying)
    vocabularies = reader.read_all("vocabulary", Vocabulary)
    forms = reader.read_all("language/letter_form.yaml", LetterForm)
    requests = reader.read_all("language/request_form.yaml", RequestForm)
    words = read_form_words(reader, requests)
    marks = reader.read_all("language/marks", MarkFamily)
    ordinary = reader.read_all("language/ordinary_words.yaml", OrdinaryWords)
    concepts = [
        Placed(concept, file.document, ("concepts", index))
        for file in vocabularies
        for index, concept in enumerate(file.value.concepts)
    ]
    if not reader.problems:
        lexicon = Lexicon(concept.value for concept in concepts)
        reader.problems += repeated_ids(concepts, editions)
        reader.problems += concept_problems(concepts)
        reader.problems += edition_problems(editions, lexicon, today or date.today())
        reader.problems += twin_problems(twins, renamed, editions)
        reader.problems += example_problems(twins, editions)
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
        ordinary_words=tuple(word for file in ordinary for word in file.value.words),
    )
