"""All that is known, as one value."""

from __future__ import annotations

from checker.knowledge.concepts import Concept
from checker.knowledge.guidelines import Edition
from checker.knowledge.language import LetterForm
from checker.knowledge.marks import MarkFamily
from checker.knowledge.strict import Strict


class Knowledge(Strict):
    """Everything in ``guidelines/``, validated and cross-checked. ``sha256`` is that of all files."""

    version: str
    sha256: str
    editions: tuple[Edition, ...]
    concepts: tuple[Concept, ...]
    form: LetterForm
    marks: tuple[MarkFamily, ...]
    ordinary_words: tuple[str, ...] = ()
