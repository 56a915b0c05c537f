"""Both engines against the brute-force oracle, over random rules, facts and orders of facts."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.engine import (
    Catalogue,
    Fact,
    FactKind,
    FieldType,
    Firing,
    Rule,
    Value,
    WrittenFact,
    make_engine,
)
from checker.engine.compiling import compile_checked

from . import oracle
from .sample import CHECKS, NUMBER, TEXT, TRUTH, WHOLE, conjunction

HAS_DURABLE = importlib.util.find_spec("durable_rules_engine") is not None
needs_durable = pytest.mark.skipif(not HAS_DURABLE, reason="durable_rules_engine is not installed here")
ENGINES = [pytest.param("durable", marks=needs_durable), "indexed"]

# Two kinds that share names, and few values, so that conditions are often met.
CATALOGUE: Catalogue = {
    "p": FactKind("p", {"id": TEXT, "s": TEXT, "i": WHOLE, "n": NUMBER, "b": TRUTH}, "One."),
    "q": FactKind("q", {"id": TEXT, "kind": TEXT, "i": WHOLE, "n": NUMBER}, "Another."),
}
LONG = "x" * 70_000
VALUES: dict[FieldType, list[Value]] = {
    "string": ["", "x", "12", "9", "é", '"', "\\", "'", "{", "\0", LONG, LONG + "y"],
    "integer": [-1, 0, 1, 2, 10**15],
    "number": [0.0, -2.5, 0.3, 0.1 + 0.2, 5, 5.0, 5.00001, 5.0001, 1e-5, 1e11],
    "boolean": [False, True],
}
ORDERED = ["eq", "ne", "lt", "le", "gt", "ge"]

Domain = dict[FieldType, st.SearchStrategy[Value]]


@st.composite
def domains(draw: st.DrawFn) -> Domain:
    """Two values of each type."""
    return {
        field_type: st.sampled_from(
            draw(st.lists(st.sampled_from(values), min_size=2, max_size=2, unique_by=repr))
        )
        for field_type, values in VALUES.items()
    }


@st.composite
def conditions(draw: st.DrawFn, domain: Domain, alias: str, earlier: dict[str, str]) -> dict[str, Any]:
    """A condition on a random kind, joined with earlier ones where types allow it."""
    kind = draw(st.sampled_from(sorted(CATALOGUE)))
    fields = CATALOGUE[kind].fields
    where: dict[str, dict[str, Any]] = {}
    for field in draw(st.lists(st.sampled_from(sorted(fields)), max_size=2, unique=True)):
        references = [
            f"${other}.{name}"
            for other, other_kind in earlier.items()
            for name, other_field in CATALOGUE[other_kind].fields.items()
            if other_field == fields[field]
        ]
        literal = domain[fields[field].type]
        value = st.sampled_from(references) | literal if references else literal
        operators = ORDERED if fields[field].type in ("integer", "number") else ORDERED[:2]
        where[field] = draw(st.dictionaries(st.sampled_from(operators), value, min_size=1, max_size=2))
    return {"fact": kind, "as": alias, "where": where}


@st.composite
def rules(draw: st.DrawFn, domain: Domain, number: int) -> Rule:
    """A rule of one to three conditions and up to two unless."""
    earlier: dict[str, str] = {}
    when = []
    for alias in draw(st.sampled_from(["a", "ab", "abc"])):
        when.append(draw(conditions(domain, alias, earlier)))
        earlier[alias] = when[-1]["fact"]
    unless = [draw(conditions(domain, alias, earlier)) for alias in draw(st.sampled_from(["", "u", "uv"]))]
    return conjunction(number, when, unless)


@st.composite
def facts(draw: st.DrawFn, domain: Domain) -> Fact:
    """A fact with all of its fields or without one of them."""
    kind = draw(st.sampled_from(sorted(CATALOGUE)))
    fields = CATALOGUE[kind].fields
    missing = draw(st.sampled_from(["", *fields]))
    return WrittenFact(
        kind, {name: draw(domain[field.type]) for name, field in fields.items() if name != missing}
    )


@st.composite
def sessions(draw: st.DrawFn, rule_count: int, fact_count: int) -> tuple[list[Rule], list[Fact]]:
    """Rules and facts over one domain."""
    domain = draw(domains())
    some = [draw(rules(domain, number)) for number in range(draw(st.integers(1, rule_count)))]
    return some, draw(st.lists(facts(domain), min_size=2, max_size=fact_count))


def shown(found: Sequence[Firing]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Firings by rule code and the identity of the facts bound: equal facts are different facts."""
    return [(one.rule.code, [(alias, id(fact)) for alias, fact in one.bindings.items()]) for one in found]


@pytest.mark.parametrize("name", ENGINES)
@settings(deadline=None, max_examples=500, suppress_health_check=[HealthCheck.too_slow])
@given(session=sessions(rule_count=4, fact_count=6), random=st.randoms(use_true_random=False))
def test_finds_what_the_oracle_finds_in_every_order(
    name: Any, session: tuple[list[Rule], list[Fact]], random: Random
) -> None:
    some, known = session
    engine = make_engine(compile_checked(some, CATALOGUE, CHECKS), name)
    orders = list(permutations(known))
    first = sorted(shown(engine.run("rationale", known)))
    for order in orders if len(orders) <= 6 else random.sample(orders, 6):
        found = shown(engine.run("rationale", order))
        assert found == shown(oracle.firings(some, CATALOGUE, "rationale", order))
        assert sorted(found) == first


@pytest.mark.parametrize("name", ENGINES)
@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(session=sessions(rule_count=40, fact_count=8))
def test_more_conditions_than_a_ruleset_holds(name: Any, session: tuple[list[Rule], list[Fact]]) -> None:
    some, known = session
    engine = make_engine(compile_checked(some, CATALOGUE, CHECKS), name)
    assert shown(engine.run("rationale", known)) == shown(oracle.firings(some, CATALOGUE, "rationale", known))


@pytest.mark.parametrize("name", ENGINES)
def test_negation_does_not_depend_on_the_order_of_facts(name: Any) -> None:
    """In durable-rules' own negation, the order of these facts decides."""
    some = conjunction(
        1,
        [{"fact": "p", "as": "c", "where": {"s": "conflicting"}}],
        [{"fact": "p", "as": "o", "where": {"i": "$c.i", "s": "agreeing"}}],
    )
    known = [
        WrittenFact("p", {"i": 1, "s": "conflicting"}),
        WrittenFact("p", {"i": 1, "s": "agreeing"}),
        WrittenFact("p", {"i": 2, "s": "conflicting"}),
    ]
    engine = make_engine(compile_checked([some], CATALOGUE, CHECKS), name)
    for order in permutations(known):
        assert [dict(found.bindings) for found in engine.run("rationale", order)] == [{"c": known[2]}]
