"""The tree of ``explain``: questions, findings and conditions, down to the words that a leaf rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from checker.casefile.conditions import Answer, Answered, Condition
from checker.casefile.features.kinds import Visits
from checker.cli.explaining import Wanted, explained
from checker.cli.letters import examine_one
from checker.cli.tree import Node
from checker.engine.facts import WrittenFact
from checker.judging.examine import Checker, Examination
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.packs import alone
from checker.report.records import AspectRecord, AspectsRecord, LetterRecord
from checker.report.views import letter_record
from checker.running.setup import make_checker
from checker.spans import LetterText, Span
from tests.cli.letters import RULE, item, letter, write_rules

TEXT = LetterText(letter(item()))
CRITERION = "CP09.musc.second_line"


def visits(words: str) -> Visits:
    start = TEXT.text.index(words)
    return Visits(
        concept=None, words=words, sentence=words, span=Span(start, start + len(words)),
        place="title", status="reported", role="requested", count=30,
    )  # fmt: skip


def leaf(text: str, answer: Answer) -> Answered:
    return Answered(text, answer, features=(visits("Tizanidine 4 mg #30"),) if answer != "unknown" else ())


PROOF = Answered(
    "a spasm, and no other remedy",
    "false",
    "all",
    (
        leaf("spasm", "true"),
        Answered(
            "another remedy",
            "false",
            "any",
            (leaf("an NSAID", "false"), Answered("no opioid", "false", "not", (leaf("an opioid", "true"),))),
        ),
        leaf("acute", "unknown"),
    ),
)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    folder = write_rules(tmp_path_factory.mktemp("rules"))
    on_claims = RULE.format(
        code="IMR303", name="fused", check="criterion-fused", severity="note", decision="fused"
    )
    of_claims = {"fact: item": "fact: claim", "{item:": "{claim:", "i.decision": "i.fit", "decision:": "fit:"}
    for of_item, of_claim in {**of_claims, "modified": "supported"}.items():
        on_claims = on_claims.replace(of_item, of_claim)
    (folder / "criterion" / "IMR303.yaml").write_text(on_claims, encoding="utf-8")
    return make_checker("indexed", alone(rules=folder))


@pytest.fixture(autouse=True)
def judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The letter's item with a condition, computed and not, a fact of it, and answers to the questions."""

    def examined(machine: Checker, text: LetterText, name: str, as_of: date | None) -> Examination:
        found = examine_one(machine, text, name, as_of)
        (one,) = found.items
        stated = machine.compiled.criteria.by_id[CRITERION]
        conditions = (
            Condition(
                stated, "a spasm", "unmet", value="2 weeks", stated_in=(0,), decisive=True, proof=PROOF
            ),
            Condition(None, "of the letter's words", "not_documented"),
        )
        fact = WrittenFact("claim", {"fit": "partly", "criterion": CRITERION})
        session = replace(one.session, facts=(*one.session.facts, fact))
        items = (replace(one, item=replace(one.item, conditions=conditions), session=session),)
        return replace(found, items=items)

    def recorded(found: Examination, name: str, lexicon: Lexicon) -> LetterRecord:
        record = letter_record(found, name, lexicon)
        (one,) = record.items
        ids = tuple(finding.id for finding in one.findings)
        aspects = AspectsRecord(
            citation=AspectRecord(value="fits"),
            criteria=AspectRecord(value="none_stated", reasons=("no criterion is stated",)),
            application=AspectRecord(value="does_not_follow"),
            record=AspectRecord(value="agrees"),
            decision=AspectRecord(value="conflicts", findings=ids),
        )
        return replace(record, items=(replace(one, aspects=aspects),))

    monkeypatch.setattr("checker.cli.explaining.examine_one", examined)
    monkeypatch.setattr("checker.cli.explaining.letter_record", recorded)


def lines(node: Node, depth: int = 0) -> Iterator[str]:
    yield "  " * depth + (f"[{node.mark}] " if node.mark else "") + node.words
    for below in node.below:
        yield from lines(below, depth + 1)


def under(made: Node, first: str) -> list[str]:
    """The lines of the node that begins so."""
    found = made.words.startswith(first)
    return list(lines(made)) if found else [line for below in made.below for line in under(below, first)]


@pytest.fixture
def told(machine: Checker) -> Node:
    return explained(machine, TEXT, "letter.txt", None, Wanted())


TITLE = 'title, line 26, reported: "Tizanidine 4 mg #30"'


def test_each_question_has_its_answer_reasons_and_findings_below_it(told: Node) -> None:
    (part,) = told.below
    verdict = part.below[0]
    assert [node.words for node in verdict.below if ": " in node.words] == [
        "citation: fits",
        "criteria: none stated",
        "application: does not follow",
        "record: agrees",
        "decision: conflicts",
    ]
    assert under(told, "criteria: ") == ["criteria: none stated", "  no criterion is stated"]
    decision = under(told, "decision: conflicts")
    assert decision[1].startswith("  error IMR301 limit-misstated [")
    assert decision[2:] == [
        "    [true] item i: decision = upheld",
        "      decision is 'upheld'",
        '      title, line 26: "Tizanidine 4 mg #30"',
        "    To match: Nothing.",
    ]
    assert sum(line.lstrip().startswith("error IMR301") for line in lines(told)) == 1  # not said twice


def test_conditions_go_down_to_the_quote_of_each_leaf(told: Node) -> None:
    assert under(told, "application: ")[1:] == [
        f"  condition unmet, the decision leans on it: a spasm: 2 weeks (criterion {CRITERION})",
        '    stated in line 32: "The requested Tizanidine is not medically necessary."',
        "    [false] all: a spasm, and no other remedy",
        "      [true] spasm",
        f"        {TITLE}",
        "      [false] any: another remedy",
        "        [false] an NSAID",
        f"          {TITLE}",
        "        [false] not: no opioid",
        "          [true] an opioid",
        f"            {TITLE}",
        "      [unknown] acute",
        "        the letter says nothing of it",
        "  condition not documented: of the letter's words",
    ]


def test_why_not_goes_down_to_the_leaves_that_failed(machine: Checker) -> None:
    wanted = Wanted(rule="IMR303", why_not=True)
    told = explained(machine, TEXT, "letter.txt", None, wanted)
    assert under(told, "not fit = fused (it is 'partly')") == [
        "not fit = fused (it is 'partly')",
        f"  fact claim (fit partly, criterion {CRITERION})",
        f"  condition unmet, the decision leans on it: a spasm: 2 weeks (criterion {CRITERION})",
        '    stated in line 32: "The requested Tizanidine is not medically necessary."',
        "    [false] all: a spasm, and no other remedy",
        "      [false] any: another remedy",
        "        [false] an NSAID",
        f"          {TITLE}",
        "        [false] not: no opioid",
        "          [true] an opioid",
        f"            {TITLE}",
    ]
