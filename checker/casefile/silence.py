"""Where a rationale has the MTUS, or a guideline of it, silent on the treatment that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.casefile.casefile import ItemFile
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.casefile.sources import families_named
from checker.casefile.ties import TREATMENTS
from checker.knowledge.phrases import fold
from checker.letter import Mention

_END = re.compile(r"[,;:)]| so ")  # where what a source is silent on has been said
_AS_ONE = re.compile(r"mtus\W{1,3}acoem")  # all of the MTUS, or the chapters of ACOEM that it adopts
_LINK = re.compile(r"\b(?:for|of|in|with|as|at|to|by|under) ")
_BEFORE = 40  # characters before the words of silence in which the name of a guideline may begin
_BESIDE = 8  # characters between a link, or the word "chapter", and the body part that it leads to


@dataclass(frozen=True, slots=True)
class Silent:
    """The ids of the editions that are said to be silent: by their ``titles``, ``surely``, or perhaps."""

    titled: frozenset[str] = frozenset()
    surely: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()

    @property
    def editions(self) -> frozenset[str]:
        """All of them."""
        return self.titled | self.surely | self.perhaps


@dataclass(frozen=True, slots=True)
class Silence:
    """A sentence, the editions that it has silent, and whether surely on the ``whole`` treatment."""

    statement: Statement
    silent: Silent
    whole: bool


def silences(item: ItemFile, compiled: Compiled) -> Iterator[Silence]:
    """The sentences that have it silent on more than a detail."""
    for statement in item.statements:
        told = statement.marks.has("reported", "silence_denied")
        place = None if told else statement.marks.place("silent")
        silent = _silent(statement, place, compiled) if place else None
        whole = _on_whole(statement, place, silent, item, compiled) if place and silent else None
        if silent is not None and whole is not None:
            yield Silence(statement, silent, whole)


def _silent(statement: Statement, place: tuple[int, int], compiled: Compiled) -> Silent:
    """What of the MTUS is said to be silent."""
    begin = max(0, place[0] - _BEFORE)
    words = statement.sentence.folded[begin : place[1]]
    families = families_named(compiled.reader.clause(words)[0])
    of_mtus = [one for one in compiled.knowledge.editions if one.source == "MTUS"]
    parts = _chapter_parts(statement, (begin, place[1]), compiled)
    chapters = frozenset(one.id for one in of_mtus if "ACOEM" in families and "ACOEM" in one.named_as)
    of_parts = [one for one in of_mtus if not parts.isdisjoint(one.body_parts)]
    titled = frozenset(one.id for one in (*compiled.letters.titles.named("MTUS", words), *of_parts))
    if titled:
        return Silent(titled=titled, surely=chapters)
    every = frozenset(one.id for one in of_mtus) if "MTUS" in families else chapters
    if statement.marks.has("chapter_named"):
        return Silent(perhaps=every)
    surely = chapters if _AS_ONE.search(words) else every
    return Silent(surely=surely, perhaps=every - surely)


def _chapter_parts(statement: Statement, within: tuple[int, int], compiled: Compiled) -> frozenset[str]:
    """The body parts by which a stretch names a chapter: "the neck chapter", "the chapter on the neck"."""
    return frozenset(
        one.concept
        for start, end in statement.marks.places("chapter_named")
        if within[0] <= start and end <= within[1]
        for one in statement.mentions
        if compiled.lexicon.concepts[one.concept].kind == "body_part"
        and (0 < start - one.end < _BESIDE or 0 < one.start - end <= _BESIDE)
    )


def _on_whole(
    statement: Statement, place: tuple[int, int], silent: Silent, item: ItemFile, compiled: Compiled
) -> bool | None:
    """Whether silence is said of the whole treatment for sure; None: of a detail, or of something else."""
    folded, marks, concepts = statement.sentence.folded, statement.marks, compiled.lexicon.concepts
    match = _END.search(folded, place[1])
    end = match.start() if match else len(folded)
    narrowed = any(start < end for start, _ in marks.places("silent_in_part"))
    if narrowed or any(measure.start < end for measure in statement.measures):
        return None
    mentions = [one for one in statement.mentions if one.start < end]
    on = [one for one in mentions if _is_asked_for(one, item, compiled)]
    of_titles = _of_titles(silent, compiled)
    others = [one.concept for one in mentions if one not in on and one.concept not in of_titles]
    beside = {concepts[one].kind for one in others}
    if "condition" in beside or (beside & TREATMENTS and not on):
        return None
    if not on and folded[place[1] : end].strip(" .") and not marks.has("silent_on_it"):
        return None
    reserved = any(start < end for start, _ in marks.places("silent_hedged"))
    in_brackets = folded.rfind("(", 0, place[1]) > folded.rfind(")", 0, place[1])
    return item.treatment.recognised and not (
        reserved or in_brackets or beside & TREATMENTS or _goes_on(statement, on, place, end, compiled)
    )


def _is_asked_for(mention: Mention, item: ItemFile, compiled: Compiled) -> bool:
    """Whether a mention is of the treatment that is asked for, or shares a word of its name."""
    asked = item.treatment.concepts
    names = (fold(compiled.lexicon.concepts[one].name) for one in asked)
    own = {term for name in names for term in compiled.terms.of(name)}
    return mention.concept in compiled.lexicon.kin_of(asked) or not own.isdisjoint(
        compiled.terms.of(mention.words, ())
    )


def _of_titles(silent: Silent, compiled: Compiled) -> frozenset[str]:
    """What the names of the editions that are said to be silent mention, as chronic pain."""
    topics = (one.topic for one in compiled.knowledge.editions if one.id in silent.editions)
    return frozenset(hit.concept for topic in topics for hit in compiled.lexicon.find(fold(topic)))


def _goes_on(
    statement: Statement, on: Sequence[Mention], place: tuple[int, int], end: int, compiled: Compiled
) -> bool:
    """Whether more follows the treatment than a body part: what it is for, or for whom."""
    if not on:
        return False
    last = on[-1].end
    stretch = (last, place[0]) if last <= place[0] else (max(last, place[1]), end)
    concepts = compiled.lexicon.concepts
    parts = [one.start for one in statement.mentions if concepts[one.concept].kind == "body_part"]
    return any(
        not any(0 <= part - link.end() <= _BESIDE for part in parts)
        for link in _LINK.finditer(statement.sentence.folded, *stretch)
    )
