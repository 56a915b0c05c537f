"""The kind of a sentence by its words, where no mark decides or words are sure of another."""

from __future__ import annotations

import json

import pytest

from checker.casefile.kinds_by_words import KindsByWords
from checker.knowledge.sentence_kinds import ByKind, SentenceKind, SentenceKinds
from checker.reading.marks import Marks
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


def marked(sentence: str) -> Marks:
    return compiled().reader.marks(sentence)


def taught(*hands: SentenceKinds) -> KindsByWords:
    return KindsByWords.of(hands, marked)


def kind_of(kinds: KindsByWords, sentence: str, before: SentenceKind | None = None) -> SentenceKind | None:
    """What it is by its words alone."""
    return kinds.kind(marked(sentence), before, None, 1.0)


def test_words_speak_for_the_kind_of_the_sentences_that_have_them() -> None:
    assert kind_of(taught(HAND), "therapy has failed.") == "case"
    assert kind_of(taught(HAND), "six weeks of use are the limit.") == "guideline"


def test_the_sentence_before_speaks_too() -> None:
    assert kind_of(taught(HAND), "rest is the limit.") == "guideline"
    assert kind_of(taught(HAND), "it is", "guideline") == "conclusion"


def test_words_with_one_between_them_speak_too() -> None:
    """Each word by itself speaks for either kind alike."""
    sentences = ByKind(
        guideline=("a spares b.", "a wants b.", "c d.", "d c."),
        case=("c spares d.", "c wants d.", "a b.", "b a."),
    )
    kinds = taught(SentenceKinds(sentences=sentences))
    assert kind_of(kinds, "a zebra b") == "guideline"
    assert kind_of(kinds, "c zebra d") == "case"


def test_names_of_guidelines_and_of_their_parts_are_one_word() -> None:
    sentences = ByKind(
        guideline=("The MTUS is for rest.", "ODG is for rest."), case=("The knee is for rest.",) * 2
    )
    kinds = taught(SentenceKinds(sentences=sentences))
    assert kind_of(kinds, "the preface is for rest.") == "guideline"
    assert kind_of(kinds, "the knee is for rest.") == "case"


def test_nothing_known_is_no_kind() -> None:
    assert kind_of(taught(), "a brace has failed.") is None
    assert kind_of(taught(HAND), "zebra") is None


def test_nothing_known_leaves_what_marks_say() -> None:
    assert taught().kind(marked("a brace has failed."), None, "other", 1.0) == "other"


@pytest.mark.parametrize(
    ("weights", "by_marks", "kind"),
    [
        ([2.5, 0.4, 0.0, 0.0], "case", "guideline"),
        ([2.3, 0.4, 0.0, 0.0], "case", "case"),
        ([2.3, 0.2, 0.0, 0.0], "other", "guideline"),
        ([0.1, 0.0, 0.0, 0.0], None, "guideline"),
    ],
)
def test_words_must_be_sure_to_go_against_the_marks(
    weights: list[float], by_marks: SentenceKind | None, kind: SentenceKind
) -> None:
    kinds = KindsByWords(("guideline", "case", "conclusion", "other"), {"rest": weights})
    assert kinds.kind(marked("rest"), None, by_marks, 2.0) == kind


def test_words_that_mostly_stand_together_count_but_once() -> None:
    """Each of the twins is in as many sentences as the other word, and in no more of them than its twin."""
    sentences = ByKind(guideline=("hip rest",) * 9 + ("brace",) * 9, case=("hip rest",) * 3 + ("brace",) * 3)
    kinds = taught(SentenceKinds(sentences=sentences))
    kept = json.loads(kinds.to_bytes())[1]
    assert 0 < kept["hip"][0] < kept["brace"][0]


def test_a_file_of_it_is_the_same() -> None:
    kinds = taught(HAND)
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
    assert kind_of(compiled().kinds, sentence, before) == kind
