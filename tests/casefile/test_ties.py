"""Sentences tied to criteria: by likeness, by what is cited and asked for, or not at all."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from benchmarks.fit_ties import fit
from benchmarks.ties import outcomes
from checker.casefile.matching import UnknownGuidelineError, match
from checker.casefile.opening import index_of
from checker.casefile.ties import lead_of
from checker.knowledge.files import data_folder
from checker.letter import BodyPart
from tests.letters import compiled
from tests.shipped import knowledge

RELAXANTS = "Non-sedating muscle relaxants are a second-line option for short spells of acute back pain."


def first(sentence: str, *cites: str, treatment: str = "") -> str:
    return match(compiled(), sentence, cites, treatment).candidates[0].tie.stated.criterion.id


@pytest.mark.parametrize("edition", ["MTUS-CP-2009", "MTUS-CP-2016", "ODG-PAIN"])
def test_of_twins_that_of_the_cited_edition_comes_first(edition: str) -> None:
    stated = compiled().criteria.by_id[first(RELAXANTS, edition)]
    assert stated.edition.id == edition


def test_the_treatment_that_is_asked_for_decides_between_like_sentences() -> None:
    said = "It is recommended for a short course only, and not for chronic use."
    found = {
        treatment: set(compiled().criteria.by_id[first(said, "ODG-PAIN", treatment=treatment)].about)
        for treatment in ("Cyclobenzaprine 10 mg", "Zolpidem 10 mg")
    }
    assert found["Cyclobenzaprine 10 mg"] != found["Zolpidem 10 mg"]


@pytest.mark.parametrize(
    "sentence", ["The weather was fine that day.", "Gardening is good for the soul.", "xyzzy", "12"]
)
def test_what_is_like_nothing_known_is_refused(sentence: str) -> None:
    assert not match(compiled(), sentence, ["MTUS-CP-2016"]).holds


def test_one_in_words_of_its_own_is_tied_to_what_is_cited_and_far_ahead() -> None:
    said = "One bad ingredient spoils the whole cream."
    cited, uncited = (match(compiled(), said, cites) for cites in (["CP16.top"], []))
    tie = cited.candidates[0].tie
    assert cited.holds
    assert tie.stated.criterion.id == "CP16.top.compounded"
    assert tie.alone < compiled().ties.least <= tie.chance
    assert not uncited.holds


def test_the_lead_is_that_over_another_claim() -> None:
    criteria = compiled().criteria
    ids = ("CP16.top.compounded", "CP09.top.compound", "CP16.top.experimental", "CP16.top.lidocaine")
    stated = [criteria.by_id[name] for name in ids]
    assert ids[1] in criteria.twins(ids[0])
    assert lead_of(stated, [9.0, 8.5, 7.0, 6.0], criteria) == 2
    assert lead_of(stated[:2], [9.0, 8.5], criteria) == math.inf


def test_a_lead_adds_to_a_chance_and_never_takes_from_it() -> None:
    tying = knowledge().tying
    most = tying.leading.most
    assert tying.chance_of_likest(12, 0) == tying.chance(12)
    assert tying.chance(12) < tying.chance_of_likest(12, most) == tying.chance_of_likest(12, math.inf)


def test_a_tie_says_what_speaks_for_it() -> None:
    tie = match(compiled(), RELAXANTS, ["CP16.musc"], "Fexmid 7.5 mg").candidates[0].tie
    features = tie.named_features
    assert (features["edition_cited"], features["section_cited"]) == (1, 1)
    assert features["treatment_asked"] == features["treatment_named"] == 1
    assert 0 < features["likeness"] <= 1


def test_what_a_sentence_shares_is_shown_in_its_own_words() -> None:
    shared = match(compiled(), RELAXANTS, ["CP16.musc"]).candidates[0].shared
    assert shared
    assert all(word in RELAXANTS.lower() for word in shared)


def test_the_other_chapter_is_farther_where_the_body_part_is_known() -> None:
    by = compiled()
    said = by.said("imaging to clarify the anatomy before an invasive procedure")
    neck, knee = (by.ties.around(body_parts=(BodyPart(part, None, part),)) for part in ("neck", "knee"))

    def chances(around: object) -> dict[str, float]:
        return {tie.stated.criterion.id: tie.chance for tie in by.ties.find(said, around)}  # type: ignore[arg-type]

    assert chances(neck)["AC04.8.spec.anatomy"] > chances(knee)["AC04.8.spec.anatomy"]


def test_every_edition_section_and_criterion_can_be_cited() -> None:
    editions = compiled().knowledge.editions
    ids = [edition.id for edition in editions]
    ids += [section.id for edition in editions for section in edition.sections]
    assert match(compiled(), RELAXANTS, [*ids, *compiled().criteria.by_id]).candidates


def test_an_unknown_guideline_is_named() -> None:
    with pytest.raises(UnknownGuidelineError, match="MTUS-CP-2015"):
        match(compiled(), RELAXANTS, ["MTUS-CP-2015"])


def test_an_index_is_made_of_the_knowledge_alone() -> None:
    assert index_of(knowledge()).to_bytes() == compiled().likeness.to_bytes()


def test_examples_left_out_find_their_criterion_and_the_weights_are_those_fitted() -> None:
    """Nine of ten find it, given the edition; the fit gives the shipped file, byte for byte."""
    found = [outcome.right[0] for outcome in outcomes(compiled())]
    assert sum(found) >= 0.9 * len(found)
    shipped = data_folder("guidelines") / "ties.yaml"
    assert fit(compiled()) == shipped.read_text(encoding="utf-8")


def test_a_query_is_the_same_whatever_order_its_terms_have() -> None:
    said = compiled().said(RELAXANTS.lower())
    around = compiled().ties.around()
    turned = replace(said, terms=tuple(reversed(said.terms)))
    one, other = (compiled().ties.find(each, around) for each in (said, turned))
    assert [(t.stated, t.chance) for t in one] == [(t.stated, t.chance) for t in other]
