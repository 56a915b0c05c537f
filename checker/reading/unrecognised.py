"""Words of a title that stand where a drug's name stands, and name nothing known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.knowledge.letter_forms import RequestForm
from checker.knowledge.lexicon import Hit

_LISTED = re.compile(r"[,;/+&()]| and | with ")
_WORD = re.compile(r"[a-z]{5,}")
_OF_A_DRUG = ("mg", "mcg", "%")


class UnrecognisedReader:
    """Reads what is before a strength. One instance serves all letters."""

    def __init__(self, form: RequestForm) -> None:
        lists = (
            form.no_drug, form.quantity, form.refills, form.counted_forms, form.taken, form.topical,
            form.compound, form.around_surgery, form.dose_forms, form.every, form.dose_hours,
            *form.dose_rates,
        )  # fmt: skip
        self._no_drug = {part for one in lists for word in one.words for part in word.split()}

    def find(
        self, folded: str, hits: Sequence[Hit], strengths: Iterable[tuple[str, int, int]]
    ) -> tuple[str, ...]:
        """The word of five letters or more before each strength, where nothing known stands beside it."""
        found = []
        done = 0
        for strength, start, end in strengths:
            if strength.endswith(_OF_A_DRUG):
                begin = max((m.end() for m in _LISTED.finditer(folded, done, start)), default=done)
                named = any(hit.start < start and begin < hit.end for hit in hits)
                words = [word for word in _WORD.findall(folded[begin:start]) if word not in self._no_drug]
                found += [] if named else words[-1:]
            done = end
        return tuple(found)
