"""What states each criterion, as terms: its section's title, its text, examples and near misses.

What a sentence is read as is the same in any criterion, as long as the words are the same that read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from checker.casefile.criteria import Stated
from checker.casefile.likeness import Wording
from checker.casefile.terms import Terms
from checker.knowledge.phrases import fold
from checker.reading.marked import SentenceReader

NOTHING_READ = b"[{}, {}]"


class Readings:
    """What sentences are read as, each once: their terms, and whether they deny anything.

    ``kept`` is what :meth:`to_bytes` made of others, which were read with the same words.
    """

    def __init__(self, terms: Terms, reader: SentenceReader, kept: bytes = NOTHING_READ) -> None:
        self._of, self._clause = terms.of, reader.clause
        self._terms: dict[str, str]
        self._denies: dict[str, bool]
        self._terms, self._denies = json.loads(kept)

    def to_bytes(self) -> bytes:
        """All that was read, as a file."""
        return json.dumps([self._terms, self._denies]).encode("utf-8")

    def wordings(self, criteria: Iterable[Stated]) -> list[Wording]:
        """The wordings of criteria."""
        return [self._wording(stated) for stated in criteria]

    def _wording(self, stated: Stated) -> Wording:
        criterion = stated.criterion
        said = (criterion.text, *criterion.examples)
        return Wording(
            title=self.terms(stated.section.title),
            text=self.terms(criterion.text),
            examples=list(map(self.terms, criterion.examples)),
            near=list(map(self.terms, criterion.near)),
            denying=sum(map(self.denies, said)) / len(said),
        )

    def terms(self, sentence: str) -> list[str]:
        """The terms of a sentence, repeated as they are."""
        if sentence not in self._terms:
            self._terms[sentence] = " ".join(self._of(fold(sentence)))
        return self._terms[sentence].split()

    def denies(self, sentence: str) -> bool:
        """Whether a sentence denies anything."""
        if sentence not in self._denies:
            self._denies[sentence] = self._clause(fold(sentence))[1].negates
        return self._denies[sentence]
