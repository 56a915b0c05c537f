"""How sentences fit an invented criterion, and the shipped examples their own."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from benchmarks.fits import fit_alone, tried
from checker.casefile.criteria import Stated
from checker.casefile.fit import Fit
from checker.knowledge.guidelines import Criterion
from tests.letters import CHRONIC_2009, compiled, statements

WEEKS = {"bound": "at_most", "unit": "week", "low": 2, "high": 3}
RELIEF = {"bound": "at_least", "unit": "percent", "low": 50, "high": 50}
NINE = {
    "bound": "at_most",
    "unit": "visit",
    "low": 9,
    "high": 10,
    "over": {"unit": "week", "low": 8, "high": 8},
}
EIGHT = {
    "bound": "at_most",
    "unit": "visit",
    "low": 8,
    "high": 10,
    "over": {"unit": "week", "low": 4, "high": 4},
}
ROWS = [{**NINE, "applies_to": ["myalgia_myositis"]}, {**EIGHT, "applies_to": ["neuritis_radiculitis"]}]
BOTH = (
    "at most 9-10 visits over 8 weeks (myalgia and myositis) or "
    "at most 8-10 visits over 4 weeks (neuralgia, neuritis, radiculitis)"
)
BRACE: dict[str, Any] = {
    "text": "braces are recommended for spasm",
    "examples": ["Braces are for spasm."] * 4,
    "kind": "recommended",
}
ANY: dict[str, Any] = {
    "text": "surgery for any one of: fracture; progressive weakness; failed exercise",
    "needs": {
        "any": [
            {"condition": "fracture"},
            {"finding": "progressive weakness"},
            {"tried": "exercise that failed"},
        ]
    },
}

ALL = {"text": "surgery for all of: fracture; progressive weakness", "needs": {"all": ANY["needs"]["any"]}}
IN_WORDS = {"text": "surgery after a brace or a splint"}
DIAGNOSES = {
    "text": "surgery for scoliosis or fracture",
    "needs": {"any": [{"condition": "scoliosis"}, {"condition": "fracture"}]},
}
BRANCHES = {
    "text": "surgery for a fracture with weakness, or for failed exercise",
    "needs": {"any": [{"all": ANY["needs"]["any"][:2]}, ANY["needs"]["any"][2]]},
}
EITHER = {"text": "surgery after a brace or a splint", "needs": {"tried": "brace or splint"}}
AS_RECORDED = {"text": "surgery after failed support", "needs": {"tried": "brace or splint"}}


def fit_of(sentence: str, *, beside: tuple[Criterion, ...] = (), **criterion: Any) -> Fit:
    own = {
        "id": "XX.invented",
        "kind": "duration_limit",
        "text": "braces",
        "provenance": {"grade": "B", "sources": ["a book"]},
    }
    said = {"examples": ["Braces."] * 4, "near": ["He wore a brace."]}
    shape = Criterion.model_validate({**own, **said, **criterion})
    home = compiled().criteria.by_id["AC04.8.spec.imaging"]
    section = home.section.model_copy(update={"title": "Braces", "criteria": (shape, *beside)})
    read = compiled().reader.read_alone(sentence)
    return fit_alone(compiled(), Stated(home.edition, section, shape), read)


@pytest.mark.parametrize(
    ("sentence", "limits", "word", "differs"),
    [
        ("Braces are limited to 2-3 weeks.", [WEEKS], "supported", None),
        ("Braces are limited to three weeks.", [WEEKS], "supported", None),
        ("Braces are limited to 21 days.", [WEEKS], "supported", None),
        (
            "Braces are limited to 6 weeks.",
            [WEEKS],
            "misstated",
            "the sentence: 6 weeks; the guideline: at most 2-3 weeks",
        ),
        # the end that does not bind is part of what is said
        (
            "Braces are limited to 2 weeks.",
            [WEEKS],
            "partly",
            "the sentence: 2 weeks; the guideline: at most 2-3 weeks",
        ),
        # what goes beyond the limit is refused: that is the limit
        ("Six weeks of bracing are not supported.", [WEEKS], "supported", None),
        (
            "Bracing beyond six weeks is not supported.",
            [WEEKS],
            "misstated",
            "the sentence: six weeks; the guideline: at most 2-3 weeks",
        ),
        ("A repeat after 30 percent relief is not supported.", [RELIEF], "supported", None),
        ("Braces are limited to 3 weeks, and this patient wore one for 6 weeks.", [WEEKS], "supported", None),
        (
            "Braces are limited to 3 weeks, and cost 40 percent more.",
            [WEEKS],
            "partly",
            "the sentence adds 40 percent",
        ),
        ("For myalgia 9-10 visits over 8 weeks are allowed.", ROWS, "supported", None),
        (
            "For myalgia 24 visits are allowed.",
            ROWS,
            "misstated",
            "the sentence: 24 visits; the guideline: at most 9-10 visits over 8 weeks (myalgia and myositis)",
        ),
        (
            "The guidelines allow 8-10 visits over 8 weeks.",
            ROWS,
            "fused",
            f"the sentence: 8-10 visits over 8 weeks; the guideline: {BOTH}: "
            "the number of one row over the time of another",
        ),
        ("The guidelines allow 9-10 visits over 4 weeks.", ROWS, "fused", None),
        ("The guidelines allow twenty-one visits over 8 weeks.", ROWS, "misstated", None),
    ],
)
def test_the_figures_of_a_sentence(sentence: str, limits: list[Any], word: str, differs: str | None) -> None:
    found = fit_of(sentence, limits=limits)
    assert found.word == word
    assert differs is None or found.differs == differs


@pytest.mark.parametrize(
    ("sentence", "criterion", "word"),
    [
        ("Braces are recommended for spasm.", BRACE, "supported"),
        ("Braces are recommended for severe spasm.", BRACE, "tightened"),
        ("Braces are recommended only for spasm.", BRACE, "tightened"),
        ("Braces are not only for spasm.", BRACE, "supported"),
        (
            "Braces are recommended only for spasm.",
            {**BRACE, "text": "braces are for nothing but spasm"},
            "supported",
        ),
        ("Braces are not recommended for spasm.", BRACE, "misstated"),
        ("Braces are not recommended before exercise.", BRACE, "supported"),
        ("The evidence on braces is inconsistent.", BRACE, "supported"),
        (
            "The guideline recommends braces.",
            {"kind": "not_recommended", "text": "braces are not recommended"},
            "misstated",
        ),
        (
            "The guideline advises against braces.",
            {"kind": "not_recommended", "text": "braces are not recommended"},
            "supported",
        ),
        ("Braces are for acute pain.", {"kind": "info", "text": "braces are for chronic pain"}, "partly"),
        (
            "Braces are for acute or chronic pain.",
            {"kind": "info", "text": "braces are for chronic pain"},
            "supported",
        ),
        ("Braces are not for the knee or shoulder.", {"kind": "exclusion", "body_parts": ["knee"]}, "partly"),
        ("Braces are not for the knee.", {"kind": "exclusion", "body_parts": ["knee"]}, "supported"),
        ("Braces are for spasm.", {"held": False, "text": "nothing on braces is there"}, "misstated"),
        ("It requires a fracture and progressive weakness.", ANY, "fused"),
        ("It requires a fracture or progressive weakness.", ANY, "supported"),
        ("A fracture and progressive weakness were studied.", ANY, "supported"),
        ("It requires a fracture and progressive weakness, any one of which is enough.", ANY, "supported"),
        ("It requires grounds such as a fracture and progressive weakness.", ANY, "supported"),
        ("It requires grounds such as fracture and progressive weakness, all of which count.", ANY, "fused"),
        ("It does not require a fracture and progressive weakness.", ANY, "supported"),
        ("It is not for anyone unless a fracture and also progressive weakness are found.", ANY, "fused"),
        ("It requires a fracture, progressive weakness, or exercise that failed.", ANY, "supported"),
        ("It requires a fracture, progressive weakness, and a fall.", ANY, "fused"),
        ("It requires a fracture, progressive weakness, or a fall.", ANY, "supported"),
        ("It is for a fracture when there is also progressive weakness.", ANY, "supported"),
        ("It is for when a fracture and progressive weakness are both found.", ANY, "fused"),
        (
            "It requires few visits if a fracture is found and many if progressive weakness is.",
            ANY,
            "supported",
        ),
        (
            "It demands less when there is a fracture, and more when there is progressive weakness.",
            ANY,
            "supported",
        ),
        ("It must be short if there is a fracture and long if exercise failed.", ANY, "supported"),
        (
            "It is required early where there is a fracture, and late if there is progressive weakness.",
            ANY,
            "supported",
        ),
        (
            "It requires three visits, if a fracture is found and if there is progressive weakness.",
            ANY,
            "fused",
        ),
        ("It requires, if exercise failed, a fracture and progressive weakness.", ANY, "fused"),
        ("It is required if a fracture and progressive weakness are both found.", ANY, "fused"),
        ("It requires any one of these: fracture, progressive weakness, or failed exercise.", ALL, "fused"),
        ("It requires a fracture, progressive weakness and failed exercise.", ALL, "supported"),
        ("Braces are for low-risk spasm.", {**BRACE, "text": "braces are for high-risk spasm"}, "partly"),
        ("Braces are for high-risk spasm.", {**BRACE, "text": "braces are for low-risk spasm"}, "partly"),
        (
            "Braces are for low-risk or high-risk spasm.",
            {**BRACE, "text": "braces for low risk"},
            "supported",
        ),
        ("Stop braces if spasm increases.", {**BRACE, "text": "stop braces if spasm decreases"}, "partly"),
        ("Braces are for older workers.", {**BRACE, "text": "braces are for younger workers"}, "partly"),
        ("Braces are for abnormal films.", {**BRACE, "text": "braces are for normal films"}, "partly"),
        ("Braces are for spasm in all patients.", BRACE, "partly"),
        ("Braces are always for spasm.", {**BRACE, "text": "braces are for spasm, always"}, "supported"),
        ("It requires a brace or splint.", EITHER, "supported"),
        ("It requires a brace and a splint.", EITHER, "fused"),
        # the choice is what a record may show, not what the guideline leaves
        ("It requires a brace and a splint.", AS_RECORDED, "supported"),
        (
            "It requires a brace and a splint.",
            {**AS_RECORDED, "examples": ["A brace, or else a splint, comes first."] * 4},
            "fused",
        ),
        (
            "A fracture and progressive weakness have to be present, each of them being mandatory.",
            ANY,
            "fused",
        ),
        (
            "Fracture and progressive weakness are considered; no single one of these is enough.",
            ANY,
            "fused",
        ),
        ("Fracture and progressive weakness count; none of these is sufficient.", ANY, "fused"),
        ("A fracture alone is not enough; there is to be progressive weakness.", ANY, "fused"),
        ("A fracture and progressive weakness have to be found side by side.", ANY, "fused"),
        ("Not all of fracture, progressive weakness and failed exercise need be present.", ANY, "supported"),
        ("All of the following are grounds: fracture, and progressive weakness.", ANY, "supported"),
        ("An assessment of fracture and of progressive weakness is required.", ANY, "supported"),
        ("It is for workers who have a fracture, and progressive weakness.", ANY, "fused"),
        ("It is for workers who have scoliosis and a fracture.", DIAGNOSES, "supported"),
        ("It requires scoliosis and a fracture.", DIAGNOSES, "fused"),
        (
            "It may be given for a fracture, or for progressive weakness, or for exercise that failed.",
            ALL,
            "fused",
        ),
        ("It may be given if there is a fracture or if there is progressive weakness.", ALL, "fused"),
        ("Either a fracture or progressive weakness supports it.", ALL, "fused"),
        ("Fracture, progressive weakness and failed exercise are grounds; one suffices.", ALL, "fused"),
        ("It may be given for a fracture and for progressive weakness or for a fall.", ALL, "supported"),
        ("It is not given if there is no fracture or if there is no progressive weakness.", ALL, "supported"),
        ("Lack of a fracture, of progressive weakness or of failed exercise is enough.", ALL, "supported"),
        (
            "A fracture alone is not enough; progressive weakness or failed exercise is added.",
            ALL,
            "supported",
        ),
        ("One has to have a fracture and show progressive weakness, or failed exercise.", ANY, "fused"),
        ("One has to have a fracture, progressive weakness or failed exercise.", ANY, "supported"),
        ("One may have a fracture and show progressive weakness, or failed exercise.", ANY, "supported"),
        (
            "It is for a fracture together with any of these: progressive weakness, failed exercise.",
            ANY,
            "fused",
        ),
        ("It is for any of these: a fracture, progressive weakness, failed exercise.", ANY, "supported"),
        (
            "It is not for a fracture with one of these: progressive weakness, failed exercise.",
            ANY,
            "supported",
        ),
        ("It requires a brace as well as a splint.", IN_WORDS, "fused"),
        (
            "It requires a brace as well as a splint.",
            {"text": "surgery after a brace and/or a splint"},
            "fused",
        ),
        ("It requires a brace and a splint.", IN_WORDS, "supported"),
        ("Regardless of pain it requires a fracture and progressive weakness.", BRANCHES, "fused"),
        ("It requires a fracture and progressive weakness.", BRANCHES, "supported"),
        ("Regardless of pain it requires a fracture.", BRANCHES, "supported"),
    ],
)
def test_the_words_of_a_sentence(sentence: str, criterion: dict[str, Any], word: str) -> None:
    assert fit_of(sentence, **criterion).word == word


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        (
            "One has to have a fracture and show progressive weakness, or failed exercise.",
            '"fracture", "progressive weakness, or failed exercise"',
        ),
        (
            "It is for a fracture together with any of these: progressive weakness, failed exercise.",
            '"fracture", "progressive weakness, failed exercise"',
        ),
        ("It requires a fracture, progressive weakness, and a fall.", '"fracture", "progressive weakness"'),
    ],
)
def test_what_is_asked_for_together(sentence: str, asked: str) -> None:
    differs = f"the sentence asks for {asked} together; the guideline for any of them"
    assert fit_of(sentence, **ANY).differs == differs


DOUBTED: dict[str, Any] = {
    "kind": "not_recommended",
    "text": "braces are of questionable merit",
    "examples": ["The value of braces is doubtful.", "Braces have no proven benefit."] * 2,
}


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Braces have established worth.", "misstated"),
        ("Braces have no established worth.", "supported"),
        ("The merit of braces is dubious.", "supported"),
    ],
)
def test_what_is_of_worth_and_what_is_of_none(sentence: str, word: str) -> None:
    assert fit_of(sentence, **DOUBTED).word == word


START: dict[str, Any] = {
    "kind": "trial_then_continue",
    "text": "braces: an initial trial of one month",
    "examples": ["Braces start with one month.", "At first one month is tried."] * 2,
}


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Braces are limited to one month.", "tightened"),
        ("Braces are limited to a trial of one month.", "supported"),
        ("Braces are limited to one month unless function improves.", "supported"),
        ("One month of braces is supported.", "supported"),
        ("Braces are worn for one month at the maximum force.", "supported"),
    ],
)
def test_a_start_stated_as_a_limit(sentence: str, word: str) -> None:
    assert fit_of(sentence, **START).word == word
    assert fit_of(sentence, **{**START, "kind": "duration_limit"}).word == "supported"


@pytest.mark.parametrize(("most", "word"), [("4 visits", "tightened"), ("10 visits", "supported")])
def test_the_most_of_what_may_follow_is_a_limit(most: str, word: str) -> None:
    limits = [{"bound": "at_most", "unit": "visit", "low": n, "high": n} for n in (4, 10)]
    assert fit_of(f"Braces are limited to {most}.", **START, limits=limits).word == word


NOT_REC = {
    "kind": "not_recommended",
    "text": "braces are not recommended",
    "examples": ["Braces are not recommended."] * 4,
}
OPTION = {
    "kind": "info",
    "text": "braces may help",
    "examples": ["Braces may help in spasm.", "Braces can help.", "Braces might help.", "Braces could help."],
}


@pytest.mark.parametrize(
    ("sentence", "criterion", "word", "differs"),
    [
        ("Braces are an option.", NOT_REC, "misstated", "the sentence recommends it; the guideline does not"),
        ("Braces may be used in spasm.", NOT_REC, "misstated", None),
        (
            "Braces may be used where there is spasm.",
            NOT_REC,
            "partly",
            "the sentence recommends it; the guideline does not",
        ),
        (
            "Braces may be used where there is spasm.",
            {**NOT_REC, "examples": ["Braces are not recommended unless there is spasm."] * 4},
            "supported",
            None,
        ),
        (
            "The guideline advises against braces.",
            {**BRACE, "kind": "prerequisite", "examples": ["Braces are recommended for spasm."] * 4},
            "partly",
            "the sentence is against it; the guideline recommends it",
        ),
        (
            "Braces are recommended in spasm.",
            OPTION,
            "partly",
            "the sentence: recommended; the guideline: it may be",
        ),
        ("Braces may be recommended in spasm.", OPTION, "supported", None),
        ("Braces help in spasm.", OPTION, "supported", None),
    ],
)
def test_a_recommendation_turned_round_or_made_of_an_option(
    sentence: str, criterion: dict[str, Any], word: str, differs: str | None
) -> None:
    found = fit_of(sentence, **criterion)
    assert found.word == word
    assert differs is None or found.differs == differs


@pytest.mark.parametrize(
    ("sentence", "limit", "word", "differs"),
    [
        (
            "No fewer than 2-3 weeks of braces are given.",
            WEEKS,
            "misstated",
            "the sentence: no fewer than 2-3 weeks; the guideline: at most 2-3 weeks",
        ),
        ("At least 3 weeks of braces are given.", WEEKS, "misstated", None),
        (
            "The guideline allows braces for more than 3 weeks.",
            WEEKS,
            "misstated",
            "the sentence: more than 3 weeks; the guideline: at most 2-3 weeks",
        ),
        ("The guideline does not allow braces for more than 3 weeks.", WEEKS, "supported", None),
        ("Braces for more than 3 weeks are too long.", WEEKS, "supported", None),
        ("No more than 3 weeks of braces are given.", WEEKS, "supported", None),
        (
            "Up to 50% relief is asked for.",
            RELIEF,
            "misstated",
            "the sentence: up to 50%; the guideline: at least 50%",
        ),
        ("At least 50% relief is asked for.", RELIEF, "supported", None),
        ("Relief of 50% is asked for.", RELIEF, "supported", None),
    ],
)
def test_the_most_stated_as_the_least(
    sentence: str, limit: dict[str, Any], word: str, differs: str | None
) -> None:
    found = fit_of(sentence, limits=[limit])
    assert found.word == word
    assert differs is None or found.differs == differs


def test_the_least_of_one_thing_is_the_most_of_another() -> None:
    said = "A trial of at least 3 weeks comes before braces."
    trial = Criterion.model_validate(
        {
            "id": "XX.trial",
            "kind": "prerequisite",
            "text": "a trial of three weeks",
            "limits": [{"bound": "at_least", "unit": "week", "low": 3, "high": 3}],
            "provenance": {"grade": "B", "sources": ["a book"]},
            "examples": ["A trial."] * 4,
            "near": ["He tried."],
        }
    )
    assert fit_of(said, limits=[WEEKS]).word == "misstated"
    assert fit_of(said, limits=[WEEKS], beside=(trial,)).word == "supported"


@pytest.mark.parametrize(
    ("sentence", "differs"),
    [
        ("Braces are for spasm and scoliosis.", "the sentence adds scoliosis"),
        ("Braces are for spasm.", None),
    ],
)
def test_a_condition_that_the_section_does_not_have(sentence: str, differs: str | None) -> None:
    assert fit_of(sentence, **BRACE).differs == differs


def test_a_condition_that_another_criterion_of_the_section_has() -> None:
    beside = Criterion.model_validate(
        {
            "id": "XX.beside",
            "kind": "info",
            "text": "braces in scoliosis",
            "provenance": {"grade": "B", "sources": ["a book"]},
            "examples": ["Scoliosis."] * 4,
            "near": ["He wore a brace."],
        }
    )
    assert fit_of("Braces are for spasm and scoliosis.", beside=(beside,), **BRACE).word == "supported"


@pytest.mark.parametrize(
    ("sentence", "text", "differs"),
    [
        ("Braces help with the neck.", "braces help", None),
        ("Braces help with the knee.", "braces help", "knee; the chapter: neck, upper back"),
        ("Braces help with the knee.", "braces help with the knee", None),
        ("Braces help with the neck and knee.", "braces help", None),
        (
            "Massage is for spasm.",
            "acupuncture is for spasm",
            "on massage therapy; the guideline: acupuncture",
        ),
        ("Acupuncture is for spasm, as massage is.", "acupuncture is for spasm", None),
        ("Spasm is helped by massage.", "acupuncture is for spasm", None),
        ("For 6 weeks massage is an option.", "acupuncture is for spasm in the first 6 weeks", None),
    ],
)
def test_another_part_of_the_body_or_another_treatment(sentence: str, text: str, differs: str | None) -> None:
    found = fit_of(sentence, kind="info", text=text, treatments=["acupuncture"])
    assert (found.word, found.differs) == ("partly" if differs else "supported", differs)


def test_examples_fit_their_own_criteria_and_changed_figures_do_not() -> None:
    found = list(tried(compiled(), islice(compiled().criteria.all, 0, None, 9)))
    kept, changed = ([one for one in found if one.changed is changed] for changed in (False, True))
    assert len(kept) > 500
    assert sum(one.fit.word == "supported" for one in kept) > 0.965 * len(kept)
    assert sum(one.fit.word in ("misstated", "fused") for one in kept) < 0.005 * len(kept)
    assert sum(one.fit.word in ("misstated", "fused") for one in changed) > 0.7 * len(changed)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Braces are recommended for long-term use.", "misstated"),
        ("Braces are recommended for short-term use.", "supported"),
        ("Braces are not recommended for long-term use.", "supported"),
        ("Long-term use of braces was studied.", "supported"),
    ],
)
def test_what_is_for_the_short_term_is_not_for_the_long(sentence: str, word: str) -> None:
    said = ["Braces are for short-term use.", "A short course of braces.", "Braces, but not long term."]
    assert (
        fit_of(sentence, text="short-term use", kind="short_term", examples=[*said, "Short term."]).word
        == word
    )


def test_a_figure_of_what_a_text_is_about_bears_out_no_limit() -> None:
    reviewer = f"{CHRONIC_2009}, Section(s): Topical analgesics"
    (found,) = statements(
        "The MTUS limits topical NSAIDs to 2 weeks.", title="Flector patch", reviewer=reviewer
    )
    assert found.fit is not None
    assert (found.fit.word, found.fit.differs) == (
        "misstated",
        "the sentence: 2 weeks; the guideline: at most 4-12 weeks",
    )


def test_what_a_criterion_says_that_there_is_none_of_is_misstated() -> None:
    said = [
        "The chapter has no rule of braces.",
        "There is no brace rule.",
        "No rule on braces.",
        "No brace.",
    ]
    fit = fit_of("A rule of braces is in the chapter.", kind="info", text="no rule of braces", examples=said)
    assert (fit.word, fit.held) == ("misstated", False)
    assert (
        fit_of("The chapter has no rule of braces.", kind="info", text="no rule", examples=said).word
        == "supported"
    )


def test_what_there_is_none_of_may_be_said_in_other_words() -> None:
    said = ["No brace does better than another."] * 4
    fit = fit_of("All of them do about as well.", kind="info", text="no brace does better", examples=said)
    assert fit.word != "misstated"


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Braces are worn with a pull of 4 to 6 mg.", "supported"),
        ("Braces are worn for 4 to 6 weeks.", "partly"),
    ],
)
def test_a_number_of_one_unit_bears_out_none_of_another(sentence: str, word: str) -> None:
    assert fit_of(sentence, kind="info", text="braces with a pull of 4 to 6 mg").word == word
