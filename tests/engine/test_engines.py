"""What any engine promises, whichever it is."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import Any

import pytest

from checker.engine import Engine, Fact, RuleBase, WrittenFact, compile_rules, make_engine
from checker.engine.facts import MAX_FACTS
from checker.errors import EngineError, LimitError

from .sample import CATALOGUE, CHECKS, claim, conjunction, criterion, rule

HAS_DURABLE = importlib.util.find_spec("durable_rules_engine") is not None


@pytest.fixture(
    params=[
        pytest.param(
            "durable",
            marks=pytest.mark.skipif(not HAS_DURABLE, reason="durable_rules_engine is not installed here"),
        ),
        "indexed",
    ]
)
def name(request: pytest.FixtureRequest) -> Any:
    return request.param


def found(engine: Engine, facts: list[Fact], scope: str = "rationale") -> list[tuple[str, dict[str, Fact]]]:
    return [(one.rule.code, dict(one.bindings)) for one in engine.run(scope, facts)]


def test_firings_come_by_code_and_then_by_the_positions_of_their_facts(name: Any) -> None:
    rules = [
        conjunction(number, [{"fact": "claim", "as": "c"}, {"fact": "criterion", "as": "k"}])
        for number in (7, 3)
    ]
    engine = make_engine(compile_rules(rules, CATALOGUE, CHECKS), name)
    first, second = criterion(id="2"), criterion(id="1")
    third, fourth = claim(sentence=2), claim(sentence=1)
    assert found(engine, [first, third, second, fourth]) == [
        (code, {"c": one, "k": other})
        for code in ("IMR003", "IMR007")
        for one in (third, fourth)
        for other in (first, second)
    ]


def test_evidence_stays_with_its_fact_and_is_not_looked_at(name: Any) -> None:
    engine = make_engine(compile_rules([rule()], CATALOGUE, CHECKS), name)
    evidence = {"quote": ["8 visits"], "unhashable": set()}
    known = WrittenFact("claim", {"relation": "conflicting", "dimension": "visit", "margin": 1}, evidence)
    ((_, bound),) = found(engine, [criterion(grade="A"), known])
    assert bound["c"] is known
    assert bound["c"].evidence is evidence


def test_a_session_runs_the_rules_of_its_scope(name: Any) -> None:
    own = conjunction(1, [{"fact": "claim", "as": "c"}])
    other = own.model_copy(update={"code": "IMR002", "name": "other", "scope": "letter", "severity": "note"})
    engine = make_engine(compile_rules([own, other], CATALOGUE, CHECKS), name)
    known = claim()
    assert found(engine, [known]) == [("IMR001", {"c": known})]
    assert found(engine, [known], "letter") == [("IMR002", {"c": known})]


def test_conditions_of_a_rule_are_met_by_different_facts(name: Any) -> None:
    pair = conjunction(
        1, [{"fact": "claim", "as": "a"}, {"fact": "claim", "as": "b", "where": {"sentence": "$a.sentence"}}]
    )
    engine = make_engine(compile_rules([pair], CATALOGUE, CHECKS), name)
    one, same = claim(sentence=1), claim(sentence=1)
    assert found(engine, [one]) == []
    assert found(engine, [one, same]) == [
        ("IMR001", {"a": one, "b": same}),
        ("IMR001", {"a": same, "b": one}),
    ]


def test_a_fact_does_not_silence_the_rule_that_it_fires(name: Any) -> None:
    alone = conjunction(
        1,
        [{"fact": "claim", "as": "c"}],
        [{"fact": "claim", "as": "o", "where": {"sentence": "$c.sentence"}}],
    )
    engine = make_engine(compile_rules([alone], CATALOGUE, CHECKS), name)
    one, other = claim(sentence=1), claim(sentence=2)
    assert found(engine, [one, other]) == [("IMR001", {"c": one}), ("IMR001", {"c": other})]
    assert found(engine, [one, claim(sentence=1)]) == []


def test_a_missing_field_has_the_default_of_its_type(name: Any) -> None:
    defaults = {"sentence": 0, "criterion": "", "margin": 0.0, "explicit": False}
    engine = make_engine(
        compile_rules([conjunction(1, [{"fact": "claim", "as": "c", "where": defaults}])], CATALOGUE, CHECKS),
        name,
    )
    empty, full = WrittenFact("claim", {}), WrittenFact("claim", {"explicit": True})
    assert found(engine, [empty, full]) == [("IMR001", {"c": empty})]


@pytest.mark.parametrize(
    ("limit", "stated", "fires"),
    [
        (5, 5.0, True),
        (5.0, 5, True),
        (0.3, 0.1 + 0.2, True),
        (5.0001, 5.0001, True),
        (5.0001, 5.00004, False),
        (0.00001, 0.0, True),
        (100_000_000_000, 99_999_999_999.9999, False),
        (-2.5, -2.5001, False),
    ],
)
def test_numbers_are_compared_in_ten_thousandths(name: Any, limit: float, stated: float, fires: bool) -> None:
    rules = [conjunction(1, [{"fact": "claim", "as": "c", "where": {"margin": {"ge": limit}}}])]
    engine = make_engine(compile_rules(rules, CATALOGUE, CHECKS), name)
    assert bool(found(engine, [claim(margin=stated)])) is fires


@pytest.mark.parametrize("length", [999, 1_000, 65_536, 1_000_000])
def test_long_texts_are_compared_to_their_end(name: Any, length: int) -> None:
    same = conjunction(
        1,
        [{"fact": "claim", "as": "c"}, {"fact": "criterion", "as": "k", "where": {"id": "$c.criterion"}}],
    )
    engine = make_engine(compile_rules([same], CATALOGUE, CHECKS), name)
    text = "x" * length
    stated, right = claim(criterion=text), criterion(id=text)
    wrong = [
        criterion(id=text[:-1] + "y"),
        criterion(id=text[:-1]),
        criterion(id=text + "x"),
        criterion(id=""),
    ]
    assert found(engine, [*wrong, stated, right]) == [("IMR001", {"c": stated, "k": right})]


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        (WrittenFact("clam", {}), "fact of unknown kind 'clam'"),
        (claim(sentance=1), "fact claim: unknown field 'sentance'"),
        (claim(sentence="1"), "fact claim.sentence: expected a whole number, found text"),
        (claim(sentence=1.0), "fact claim.sentence: expected a whole number, found 1.0"),
        (claim(sentence=True), "fact claim.sentence: expected a whole number, found true"),
        (claim(sentence=None), "fact claim.sentence: expected a whole number, found nothing"),
        (claim(criterion=["k"]), "fact claim.criterion: expected a text, found nothing"),
        (claim(explicit=2), "fact claim.explicit: expected true or false, found 2"),
        (claim(margin=float("nan")), "fact claim.margin: number out of range"),
        (claim(margin=float("inf")), "fact claim.margin: number out of range"),
        (claim(margin=1e300), "fact claim.margin: number out of range"),
        (claim(sentence=10**15 + 1), "fact claim.sentence: number out of range"),
        (claim(sentence=-1), "fact claim.sentence: expected at least 0, found -1"),
        (criterion(page=901), "fact criterion.page: expected at most 900, found 901"),
        (claim(relation="denyed"), "fact claim.relation: expected one of agreeing, conflicting"),
        (WrittenFact("finding", {"name": ""}), "fact finding.name: expected a text that is not empty"),
    ],
)
def test_a_fact_outside_of_the_catalogue_is_an_error(name: Any, fact: Fact, message: str) -> None:
    """Not a rule that stays silent. The value is not shown: it may be text of a letter."""
    engine = make_engine(compile_rules([rule()], CATALOGUE, CHECKS), name)
    with pytest.raises(EngineError) as caught:
        engine.run("rationale", [claim(), fact])
    assert str(caught.value) == message


def test_too_many_combinations_are_an_error(name: Any) -> None:
    """59 * 58 * 57 is below 200,000, 60 * 59 * 58 is not."""
    rules = [conjunction(1, [{"fact": "claim", "as": alias} for alias in "abc"])]
    engine = make_engine(compile_rules(rules, CATALOGUE, CHECKS), name)
    assert len(engine.run("rationale", [claim(sentence=at) for at in range(59)])) == 59 * 58 * 57
    with pytest.raises(LimitError) as caught:
        engine.run("rationale", [claim(sentence=at) for at in range(60)])
    many = "more than 200,000 combinations of facts"
    assert str(caught.value) == f"not checked: it gives {many} for the rule IMR001"


def test_many_facts_are_no_error_where_joins_keep_them_apart(name: Any) -> None:
    rules = [
        conjunction(
            1,
            [
                {"fact": "claim", "as": "a"},
                {"fact": "criterion", "as": "k", "where": {"page": "$a.sentence"}},
            ],
        )
    ]
    engine = make_engine(compile_rules(rules, CATALOGUE, CHECKS), name)
    facts = [one for at in range(500) for one in (claim(sentence=at), criterion(page=at))]
    assert len(engine.run("rationale", facts)) == 500


def test_too_many_facts_are_an_error(name: Any) -> None:
    engine = make_engine(compile_rules([rule()], CATALOGUE, CHECKS), name)
    assert engine.run("rationale", [claim()] * MAX_FACTS) == []  # none meets the rule
    with pytest.raises(LimitError) as caught:
        engine.run("rationale", [claim()] * (MAX_FACTS + 1))
    assert str(caught.value) == "not checked: it gives more than 20,000 facts"


def test_the_engine_named_is_the_engine_made(name: Any) -> None:
    assert make_engine(RuleBase(CATALOGUE, ()), name).name == name


WITHOUT_DURABLE = """
import sys
sys.modules["durable_rules_engine"] = None
from checker.engine import RuleBase, make_engine
from checker.errors import EngineUnavailableError
for prefer in ("auto", "indexed"):
    engine = make_engine(RuleBase({}, ()), prefer)
    print(engine.name, engine.instead)
try:
    make_engine(RuleBase({}, ()), "durable")
except EngineUnavailableError as error:
    print(error)
"""


def test_where_durable_rules_is_missing_the_indexed_engine_runs_without_a_word() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_DURABLE], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "indexed None",
        "indexed None",
        "the engine durable can't be used: import of durable_rules_engine halted; None in sys.modules",
    ]


def test_auto_takes_durable_rules_where_it_is_there() -> None:
    assert make_engine(RuleBase(CATALOGUE, ())).name == ("durable" if HAS_DURABLE else "indexed")
