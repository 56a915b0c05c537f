"""Titles of disputed items and the decisions on them, in the forms in which letters print them."""

from __future__ import annotations

import re
from bisect import bisect_left

from checker.knowledge.language import LetterForm
from checker.knowledge.phrases import fold
from checker.letter import Decision
from checker.spans import Span


class ItemTitles:
    """Reads titles and decisions. One instance serves all letters."""

    def __init__(self, form: LetterForm) -> None:
        words = form.items
        self.decisions: dict[str, Decision] = {
            **dict.fromkeys(form.decisions.upheld, "upheld"),
            **dict.fromkeys(form.decisions.overturned, "overturned"),
            **dict.fromkeys(form.decisions.modified, "modified"),
        }
        self._original = re.compile(rf"(.*?),?\s+{words.original_request.pattern}\s*\.\s*(.*)$", re.S | re.I)
        self._remaining = re.compile(rf"(?:the\s+)?{words.remaining.pattern}\s*,\s*", re.I)
        self._verb = re.compile(rf"(?<!\s)\s+{words.remaining_verb.pattern}\s*:?\s*$", re.I)
        self._authorized = re.compile(rf"(.*?)\s+{words.authorized.pattern}", re.S | re.I)
        self._authorized_by = re.compile(
            rf"{words.authorized_by.pattern}\s+(.*?)(?:,\s+{words.leaving.pattern}\b.*|\.\s*)?$", re.S | re.I
        )
        self._regarding = re.compile(
            rf"\s*(?:\d+[.)]\s*)?{words.regarding.pattern}\s+(.*?)\s*:\s*$", re.S | re.I
        )
        self._determined = re.compile(rf"{words.determined.pattern}(?=\s)", re.I)
        self._necessary = re.compile(
            rf"(?<!\s)\s+(?:(?P<not>{words.not_necessary.pattern})|{words.necessary.pattern})", re.I
        )
        self._claims_said = re.compile(rf"\b{words.claims_administrator_said.pattern}\b", re.I)
        self._reviewer_said = re.compile(rf"\b{words.reviewer_said.pattern}\b", re.I)

    def split_decision(self, words: str) -> tuple[str, Decision | None, str | None]:
        """Title, decision and its word, from "Title: Upheld"."""
        head, colon, tail = words.rpartition(":")
        if colon and fold(tail).rstrip(". ") in self.decisions:
            return head.strip(), self.decisions[fold(tail).rstrip(". ")], tail.strip()
        folded = fold(words).rstrip(". ")
        for phrase, decision in self.decisions.items():
            if folded.endswith(" " + phrase):
                cut = len(words.rstrip(". ")) - len(phrase)
                return words[:cut].rstrip(" :-"), decision, words[cut:].strip()
        match = self._regarding.match(words)
        return (match[1] if match else words.rstrip(": ")), None, None

    def split_request(self, title: str) -> tuple[str | None, str | None, str]:
        """Original request, authorized part and what is in dispute, of a partly authorized request."""
        match = self._original.match(title)
        if match is None:
            return None, None, title
        original, rest = match[1].strip(), match[2]
        remaining = self._remaining.search(rest)
        if remaining is None:
            return None, None, title
        middle = rest[: remaining.start()].strip()
        granted = self._authorized.match(middle) or self._authorized_by.match(middle)
        disputed = self._verb.sub("", rest[remaining.end() :]).strip()
        return original, (granted[1].strip() if granted else None), disputed

    def goes_on(self, words: str) -> bool:
        """Whether the words of a title are the latter part of "X was the original request. … Z is:"."""
        return bool(self._remaining.search(words + ",")) and not self._original.match(" " + words)

    def determined(self, text: str) -> dict[str, Decision]:
        """Decisions in the form of 2013, "determined the request for X is not medically necessary", by X."""
        decisions: dict[str, Decision] = {}
        openings = list(self._determined.finditer(text))
        ends = list(self._necessary.finditer(text)) if openings else []
        places = [end.start() for end in ends]
        read_to = 0
        for opening in openings:
            following = bisect_left(places, opening.end())
            if opening.start() >= read_to and following < len(ends):
                end = ends[following]
                named = fold(text[opening.end() : end.start()]).rstrip(":. ")
                decisions.setdefault(named, "upheld" if end["not"] else "overturned")
                read_to = end.end()
        return decisions

    def both_sides(self, text: str, block: Span) -> tuple[Span, Span] | None:
        """The two sides' sentences where one block of the form of 2013 holds both."""
        claims = self._claims_said.search(text, block.start, block.end)
        reviewer = self._reviewer_said.search(text, claims.end(), block.end) if claims else None
        if claims is None or reviewer is None:
            return None
        return Span(claims.start(), reviewer.start()), Span(reviewer.start(), block.end)
