"""Titles of editions, chapters and sections, as citations print them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from checker.knowledge.guidelines import Edition
from checker.knowledge.phrases import compile_pattern, fold

_SEPARATOR = re.compile(r"\s*(?:[;,/]|\.(?=\s+[A-Z])|\s[-–—]\s|(?<=[a-z)])[-–—](?=[A-Z]))\s*")
_NUMBERED = re.compile(r",\s+(?=\d+(?:\.\d+)*\.?\s+[A-Z])")
_CHAPTER_TAIL = re.compile(r"^\(?(?:lumbar (?:&|and) thoracic|acute (?:&|and) chronic|chronic|acute)\b", re.I)
_CHAPTER_WORD = re.compile(r"\b(?:chapters?|sections?|guidelines?|procedures?)\b", re.I)


class Titles:
    """Knows every title of the encoded editions, so that commas inside titles don't split them."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._editions = tuple(editions)
        self._aliases = [
            (edition, compile_pattern(alias.pattern))
            for edition in self._editions
            for alias in edition.aliases
        ]
        # The letters of a batch cite the same few titles.
        self.named = lru_cache(maxsize=1024)(self._named)

    def _named(self, source: str, topic: str) -> tuple[Edition, ...]:
        """The editions of a source that a topic's words name."""
        folded = fold(topic)
        found = dict.fromkeys(
            edition.id
            for edition, alias in self._aliases
            if edition.source == source and alias.search(folded)
        )
        return tuple(edition for edition in self._editions if edition.id in found)

    def chapter(self, source: str, words: str) -> bool:
        """Whether the words name a chapter of the source."""
        return bool(self.named(source, words))

    def split_topic(self, words: str) -> tuple[str | None, str]:
        """The leading words that name an MTUS edition, and the rest. A name printed twice counts once."""
        folded = words.lower()
        end = 0
        for _, alias in self._aliases:
            match = alias.search(folded)
            while match and _adds_nothing(folded[:end], folded[end : match.start()]):
                stop = match.end()
                while stop < len(folded) and folded[stop].isalpha():
                    stop += 1
                tail = re.match(r"\s*(?:treatment\s+)?guidelines?", folded[stop:])
                stop += tail.end() if tail else 0
                if stop <= end:
                    break
                end = stop
                match = alias.search(folded, end)
        if not end:
            return None, words
        topic = words[:end].strip(" ,.;:")
        return topic, words[end:]

    def split(self, topic: str, year: str | None, words: str) -> tuple[str, ...]:
        """A section list as its titles. Known titles stay whole; else a comma before a capital splits."""
        words = " ".join(words.split()).strip(" .,;:")
        if not words:
            return ()
        if re.match(r"\d+(?:\.\d+)*\.?\s", words):
            return tuple(part.strip(" .,") for part in _NUMBERED.split(words))
        known = self._known_titles(topic, year)
        sections: list[str] = []
        while words:
            length = _longest_prefix(words, known)
            if not length:
                match = re.search(r"[,;.]\s+(?=[A-Z(])|[,;]\s*(?=section)", _outside_brackets(words))
                length = match.start() if match else len(words)
            sections.append(words[:length].strip(" .,;:"))
            words = re.sub(r"^[\s,.;:&]*(?:and\s+)?", "", words[length:])
        return tuple(section for section in sections if section)

    def split_chapter(self, source: str, words: str) -> tuple[str | None, tuple[str, ...]]:
        """Chapter and topics of a source outside the MTUS, whichever is printed first."""
        parts = [part for part in _split_outside_brackets(words) if part.strip(" .,;:-")]
        if not parts:
            return None, ()
        best = next((i for i, part in enumerate(parts) if self.named(source, part)), None)
        if best is None:
            whole = next((n for n in range(len(parts), 0, -1) if self.named(source, ", ".join(parts[:n]))), 0)
            if not whole:
                if re.search(r"\bchapter\b", parts[0], re.I):
                    return parts[0].strip(), tuple(part.strip() for part in parts[1:])
                return None, tuple(part.strip() for part in parts)
            return ", ".join(parts[:whole]), tuple(part.strip() for part in parts[whole:])
        last = best
        while last + 1 < len(parts) and _CHAPTER_TAIL.match(parts[last + 1].strip()):
            last += 1
        topic = " - ".join(part.strip(" .,;:-") for part in parts[best : last + 1])
        rest = [part.strip(" .,;:-") for index, part in enumerate(parts) if not best <= index <= last]
        inner = _tail_after_chapter(topic)
        if inner and self.named(source, inner[0]):
            topic, extra = inner
            rest.insert(0, extra)
        return topic, tuple(rest)

    @lru_cache(maxsize=64)  # noqa: B019 - one instance lives as long as the program
    def _known_titles(self, topic: str, year: str | None) -> frozenset[str]:
        return frozenset(
            fold(title)
            for edition in self.named("MTUS", topic)
            if year is None or edition.edition in (None, year)
            for section in edition.sections
            for title in (section.title, *section.aliases)
        )


def _adds_nothing(before: str, between: str) -> bool:
    """Whether the words between two names of an edition only repeat the first."""
    words = re.findall(r"[a-z]{3,}", _CHAPTER_WORD.sub("", between))
    return all(word in before for word in words) if before else not words


def _longest_prefix(words: str, known: frozenset[str]) -> int:
    """Length of the longest known title that the words begin with, at a word's end."""
    for match in reversed(list(re.finditer(r"(?=[,;.]\s|$|\s+and\s)", words))):
        if fold(words[: match.start()]).strip(" .,;") in known:
            return match.start()
    return 0


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


def _tail_after_chapter(topic: str) -> tuple[str, str] | None:
    """Chapter and entry of "Head (…) Hearing aids"; of "Low Back (Shock wave therapy)" likewise."""
    match = re.match(r"^(.*?\)|.*?\bchapter|.*?\bsection)\s+([A-Za-z].{2,})$", topic, re.I)
    if match:
        return match[1], match[2]
    match = re.match(r"^([^()]+?)\s*\(((?!acute|chronic|updated|trauma|lumbar|odg).{3,})\)$", topic, re.I)
    return (match[1], match[2]) if match else None
