"""Loads ``guidelines/``: strict parsing, validation and cross references, all errors at once."""

from __future__ import annotations

from pathlib import Path

from checker.errors import KnowledgeError
from checker.knowledge.concepts import Vocabulary
from checker.knowledge.files import FileReader, digest
from checker.knowledge.guidelines import Edition
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.language import Cues, LetterForm, OrdinaryWords
from checker.knowledge.references import dangling, word_problems
from checker.knowledge.version import tool_version


def load_knowledge(folder: Path) -> Knowledge:
    """Load and check all of ``guidelines/``.

    Raises :class:`KnowledgeError` with every problem of every file as path:line:column.
    """
    loader = FileReader(folder)
    editions = loader.read_all("editions", Edition)
    vocabularies = loader.read_all("vocabulary", Vocabulary)
    forms = loader.read_all("language/letter_form.yaml", LetterForm)
    cues = loader.read_all("language/cues.yaml", Cues)
    ordinary = loader.read_all("language/ordinary_words.yaml", OrdinaryWords)
    if not loader.problems:
        loader.problems.extend(dangling(editions, vocabularies, cues))
        loader.problems.extend(word_problems(ordinary, vocabularies))
    if loader.problems:
        raise KnowledgeError(loader.problems)
    return Knowledge(
        version=tool_version(),
        sha256=digest(folder),
        editions=tuple(edition for _, edition in editions),
        concepts=tuple(concept for _, file in vocabularies for concept in file.concepts),
        form=forms[0][1],
        cues=cues[0][1],
        ordinary_words=tuple(word for _, file in ordinary for word in file.words),
    )
