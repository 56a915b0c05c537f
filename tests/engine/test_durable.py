"""The guards around durable-rules, one by one. Nothing here runs where it is not installed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from threading import Thread
from typing import Any

import pytest

from checker.engine import Engine, Fact, FactKind, RuleBase, WrittenFact, compile_rules, make_engine
from checker.errors import EngineError

from .sample import CATALOGUE, CHECKS, WHOLE, claim, conjunction, criterion

rete = pytest.importorskip("durable_rules_engine", reason="durable_rules_engine is not installed here")

from checker.engine import durable  # noqa: E402 - it needs durable_rules_engine


class Spy:
    """The C module, with its calls noted, and optionally another answer."""

    def __init__(self, **answers: Any) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.answers = answers

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> Any:
            self.calls.append((name, arguments))
            answer = self.answers.get(name, getattr(rete, name))
            return answer(*arguments)

        return call

    def named(self, name: str) -> list[tuple[Any, ...]]:
        return [arguments for called, arguments in self.calls if called == name]


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Spy]:
    spy = Spy()
    monkeypatch.setattr(durable, "rete", spy)
    return spy


JOINED = conjunction(
    1,
    [
        {"fact": "claim", "as": "c", "where": {"margin": {"ge": 1}, "relation": "conflicting"}},
        {"fact": "criterion", "as": "k", "where": {"id": "$c.criterion", "grade": {"ne": "C"}}},
    ],
    [{"fact": "claim", "as": "o", "where": {"sentence": "$c.sentence", "relation": "agreeing"}}],
)


def engine(*rules: Any, catalogue: Any = CATALOGUE) -> Engine:
    return make_engine(compile_rules(rules, catalogue, CHECKS), "durable")


def test_rules_go_over_as_lists_of_one_key_tests(spy: Spy) -> None:
    """Constants first, then joins, then a join that always holds; texts as numbers; names underscored."""
    engine(JOINED)
    definition = json.loads(spy.named("create_ruleset")[0][1])
    claimed = [{"kind": 1}, {"$gte": {"_margin": 10_000}}, {"_relation": 0}]
    cited = [{"kind": 2}, {"$neq": {"_grade": 1}}, {"_id": {"m0": "_criterion"}}, {"one": {"m0": "one"}}]
    agreeing = [{"kind": 1}, {"_relation": 2}, {"_sentence": {"m0": "_sentence"}}, {"one": {"m0": "one"}}]
    assert definition == {
        "canary": {"all": [{"m0": {"$and": [{"kind": 0}]}}]},
        "r0": {"all": [{"m0": {"$and": claimed}}, {"m1": {"$and": cited}}]},
        "r1": {"all": [{"m0": {"$and": claimed}}, {"m1": {"$and": cited}}, {"m2": {"$and": agreeing}}]},
    }


def test_facts_go_over_flat_complete_and_as_integers(spy: Spy) -> None:
    """Each fact of a kind has the same fields, with its own id; the canary is last."""
    runs = engine(JOINED)
    facts = [
        claim(relation="conflicting", margin=1.1 + 0.2, criterion="é\n\ud800"),
        WrittenFact("finding", {}),
        criterion(id="é\n\ud800", grade="B"),
        claim(),
    ]
    runs.run("rationale", facts)
    _, batch = spy.named("assert_facts")[-1]
    assert batch.isascii()
    assert json.loads(batch) == [
        {"id": "0", "kind": 1, "one": 1, "_margin": 13000, "_relation": 0, "_criterion": 3, "_sentence": 0},
        {"id": "2", "kind": 2, "one": 1, "_id": 3, "_grade": 4},
        {"id": "3", "kind": 1, "one": 1, "_margin": 0, "_relation": 5, "_criterion": 5, "_sentence": 0},
        {"id": "canary", "kind": 0, "one": 1},
    ]


def test_only_what_may_join_goes_over(spy: Spy) -> None:
    """One fact alone is tested before; of a rule without a fact for each condition nothing goes over."""
    alone = conjunction(2, [{"fact": "claim", "as": "c", "where": {"relation": "agreeing"}}])
    runs = engine(JOINED, alone)
    sessions = len(spy.named("assert_facts"))
    agreeing, conflicting = claim(relation="agreeing"), claim(relation="conflicting", margin=2)
    assert [one.rule.code for one in runs.run("rationale", [agreeing, criterion()])] == ["IMR002"]
    assert runs.run("rationale", [conflicting, criterion(grade="C")]) == []
    assert len(spy.named("assert_facts")) == sessions
    assert [one.rule.code for one in runs.run("rationale", [conflicting, criterion()])] == ["IMR001"]
    assert len(spy.named("assert_facts")) == sessions + 1


def test_texts_of_one_session_do_not_stay(spy: Spy) -> None:
    runs = engine(JOINED)
    for name in ("first", "second"):
        runs.run("rationale", [claim(relation="conflicting", margin=2, criterion=name), criterion()])
    first, second = (json.loads(batch)[0]["_criterion"] for _, batch in spy.named("assert_facts")[-2:])
    assert first == second


def test_each_ruleset_is_warmed_when_it_is_made(spy: Spy) -> None:
    engine(JOINED)
    assert [name for name, _ in spy.calls] == [
        "create_ruleset",
        "assert_facts",
        "start_action_for_state",
        "complete_and_start_action",
        "delete_state",
    ]


@pytest.mark.parametrize("facts", [[], [claim()], [claim(relation="conflicting", margin=2), criterion()]])
def test_each_session_is_deleted(spy: Spy, facts: list[Fact]) -> None:
    """Two thousand sessions: durable-rules ends at 1,024 live ones."""
    runs = engine(JOINED)
    for _ in range(2_000):
        runs.run("rationale", facts)
    assert len(spy.named("delete_state")) == len(spy.named("assert_facts"))


@pytest.mark.parametrize("count", [29, 30, 59, 60, 200])
def test_a_ruleset_has_at_most_sixty_conditions(spy: Spy, count: int) -> None:
    """All equal, which is what durable-rules stands least: one fact is pending in each."""
    rules = [
        conjunction(number, [{"fact": "claim", "as": "a"}, {"fact": "claim", "as": "b"}])
        for number in range(count)
    ]
    runs = engine(*rules)
    sizes = [
        sum(len(one["all"]) for one in json.loads(definition).values())
        for _, definition in spy.named("create_ruleset")
    ]
    assert max(sizes) <= 60
    assert sum(sizes) == 2 * count + len(sizes)
    first, second = claim(sentence=1), claim(sentence=2)
    assert [(found.rule.code, dict(found.bindings)) for found in runs.run("rationale", [first, second])] == [
        (rule.code, bound)
        for rule in rules
        for bound in ({"a": first, "b": second}, {"a": second, "b": first})
    ]


def test_the_widest_rule_that_may_be_written_runs() -> None:
    """Eight conditions of sixteen joins each, eight unless, in one rule."""
    catalogue = {"wide": FactKind("wide", {f"n{index}": WHOLE for index in range(16)}, "Wide.")}

    def condition(alias: str, earlier: str) -> dict[str, Any]:
        where = {f"n{index}": {"gt": f"${earlier}.n{index}"} for index in range(16)} if earlier else {}
        return {"fact": "wide", "as": alias, "where": where}

    when = [condition("a", ""), *(condition(later, earlier) for earlier, later in pairwise("abcdefgh"))]
    unless = [condition(f"u{index}", "h") for index in range(8)]
    for index, one in enumerate(unless):  # each in its own words
        one["where"][f"n{index}"] = {"ge": f"$h.n{index}"}
    runs = engine(conjunction(1, when, unless), catalogue=catalogue)
    facts = [WrittenFact("wide", {f"n{index}": size for index in range(16)}) for size in range(9)]
    found = runs.run("rationale", facts)
    # A chain of eight out of nine rising facts; the ninth silences each that it tops.
    assert [[fact.fields["n0"] for fact in one.bindings.values()] for one in found] == [
        [size for size in range(9) if size != left_out] for left_out in reversed(range(8))
    ]


def test_lost_facts_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """What durable-rules does when its parser stops early: no error, and the facts behind are gone."""
    runs = engine(JOINED)
    cut = Spy(assert_facts=lambda handle, batch: rete.assert_facts(handle, batch.replace('"canary"', '"x')))
    monkeypatch.setattr(durable, "rete", cut)
    with pytest.raises(EngineError, match=r"facts were lost: .* in one of the rules IMR001"):
        runs.run("rationale", [claim(relation="conflicting", margin=2), criterion()])


def test_an_error_of_the_module_names_the_rules_and_leaves_no_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs = engine(JOINED)
    facts = [claim(relation="conflicting", margin=2), criterion()]

    def fail(handle: int, batch: str) -> Any:
        rete.assert_facts(handle, batch)
        raise RuntimeError("Could not assert facts, error code: 303")

    failing = Spy(assert_facts=fail)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "rete", failing)
        with pytest.raises(EngineError, match=r"error code: 303.* in one of the rules IMR001"):
            runs.run("rationale", facts)
    assert len(failing.named("delete_state")) == 1
    assert [dict(found.bindings) for found in runs.run("rationale", facts)] == [
        {"c": facts[0], "k": facts[1]}
    ]


def test_an_interruption_leaves_no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = engine(JOINED)
    facts = [claim(relation="conflicting", margin=2), criterion()]

    def interrupt(handle: int, state: int) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(durable, "rete", Spy(complete_and_start_action=interrupt))
        with pytest.raises(KeyboardInterrupt):
            runs.run("rationale", facts)
    assert [dict(found.bindings) for found in runs.run("rationale", facts)] == [
        {"c": facts[0], "k": facts[1]}
    ]


def test_a_fact_taken_for_another_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = engine(JOINED)
    monkeypatch.setattr(
        durable, "rete", Spy(assert_facts=lambda handle, batch: (2, rete.assert_facts(handle, batch)[1]))
    )
    with pytest.raises(EngineError, match=r"facts were refused, code 2.* in one of the rules IMR001"):
        runs.run("rationale", [claim(relation="conflicting", margin=2), criterion()])


def test_threads_do_not_mix_their_sessions() -> None:
    runs = engine(JOINED)
    wrong: list[Any] = []

    def work(number: int) -> None:
        facts = [claim(relation="conflicting", margin=2, criterion=f"k{number}"), criterion(id=f"k{number}")]
        for _ in range(200):
            found = [dict(one.bindings) for one in runs.run("rationale", facts)]
            if found != [{"c": facts[0], "k": facts[1]}]:
                wrong.append(found)

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_module_starts_no_threads_and_prints_nothing() -> None:
    """As ``durable.lang`` does both, it must not be imported."""
    script = (
        "import sys, threading, checker.engine.durable;"
        "print(threading.active_count(), sorted(name for name in sys.modules if name.startswith('durable')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("1 ['durable_rules_engine']\n", "")


def test_a_rule_base_of_no_rules_runs() -> None:
    assert engine().run("rationale", [claim()]) == []
    assert make_engine(RuleBase(CATALOGUE, ()), "durable").run("letter", []) == []
