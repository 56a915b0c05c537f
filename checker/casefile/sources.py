"""Which source a sentence names: a family of editions, or no more than the MTUS, the ODG or ACOEM."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.knowledge.guidelines import Edition, Source
from checker.knowledge.marks import MarkName
from checker.reading.marks import Marks
from checker.reading.titles import Titles

_NAMES: tuple[tuple[MarkName, Source], ...] = (
    ("names_mtus", "MTUS"),
    ("names_acoem", "ACOEM"),
    ("names_odg", "ODG"),
    ("names_other", "OTHER"),
)
# By what a sentence is on guidelines: a work outside the three is in ``guideline_name`` only where it is one.
ON_GUIDELINES: tuple[MarkName, ...] = ("guideline_name", "names_other", "guideline")
OF_ANY_PATIENT: tuple[MarkName, ...] = (*ON_GUIDELINES, "general", "science")
_BEFORE, _AFTER = 40, 60  # characters round a source's name within which the chapter's stands
_JOINED = 20  # characters between "MTUS" and the ACOEM chapter that it adopts


def families_named(marks: Marks) -> frozenset[str]:
    """MTUS, ODG, ACOEM and OTHER, as far as a sentence names them."""
    return frozenset(source for mark, source in _NAMES if marks.has(mark))


@dataclass(frozen=True, slots=True)
class Named:
    """The family that a sentence names first, and the one that a sentence after it can carry on."""

    first: str | None
    speaks: str | None


class SourceReader:
    """Reads the names of sources. One instance serves all letters."""

    def __init__(self, titles: Titles) -> None:
        self._titles = titles

    def named(self, marks: Marks, cited: Sequence[Edition]) -> Named:
        """What a sentence names. ACOEM alone is the one chapter of it that is ``cited``, if one is.

        A source that is said to be silent is carried on by no sentence.
        """
        places = sorted((*place, source) for mark, source in _NAMES if (place := marks.place(mark)))
        if not places:
            return Named(None, None)
        first = self._family(marks, places, cited)
        silent = marks.place("silent")
        if silent is None:
            return Named(first, first)
        others = [place for place in places if not silent[0] <= place[0] < silent[1]]
        return Named(first, self._family(marks, others, cited) if others else None)

    def _family(
        self, marks: Marks, places: Sequence[tuple[int, int, Source]], cited: Sequence[Edition]
    ) -> str:
        start, end, source = places[0]
        if source == "MTUS" and len(places) > 1 and not marks.has("silent"):
            next_start, next_end, following = places[1]
            if following == "ACOEM" and next_start - end <= _JOINED:
                end, source = next_end, following
        named: Iterable[Edition] = ()
        if source != "ODG" or marks.has("chapter_named"):
            words = marks.folded[max(0, start - _BEFORE) : end + _AFTER]
            named = self._titles.named(source, words, also_as=True)
        if source == "ACOEM" and not named:
            named = [edition for edition in cited if source in (edition.source, *edition.named_as)]
        families = {edition.family or edition.id for edition in named}
        return families.pop() if len(families) == 1 else source
