"""Body parts in titles and sentences, with their sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checker.knowledge.letter_forms import RequestForm, any_of
from checker.knowledge.lexicon import Hit, Lexicon
from checker.letter import BodyPart, Side

_LIST_GAP = re.compile(r"^[\s,/&]*(?:and|or)?[\s,/&]*$")


class BodyPartReader:
    """Reads body parts. One instance serves all letters."""

    def __init__(self, form: RequestForm, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        extremities = {word: one for one in form.extremities for word in one.words}
        sides: tuple[tuple[Side, tuple[str, ...]], ...] = (
            ("left", form.sides.left.words),
            ("right", form.sides.right.words),
            ("bilateral", form.sides.bilateral.words),
        )
        named: dict[str, Side] = {word: side for side, words in sides for word in words}
        self._sides: dict[str, Side] = {
            **named,
            **{word: one.side for word, one in extremities.items()},
        }
        self._limb = re.compile(rf"\b(?:{any_of(extremities)})\b")
        self._limb_words = [
            (re.compile(rf"\b{re.escape(word)}\b"), BodyPart(one.part, one.side, word))
            for word, one in extremities.items()
            if one.part in lexicon.concepts
        ]
        self._side = re.compile(rf"\b(?P<side>{any_of(self._sides)})\b")
        after = any_of(word for word in named if len(word) > 1)
        self._side_after = re.compile(rf"(?: \w+){{0,2}}?[ ,(-]+(?P<side>{after})\b\)?(?: ?$|[,;])")
        regions: dict[str, str] = {c.levels: c.id for c in lexicon.concepts.values() if c.levels}
        self._regions = regions
        self._level = re.compile(rf"\b(?P<region>{any_of(regions)})(?:[1-9]|1[0-2])\b")

    def find(self, folded: str, hits: Iterable[Hit]) -> tuple[BodyPart, ...]:
        """Body parts in order, each with the side that precedes it; a side holds on through a list."""
        parts: list[BodyPart] = []
        side: Side | None = None
        last_end = 0
        for hit in self._parts(folded, hits):
            concept = self._lexicon.concepts[hit.concept]
            gap, words = folded[last_end : hit.start], folded[hit.start : hit.end]
            own = self._sides_in(gap, words)
            if own:
                listed = len(set(own)) > 1 and re.search(r"\band\b", gap)
                side = "bilateral" if listed else self._sides[own[-1]]
            elif not (parts and _LIST_GAP.match(gap)):
                side = None
            part = BodyPart(hit.concept, side if concept.sides else None, words)
            if part not in parts:
                parts.append(part)
            last_end = hit.end
        after = self._side_after.match(folded, last_end) if len(parts) == 1 else None
        if after and parts[0].side is None and self._lexicon.concepts[parts[0].concept].sides:
            parts = [replace(parts[0], side=self._sides[after["side"]])]
        return tuple(parts) or self._limbs(folded)

    def _parts(self, folded: str, hits: Iterable[Hit]) -> Iterator[Hit]:
        """The hits on body parts, those inside the name of a condition too: "rotator cuff tear"."""
        for hit in hits:
            kind = self._lexicon.concepts[hit.concept].kind
            if kind == "body_part":
                yield hit
            elif kind == "condition":
                for part in self._lexicon.find(folded[hit.start : hit.end], "body_part"):
                    yield part._replace(start=hit.start + part.start, end=hit.start + part.end)

    def levels(self, folded: str) -> tuple[BodyPart, ...]:
        """The regions of the spine that the levels of a request lie in: "C5-7", "L4, L5"."""
        found = {self._regions[match["region"]]: match[0] for match in self._level.finditer(folded)}
        return tuple(BodyPart(concept, None, words) for concept, words in found.items())

    def sides(self, folded: str) -> frozenset[Side]:
        """The sides that are named in words, whatever they are of: "right L5-S1"."""
        return frozenset(
            self._sides[one["side"]] for one in self._side.finditer(folded) if len(one["side"]) > 1
        )

    def _sides_in(self, gap: str, words: str) -> list[str]:
        """The words for sides before a body part; a single letter only right before it."""
        if words in self._sides:
            return [words]
        last = gap.rstrip()[-1:]
        return [
            match["side"]
            for match in self._side.finditer(gap)
            if len(match["side"]) > 1 or match["side"] == last
        ]

    def _limbs(self, folded: str) -> tuple[BodyPart, ...]:
        if not self._limb.search(folded):
            return ()
        return tuple(part for word, part in self._limb_words if word.search(folded))
