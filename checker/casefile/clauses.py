"""The clauses of a sentence, and the criterion that each is likest to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.casefile.terms import Terms
from checker.casefile.ties import Around, Said, Tie, Ties
from checker.reading.marked import SentenceReader

_CLAUSE = re.compile(
    r"[,;:] (?:(?:and|or|but) )?| and (?=\w+ \w+ )| (?=(?:only|if|when|after|before|once|unless|until|who) )"
)
_CLAUSES = 12  # of a sentence that are read


class ByClause:
    """Ties the clauses of sentences, each by itself. One instance serves all letters."""

    def __init__(self, ties: Ties, terms: Terms, reader: SentenceReader) -> None:
        self._ties, self._terms, self._reader = ties, terms, reader

    def likest(self, folded: str, around: Around, sources: frozenset[str] = frozenset()) -> Iterator[Tie]:
        """The likest tie of each clause of a sentence that names these ``sources``."""
        for clause in clauses(folded):
            _, scopes = self._reader.clause(clause)
            yield from self._ties.find(Said(self._terms.of(clause), sources, scopes.negates), around)[:1]


def clauses(folded: str) -> Iterator[str]:
    """The first clauses of a sentence, and each two that follow each other, but not all of it."""
    cuts = list(_CLAUSE.finditer(folded))[: _CLAUSES - 1]
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(folded)]
    for at, start in enumerate(starts):
        for end in ends[at : at + 2]:
            if (start, end) != (0, len(folded)):
                yield folded[start:end]
