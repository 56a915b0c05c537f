"""The kind of a sentence by its words, where no mark decides or words are sure of another."""

from __future__ import annotations

import json

import pytest

from checker.casefile.kinds_by_words import KindsByWords
from checker.knowledge.sentence_kinds import ByKind, SentenceKind, SentenceKinds
from tests.letters import compiled

HAND = SentenceKinds.model_validate(
    {
        "sentences": {
            "guideline": ["Two weeks of use are the limit.", "Use beyond two weeks is advised against."],
            "case": ["Two levels were asked for.", "Splinting has failed.", "A brace has failed."],
        },
        "passages": [
            [{"guideline": "Rest is the limit."}, {"conclusion": "It is granted."}],
            [{"guideline": "Ice is advised."}, {"conclusion": "It is refused."}],
        ],
    }
)


def test_words_speak_for_the_kind_of_the_sentences_that_have_them() -> None:
    kinds = KindsByWords.of([HAND])
    assert kinds.kind("therapy has failed.", None) == "case"
    assert kinds.kind("six weeks of use are the limit.", None) == "guideline"


def test_the_sentence_before_speaks_too() -> None:
    kinds = KindsByWords.of([HAND])
    assert kinds.kind("rest is the limit.", None) == "guideline"
    assert kinds.kind("it is", "guideline") == "conclusion"


def test_nothing_known_is_no_kind() -> None:
    assert KindsByWords.of([]).kind("a brace has failed.", None) is None
    assert KindsByWords.of([HAND]).kind("zebra", None) is None


def test_nothing_known_leaves_what_marks_say() -> None:
    assert KindsByWords.of([]).kind("a brace has failed.", None, "other") == "other"


@pytest.mark.parametrize(
    ("weights", "by_marks", "kind"),
    [
        ([5.0, 0.4, 0.0, 0.0], "case", "guideline"),
        ([4.8, 0.4, 0.0, 0.0], "case", "case"),
        ([4.8, 0.2, 0.0, 0.0], "other", "guideline"),
        ([0.1, 0.0, 0.0, 0.0], None, "guideline"),
    ],
)
def test_words_must_be_sure_to_go_against_the_marks(
    weights: list[float], by_marks: SentenceKind | None, kind: SentenceKind
) -> None:
    kinds = KindsByWords(("guideline", "case", "conclusion", "other"), {"rest": weights})
    assert kinds.kind("rest", None, by_marks) == kind


def test_words_that_mostly_stand_together_count_but_once() -> None:
    """Each of the twins is in as many sentences as the other word, and in no more of them than its twin."""
    sentences = ByKind(guideline=("hip rest",) * 9 + ("brace",) * 9, case=("hip rest",) * 3 + ("brace",) * 3)
    kinds = KindsByWords.of([SentenceKinds(sentences=sentences)])
    kept = json.loads(kinds.to_bytes())[1]
    assert 0 < kept["hip"][0] < kept["brace"][0]


def test_a_file_of_it_is_the_same() -> None:
    kinds = KindsByWords.of([HAND])
    assert KindsByWords.from_bytes(kinds.to_bytes()).to_bytes() == kinds.to_bytes()


@pytest.mark.parametrize(
    ("sentence", "before", "kind"),
    [
        ("two more levels have been asked for.", "guideline", "case"),
        ("an injection gave no lasting relief.", "guideline", "case"),
        ("it should be given up where there is no gain within two weeks.", "guideline", "guideline"),
        ("weaning is therefore advised.", "case", "conclusion"),
    ],
)
def test_the_shipped_sentences_teach(sentence: str, before: SentenceKind, kind: SentenceKind) -> None:
    assert compiled().kinds.kind(sentence, before) == kind
