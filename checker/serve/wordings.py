"""The index of criteria for a draft: what the same criteria were read as before is not read again."""

from __future__ import annotations

from checker.casefile.criteria import Criteria, Stated
from checker.casefile.likeness import Likeness, Wording
from checker.casefile.opening import Compiled
from checker.casefile.wordings import wordings
from checker.knowledge.knowledge import Knowledge


class Wordings:
    """What states each criterion of what is in force, made when it is first asked for."""

    def __init__(self, base: Compiled) -> None:
        self._base = base
        self._known: dict[str, tuple[Stated, Wording]] = {}

    def likeness(self, knowledge: Knowledge) -> Likeness | None:
        """The index of other guidelines with the same vocabulary; None where theirs is another."""
        base = self._base
        if knowledge.concepts != base.knowledge.concepts:
            return None
        self._known = self._known or self._read(base.criteria.all)
        criteria = Criteria(knowledge.editions, knowledge.twins, base.lexicon).all
        new = self._read([one for one in criteria if not self._same(one)])
        return Likeness.of(
            [(new.get(one.criterion.id) or self._known[one.criterion.id])[1] for one in criteria]
        )

    def _read(self, criteria: list[Stated] | tuple[Stated, ...]) -> dict[str, tuple[Stated, Wording]]:
        made = wordings(
            criteria, self._base.terms, lambda folded: self._base.reader.clause(folded)[1].negates
        )
        return {one.criterion.id: (one, wording) for one, wording in zip(criteria, made, strict=True)}

    def _same(self, stated: Stated) -> bool:
        before = self._known.get(stated.criterion.id)
        return (
            before is not None
            and before[0].section.title == stated.section.title
            and before[0].criterion == stated.criterion
        )
