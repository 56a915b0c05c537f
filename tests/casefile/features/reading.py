"""Sentences in words, read into features with the shipped knowledge."""

from __future__ import annotations

from functools import cache

from checker.casefile.features.kinds import Feature, Place
from checker.casefile.features.reading import FeatureReader
from checker.spans import LetterText, Span
from tests.shipped import lexicon, reader, requests, sentences


@cache
def feature_reader() -> FeatureReader:
    return FeatureReader(requests(), lexicon())


def features_of(text: str, place: Place = "summary") -> tuple[Feature, ...]:
    """The features of a text as a part of a letter."""
    letter = LetterText(text)
    split = sentences().split(letter, Span(0, len(text)))
    return feature_reader().read((reader().read(one) for one in split), place)
