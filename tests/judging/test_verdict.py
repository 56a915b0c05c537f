"""Five answers make a verdict; what is not recognised makes none."""

from __future__ import annotations

from typing import get_args

import pytest

from checker.casefile.ledger import Status
from checker.engine import Rule
from checker.judging.examine import ExaminedItem
from checker.judging.findings import findings_of
from checker.judging.verdict import Verdict, judge
from checker.judging.weighing import verdict_facts
from checker.spans import LetterText
from tests.letters import RELAXANTS, one
from tests.shipped import checker, rule_base

STATED = "The MTUS recommends muscle relaxants as a second-line option for spasm."
SUPPORTED = f"{STATED} The patient has no spasm."
UNKNOWN = "the vocabulary knows no such treatment: "
WELL = ("fits", "match", "follows", "agrees", "agrees")


def examined(title: str, rationale: str, ignored: frozenset[str] = frozenset()) -> ExaminedItem:
    text = one(
        title=title, reviewer=RELAXANTS, rationale=rationale, decided="03/02/2015", denied="02/01/2015"
    )
    return checker().ignoring(ignored).examine(LetterText(text), "letter").items[0]


def told(title: str, rationale: str) -> tuple[Verdict, tuple[str, ...]]:
    judgement = examined(title, rationale).judgement
    return judgement.verdict, judgement.reasons


def verdict_of(values: tuple[str, ...]) -> Verdict:
    """The verdict on aspects of these values, each set so by default."""
    aspects = [
        aspect.model_copy(update={"otherwise": value})
        for aspect, value in zip(rule_base().checks.aspects, values, strict=True)
    ]
    return judge(aspects, ()).verdict


@pytest.mark.parametrize(
    ("at", "value", "expected"),
    [
        (0, "does_not_fit", "inconsistent"),
        (0, "none", "cannot_tell"),
        (0, "cannot_tell", "cannot_tell"),
        (1, "do_not_match", "inconsistent"),
        (1, "none_stated", "cannot_tell"),
        (1, "cannot_tell", "cannot_tell"),
        (2, "does_not_follow", "inconsistent"),
        (2, "not_compared", "cannot_tell"),
        (2, "cannot_tell", "cannot_tell"),
        (3, "conflicts_decisively", "inconsistent"),
        (3, "conflicts", "consistent"),
        (3, "cannot_tell", "consistent"),
        (4, "conflicts", "inconsistent"),
    ],
)
def test_one_aspect_that_is_not_well_makes_the_verdict(at: int, value: str, expected: Verdict) -> None:
    assert verdict_of(WELL) == "consistent"
    assert verdict_of((*WELL[:at], value, *WELL[at + 1 :])) == expected


def test_what_is_inconsistent_stays_so_whatever_else_cannot_be_told() -> None:
    assert verdict_of(("none", "do_not_match", "cannot_tell", "cannot_tell", "agrees")) == "inconsistent"


def test_an_aspect_that_no_rule_sets_is_never_consistent_by_silence() -> None:
    judgement = judge(rule_base().checks.aspects, ())
    assert judgement.verdict == "cannot_tell"
    assert {name: answer.value for name, answer in judgement.aspects.items()} == {
        "citation": "cannot_tell",
        "criteria": "cannot_tell",
        "application": "cannot_tell",
        "record": "cannot_tell",
        "decision": "agrees",
    }


def test_a_consistent_verdict_has_its_reasons() -> None:
    judgement = examined("Tizanidine 4 mg #30", SUPPORTED).judgement
    assert judgement.verdict == "consistent"
    assert {name: (answer.value, answer.reasons) for name, answer in judgement.aspects.items()} == {
        "citation": (
            "fits",
            (
                "nothing is found against MTUS Chronic Pain Medical Treatment Guidelines, 2009 as a source "
                "for the treatment",
            ),
        ),
        "criteria": ("match", ("what is cited bears out 1 of the sentences on the guideline (1)",)),
        "application": (
            "follows",
            (
                "the case is put against the criteria (sentences on it: 1), and nothing is found against "
                "the decision",
            ),
        ),
        "record": ("agrees", ("nothing in summary, title or request is found against the facts given",)),
        "decision": ("agrees", ("the conclusion is not found to be against the decision (upheld)",)),
    }


@pytest.mark.parametrize("status", get_args(Status))
def test_no_sentence_that_is_not_borne_out_stands_beside_a_match(status: Status) -> None:
    item = examined("Tizanidine 4 mg #30", SUPPORTED)
    ledger = (status, *item.ledger[1:])
    facts = list(verdict_facts(item.item, (), ledger, rule_base().checks, summarized=True))
    fired = findings_of(checker().engine.run("verdict", facts), rule_base().catalogue, frozenset(), "letter")
    value = judge(rule_base().checks.aspects, fired).aspects["criteria"].value
    not_borne = ("misstated", "tightened", "fused", "other_guideline")
    assert value == ("cannot_tell" if status in not_borne else "match")


@pytest.mark.parametrize("rule", [rule for rule in rule_base().rules if rule.statement is not None])
def test_a_rule_that_says_what_became_of_a_sentence_is_no_mere_note(rule: Rule) -> None:
    assert rule.severity != "note"


def test_an_aspect_names_the_findings_that_it_rests_on() -> None:
    item = examined("Fexmid 7.5 mg #60", "The guideline limits cyclobenzaprine to 6 weeks.")
    (finding,) = [one for one in item.session.findings if one.rule.code == "IMR301"]
    assert item.judgement.verdict == "inconsistent"
    assert item.judgement.reasons == (finding.message,)
    assert item.judgement.aspects["criteria"].findings == (finding.id,)


def test_a_suppressed_error_is_not_weighed() -> None:
    rationale = "The guideline limits cyclobenzaprine to 6 weeks."
    judgement = examined("Fexmid 7.5 mg #60", rationale, frozenset(["IMR301"])).judgement
    assert judgement.verdict == "cannot_tell"
    assert "an error of IMR301 is suppressed" in judgement.reasons


@pytest.mark.parametrize(
    ("title", "unknown"),
    [("A garden shed", "A garden shed"), ("Tizanidine 4 mg #30 and Zorbinex 20 mg #30", "zorbinex")],
)
def test_what_is_supported_is_consistent_only_if_the_treatment_is_known(title: str, unknown: str) -> None:
    assert told(title, SUPPORTED) == ("cannot_tell", (f"{UNKNOWN}{unknown}",))


def test_other_reasons_are_told_too() -> None:
    assert told("A garden shed", "The patient was seen.") == (
        "cannot_tell",
        (
            f"{UNKNOWN}A garden shed",
            "no sentence says what the guideline holds",
            "no criterion is recognised that the case could be put against",
        ),
    )


@pytest.mark.parametrize(
    "title", ["A garden shed", "Zorbinex 20 mg #30", "Norco 10/325 mg and Zorbinex 20 mg"]
)
def test_no_section_is_on_another_treatment_than_one_that_is_not_recognised(title: str) -> None:
    rationale = "The MTUS states that massage should be limited to 4-6 visits in most cases."
    assert told(title, rationale)[0] == "cannot_tell"
