"""The kind of a sentence by its words, where no mark decides."""

from __future__ import annotations

import pytest

from checker.casefile.kinds_by_words import KindsByWords
from checker.knowledge.sentence_kinds import SentenceKind, SentenceKinds
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
