"""All that is known, as one value."""

from __future__ import annotations

from checker.knowledge.concepts import Concept
from checker.knowledge.guidelines import Edition
from checker.knowledge.language import LetterForm
from checker.knowledge.letter_forms import FormWords
from checker.knowledge.marks import MarkFamily
from checker.knowledge.packs import PackId
from checker.knowledge.sentence_kinds import SentenceKinds
from checker.knowledge.strict import Id, Several, Strict
from checker.knowledge.twins import Twins
from checker.knowledge.tying import Tying


class Knowledge(Strict):
    """Everything in ``guidelines/``, validated and cross-checked.

    ``twins`` are criteria that share a claim; ``new_ids`` are those of criteria that went by another id.
    ``version`` and ``sha256`` are those of the files; in a checker, of its guidelines and rules together,
    whose ``packs`` are named with what the configuration ``changes`` of them.
    """

    version: str
    sha256: str
    editions: Several[Edition]
    twins: Several[Twins]
    new_ids: dict[Id, Several[Id]]
    tying: Tying
    concepts: Several[Concept]
    form: LetterForm
    words: FormWords
    marks: Several[MarkFamily]
    kinds: Several[SentenceKinds]
    ordinary_words: Several[str] = ()
    packs: Several[PackId] = ()
    changes: Several[str] = ()
