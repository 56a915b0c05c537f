"""How fast the engines are, against each other and the brute-force oracle of the tests.

``python -m benchmarks.engine`` runs random rules of the kind that the rule base has (tests on words, a
join on a criterion, an unless here and there) over sessions of 40 facts. Times are CPU time a session, the
median of repeated runs; what counts are the ratios.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from statistics import median
from time import process_time
from typing import Any

from checker.engine import Catalogue, Fact, FactKind, Rule, WrittenFact, compile_rules, make_engine
from tests.engine import oracle
from tests.engine.sample import CHECKS, NUMBER, TEXT, TRUTH, conjunction

KINDS = ("item", "citation", "claim", "criterion", "finding", "sentence")
WORDS = tuple(f"word{number}" for number in range(12))
CATALOGUE: Catalogue = {
    name: FactKind(
        name,
        {
            "id": TEXT,
            "of": TEXT,
            "word": TEXT,
            "unit": TEXT,
            "size": NUMBER,
            "plain": TRUTH,
        },
        "A fact of the benchmark.",
    )
    for name in KINDS
}
RULE_COUNTS = (60, 200, 999)
FACTS = 40
SESSIONS = 20
REPEATS = 5


def draw_rule(random: Random, number: int) -> Rule:
    """One to three conditions: words and figures, joined by an id."""
    when: list[dict[str, Any]] = []
    for alias in "abc"[: random.choice((1, 2, 2, 3))]:
        where: dict[str, Any] = {"word": random.choice(WORDS)}
        if random.random() < 0.3:
            where["size"] = {random.choice(("ge", "lt")): random.randint(1, 9)}
        if when:
            where["of"] = f"${when[-1]['as']}.id"
        when.append({"fact": random.choice(KINDS), "as": alias, "where": where})
    unless = {"fact": random.choice(KINDS), "as": "u", "where": {"of": "$a.id", "word": random.choice(WORDS)}}
    return conjunction(number, when, [unless] if random.random() < 0.3 else [])


def draw_fact(random: Random) -> Fact:
    """A fact whose id another may refer to."""
    return WrittenFact(
        random.choice(KINDS),
        {
            "id": f"id{random.randrange(10)}",
            "of": f"id{random.randrange(10)}",
            "word": random.choice(WORDS),
            "unit": random.choice(WORDS),
            "size": random.randint(0, 100) / 10,
            "plain": random.random() < 0.5,
        },
    )


def cpu_seconds(run: Callable[[str, Sequence[Fact]], object], sessions: Sequence[Sequence[Fact]]) -> float:
    """CPU time a session, the median of repeated runs."""
    times = []
    for _ in range(REPEATS):
        start = process_time()
        for facts in sessions:
            run("rationale", facts)
        times.append((process_time() - start) / len(sessions))
    return median(times)


def main() -> None:
    """Print one line for each size of rule base."""
    random = Random(20)
    sessions = [[draw_fact(random) for _ in range(FACTS)] for _ in range(SESSIONS)]
    print(f"{FACTS} facts a session; milliseconds a session, and multiples of the indexed engine")
    print(f"{'rules':>6} {'firings':>8} {'indexed':>9} {'durable':>17} {'oracle':>17}")
    for count in RULE_COUNTS:
        base = compile_rules([draw_rule(random, number) for number in range(count)], CATALOGUE, CHECKS)
        indexed, durable = make_engine(base, "indexed").run, make_engine(base, "durable").run
        brute = partial(oracle.firings, base.rules, CATALOGUE)
        found = [indexed("rationale", facts) for facts in sessions]
        if (
            not found
            == [durable("rationale", facts) for facts in sessions]
            == [brute("rationale", facts) for facts in sessions]
        ):
            raise SystemExit("the engines do not agree")
        times = [cpu_seconds(run, sessions) for run in (indexed, durable, brute)]
        figures = " ".join(f"{time * 1e3:>9.3f} ({time / times[0]:>4.1f})" for time in times[1:])
        print(f"{count:>6} {sum(map(len, found)) / len(found):>8.1f} {times[0] * 1e3:>9.3f} {figures}")


if __name__ == "__main__":
    main()
