"""Titles of editions, chapters and sections, as citations print them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from checker.knowledge.guidelines import Edition
from checker.knowledge.letter_forms import CitationForm
from checker.knowledge.phrases import compile_pattern, fold

_SEPARATOR = re.compile(r"\s*(?:[;,/]|\.(?=\s+[A-Z])|\s[-–—]\s|(?<=[a-z)])[-–—](?=[A-Z]))\s*")
_NUMBERED = re.compile(r",\s+(?=\d+(?:\.\d+)*\.?\s+[A-Z])")
_TITLE_END = re.compile(r"(?=[,;.]\s|\s+and\s)")
_NEXT = re.compile(r"[,;.]\s+(?:and\s+)?|\s+and\s+")
_BETWEEN_SECTIONS = re.compile(r"[\s,.:;&]*(?:and\s+)?")
# Bounds on what is looked at for one title: a line that runs on for longer names none.
_TOPIC_LONGEST = 400  # characters
_PARTS_OF_TITLE = 8
_SIGNS_ROUND_TITLE = 8


class Titles:
    """Knows every title of the encoded editions, so that commas inside titles don't split them."""

    def __init__(self, editions: Iterable[Edition], form: CitationForm) -> None:
        self._tail = re.compile(rf"\s*{form.title_tails.pattern}")
        self._listed = re.compile(rf"[,;.]\s+(?=[A-Z])|[,;]\s*(?={form.section.pattern}\b)")
        self._chapter = re.compile(rf"\b{form.chapter.pattern}\b", re.I)
        self._chapter_tail = re.compile(rf"^\(?{form.chapter_tails.pattern}\b", re.I)
        self._leads = re.compile(rf"\b{form.title_leads.pattern}\b")
        self._entry = re.compile(rf"^(.*?\)|.*?\b{form.entry_after.pattern})\s+([A-Za-z].{{2,}})$", re.I)
        self._entry_in_brackets = re.compile(
            rf"^([^()]+?)\s*\(((?!{form.no_entries.pattern}).{{3,}})\)$", re.I
        )
        self._editions = tuple(editions)
        self._aliases = [
            (edition, compile_pattern(alias.pattern))
            for edition in self._editions
            for alias in edition.aliases
        ]
        # The letters of a batch cite the same few titles.
        self._named_by = lru_cache(maxsize=1024)(self._find_named)
        self._cuts = lru_cache(maxsize=1024)(self._find_cuts)

    def named(self, source: str, topic: str, *, also_as: bool = False) -> tuple[Edition, ...]:
        """The editions of a source that a topic's words name; ``also_as``: those too that go by its name."""
        return self._named_by(source, topic[:_TOPIC_LONGEST], also_as)

    def _find_named(self, source: str, topic: str, also_as: bool) -> tuple[Edition, ...]:
        folded = fold(topic)
        found = dict.fromkeys(
            edition.id
            for edition, alias in self._aliases
            if (edition.source == source or (also_as and source in edition.named_as)) and alias.search(folded)
        )
        return tuple(edition for edition in self._editions if edition.id in found)

    def chapter(self, source: str, words: str) -> bool:
        """Whether the words name a chapter of the source."""
        return bool(self.named(source, words))

    def split_topic(self, words: str) -> tuple[str | None, str]:
        """The leading words that name an MTUS edition, and the rest. A name printed twice counts once."""
        folded = _lower(words[:_TOPIC_LONGEST])
        end = 0
        for _, alias in self._aliases:
            match = alias.search(folded)
            while match and self._adds_nothing(folded[:end], folded[end : match.start()]):
                stop = match.end()
                while stop < len(folded) and folded[stop].isalpha():
                    stop += 1
                tail = self._tail.match(folded, stop)
                stop = tail.end() if tail else stop
                if stop <= end:
                    break
                end = stop
                match = alias.search(folded, end)
        if not end:
            return None, words
        if words[end : end + 1] == ")" and words.count("(", 0, end) > words.count(")", 0, end):
            end += 1
        topic = words[:end].strip(" ,.;:")
        return topic, words[end:]

    def apart(self, words: str) -> list[str]:
        """A list of MTUS guidelines, each with what is cited of it: a title begins the next one.

        What is the title of a section of the one before begins none.
        """
        # A title begins in the first so many characters, and goes on for no more.
        cuts = self._cuts(words[: 2 * _TOPIC_LONGEST])
        starts, ends = (0, *(end for _, end in cuts)), (*(start for start, _ in cuts), len(words))
        return [words[start:end] for start, end in zip(starts, ends, strict=True)]

    def _find_cuts(self, words: str) -> tuple[tuple[int, int], ...]:
        """What stands between the guidelines of a list: from where to where."""
        folded = _lower(words[:_TOPIC_LONGEST])
        named = [match.span() for _, alias in self._aliases for match in alias.finditer(folded)]
        cuts: list[tuple[int, int]] = []
        start = 0
        for match in _NEXT.finditer(folded):
            across = (folded[match.end() : end] for first, end in named if first < match.start() < end)
            if not all(map(self._leads.search, across)):
                continue  # amid a title
            following, _ = self.split_topic(words[match.end() :])
            if following and self._differ(words[start : match.start()], following):
                cuts.append(match.span())
                start = match.end()
        return tuple(cuts)

    def _differ(self, before: str, following: str) -> bool:
        """Whether two titles name other editions, and the second is of no section's title in the first."""
        topic, _ = self.split_topic(before)
        own = {edition.id for edition in self.named("MTUS", topic or "")}
        other = {edition.id for edition in self.named("MTUS", following)}
        sections, _ = self._known_titles(topic or "", None)
        of_section = any(fold(following) in title for title in sections)
        return bool(own) and own.isdisjoint(other) and " " in following and not of_section

    def _adds_nothing(self, before: str, between: str) -> bool:
        """Whether the words between two names of an edition only repeat the first."""
        words = re.findall(r"[a-z]{3,}", self._leads.sub("", between))
        return all(word in before for word in words) if before else not words

    def split(self, topic: str, year: str | None, words: str) -> tuple[str, ...]:
        """A section list as its titles. Known titles stay whole; else a comma before a capital splits."""
        words = " ".join(words.split()).strip(" .,;:")
        if not words:
            return ()
        if re.match(r"\d+(?:\.\d+)*\.?\s", words):
            return tuple(part.strip(" .,") for part in _NUMBERED.split(words))
        known, longest = self._known_titles(topic, year)
        masked = _outside_brackets(words)
        sections: list[str] = []
        start = 0
        while start < len(words):
            stop = _known_title_end(words, start, known, longest)
            if stop is None:
                match = self._listed.search(masked, start)
                stop = match.start() if match else len(words)
            sections.append(words[start:stop].strip(" .,;:"))
            gap = _BETWEEN_SECTIONS.match(words, stop)
            start = gap.end() if gap else stop
        return tuple(section for section in sections if section)

    def split_chapter(self, source: str, words: str) -> tuple[str | None, tuple[str, ...]]:
        """Chapter and topics of a source outside the MTUS, whichever is printed first."""
        parts = [part for part in _split_outside_brackets(words) if part.strip(" .,;:-")]
        if not parts:
            return None, ()
        best = next((i for i, part in enumerate(parts) if self.named(source, part)), None)
        if best is None:
            most = min(len(parts), _PARTS_OF_TITLE)
            whole = next((n for n in range(most, 0, -1) if self.named(source, ", ".join(parts[:n]))), 0)
            if not whole:
                if self._chapter.search(parts[0]):
                    return parts[0].strip(), tuple(part.strip() for part in parts[1:])
                return None, tuple(part.strip() for part in parts)
            return ", ".join(parts[:whole]), tuple(part.strip() for part in parts[whole:])
        last = best
        while last + 1 < len(parts) and self._chapter_tail.match(parts[last + 1].strip()):
            last += 1
        topic = " - ".join(part.strip(" .,;:-") for part in parts[best : last + 1])
        rest = [part.strip(" .,;:-") for index, part in enumerate(parts) if not best <= index <= last]
        inner = self._entry.match(topic) or self._entry_in_brackets.match(topic)
        if inner and self.named(source, inner[1]):
            topic = inner[1]
            rest.insert(0, inner[2])
        return topic, tuple(rest)

    @lru_cache(maxsize=64)  # noqa: B019 - one instance lives as long as the program
    def _known_titles(self, topic: str, year: str | None) -> tuple[frozenset[str], int]:
        """The folded titles of the sections that a topic names, and the length of the longest."""
        known = frozenset(
            fold(title)
            for edition in self.named("MTUS", topic)
            if year is None or edition.edition in (None, year)
            for section in edition.sections
            for title in (section.title, *section.aliases)
        )
        return known, max(map(len, known), default=0)


def _known_title_end(words: str, start: int, known: frozenset[str], longest: int) -> int | None:
    """Where the longest known title that begins at ``start`` ends, at a word's end; None if there is none."""
    window = words[start : start + longest + _SIGNS_ROUND_TITLE]
    whole = start + len(window) == len(words)
    ends = [match.start() for match in _TITLE_END.finditer(window)] + [len(window)] * whole
    for end in reversed(ends):
        if end and fold(window[:end]).strip(" .,;") in known:
            return start + end
    return None


def _lower(words: str) -> str:
    """Lower case of the same length, so that places in it are places in the words."""
    return words.replace("\u0130", "I").lower()


def _outside_brackets(words: str) -> str:
    """The words with everything in brackets blanked, same length."""
    depth = 0
    result = []
    for character in words:
        depth += character == "("
        result.append(character if depth == 0 else "x")
        depth -= character == ")" and depth > 0
    return "".join(result)


def _split_outside_brackets(words: str) -> list[str]:
    masked = _outside_brackets(words)
    parts = []
    start = 0
    for match in _SEPARATOR.finditer(masked):
        parts.append(words[start : match.start()])
        start = match.end()
    parts.append(words[start:])
    return parts
