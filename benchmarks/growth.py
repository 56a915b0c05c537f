"""Time as letters, criteria and rules grow: ``python -m benchmarks.growth``, a part of ``benchmarks.speed``.

CPU time of a letter, as ratios. Criteria and rules are those that come with imr-check, a part of them or
copies under other names: each copied rule fires where the first does, which is the worst that can be.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measuring import checking, cpu, grown
from checker.engine import RuleBase
from checker.engine.compiling import compile_checked
from checker.judging.examine import Checker
from checker.knowledge.guidelines import Edition, Section
from checker.knowledge.knowledge import Knowledge
from checker.readers import read_letter
from checker.running.setup import make_checker
from checker.spans import LetterText

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)  # characters
CRITERIA = (1_000, 10_000)
RULES = (100, 1_000)


def sizes(checker: Checker) -> Iterator[str]:
    """Letters ten times as long as the one before."""
    check, before = checking(checker), 0.0
    for size in SIZES:
        taken = cpu(check, [grown(size)])
        ratio = f", {taken / before:.1f} x (aim 12)" if before else ""
        yield f"a letter of {size / 1000:,.0f} kB: {taken:.2f} s{ratio}"
        before = taken


def criteria(checker: Checker, texts: Sequence[LetterText]) -> Iterator[str]:
    """Ten times as many criteria."""
    times = []
    for count in CRITERIA:
        start = time.process_time()
        many = Checker(with_criteria(checker.knowledge, count), checker.rules)
        check = checking(many)
        made = time.process_time() - start
        times.append(cpu(check, texts))
        yield f"{count:,} criteria: {times[-1] * 1e3:.1f} ms a letter; made, without a cache, in {made:.0f} s"
    yield f"ten times as many criteria: {times[1] / times[0]:.1f} x the time"


def rules(checker: Checker, texts: Sequence[LetterText]) -> Iterator[str]:
    """Ten times as many rules."""
    times = []
    for count in RULES:
        many = Checker(checker.knowledge, with_rules(checker.rules, count))
        many.compiled = checker.compiled
        times.append(cpu(checking(many), texts))
        yield f"{count:,} rules: {times[-1] * 1e3:.1f} ms a letter"
    yield f"ten times as many rules: {times[1] / times[0]:.1f} x the time"


def with_criteria(knowledge: Knowledge, count: int) -> Knowledge:
    """So many criteria: of the editions in their order, then of copies of them."""
    editions: list[Edition] = []
    number = 0
    while count > 0:
        for edition in knowledge.editions:
            sections = []
            for section in edition.sections if count > 0 else ():
                sections.append(_section(section, number, count))
                count -= len(sections[-1].criteria)
            name = _named(edition.id, number)
            editions.append(edition.model_copy(update={"id": name, "sections": tuple(sections)}))
        number += 1
    return knowledge.model_copy(update={"editions": tuple(editions), "twins": ()})


def _section(section: Section, number: int, most: int) -> Section:
    own = [one.model_copy(update={"id": _named(one.id, number)}) for one in section.criteria[: max(most, 0)]]
    return section.model_copy(update={"id": _named(section.id, number), "criteria": tuple(own)})


def with_rules(base: RuleBase, count: int) -> RuleBase:
    """So many rules: of those of verdicts all, then of the others, and of copies of them."""
    verdict = [rule for rule in base.rules if rule.scope == "verdict"]
    others = [rule for rule in base.rules if rule.scope != "verdict"]
    copies = (
        rule.model_copy(update={"code": f"{prefix}{rule.code[-3:]}", "name": _named(rule.name, number)})
        for number, prefix in enumerate(("IMR", *(f"X{letter}" for letter in "ABCDEFGHIJKLMNOP")))
        for rule in others
    )
    chosen = [*verdict, *(rule for rule, _ in zip(copies, range(count - len(verdict)), strict=False))]
    return compile_checked(chosen, base.catalogue, base.checks)


def _named(name: str, number: int) -> str:
    return f"{name}.copy{number}" if number else name


def figures(checker: Checker, texts: Sequence[LetterText]) -> Iterator[str]:
    """The lines, as they are measured."""
    yield from criteria(checker, texts)
    yield from rules(checker, texts)
    yield from sizes(checker)


def main() -> None:
    """Print the figures."""
    examples = Path(__file__).parent.parent / "examples"
    texts = [read_letter(path) for path in sorted(examples.glob("*.txt"))]
    for line in figures(make_checker(), texts):
        print(line, flush=True)


if __name__ == "__main__":
    main()
