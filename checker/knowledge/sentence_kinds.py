"""The shape of ``guidelines/language/kinds/<hand>.yaml``: sentences of rationales, and what kind each is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from pydantic import model_validator

from checker.knowledge.strict import Several, Strict, Text

SentenceKind = Literal["guideline", "case", "conclusion", "other"]
KINDS: tuple[SentenceKind, ...] = get_args(SentenceKind)


class ByKind(Strict):
    """Sentences that follow no other, by their kind."""

    guideline: Several[Text] = ()
    case: Several[Text] = ()
    conclusion: Several[Text] = ()
    other: Several[Text] = ()


class Told(Strict):
    """A sentence of a rationale under the name of its kind."""

    guideline: Text | None = None
    case: Text | None = None
    conclusion: Text | None = None
    other: Text | None = None

    @model_validator(mode="after")
    def _of_one_kind(self) -> Told:
        if [self.guideline, self.case, self.conclusion, self.other].count(None) != len(KINDS) - 1:
            raise ValueError("a sentence is of one kind")
        return self


class SentenceKinds(Strict):
    """Sentences of one hand by their kind: one by one, or as they follow one another in a rationale."""

    sentences: ByKind = ByKind()
    passages: Several[Several[Told]] = ()

    def told(self) -> Iterator[tuple[SentenceKind, str, SentenceKind | None]]:
        """Each sentence with its kind, and the kind of the one before it where it follows one."""
        for kind in KINDS:
            yield from ((kind, sentence, None) for sentence in getattr(self.sentences, kind))
        for rationale in self.rationales():
            before: SentenceKind | None = None
            for kind, sentence in rationale:
                yield kind, sentence, before
                before = kind

    def rationales(self) -> Iterator[list[tuple[SentenceKind, str]]]:
        """The sentences that follow one another in a rationale, with their kinds."""
        for passage in self.passages:
            yield [
                (kind, words)
                for one in passage
                for kind in KINDS
                if (words := getattr(one, kind)) is not None
            ]
