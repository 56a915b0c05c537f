"""Two runs compared: which findings were added, are gone, or changed.

A finding is the same in both where its fingerprint, its letter (by case number, else by path) and its item
are: moved lines and renamed files change nothing. Suppressed findings count as absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from checker.report.records import FindingRecord, LetterRecord, Report


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and where it was found. ``item`` None: in the whole letter."""

    path: str
    item: int | None
    finding: FindingRecord


@dataclass(frozen=True, slots=True)
class Comparison:
    """The findings that differ; ``changed`` pairs before and after.

    ``not_compared`` are letters that one of the runs could not check: findings of theirs are left out. Those
    that neither could check are none of them: nothing changed.
    """

    added: tuple[Placed, ...]
    gone: tuple[Placed, ...]
    changed: tuple[tuple[Placed, Placed], ...]
    not_compared: tuple[str, ...]


Key = tuple[str, int | None, str]


def compare_runs(old: Report, new: Report) -> Comparison:
    """Compare two runs."""
    unchecked, never = _unchecked(old, new)
    before, after = _findings(old, unchecked), _findings(new, unchecked)
    added: list[Placed] = []
    gone: list[Placed] = []
    changed: list[tuple[Placed, Placed]] = []
    for key in dict.fromkeys([*after, *before]):
        # The same case can be there twice, as text and as PDF: pair the findings in their order.
        olds, news = before.get(key, []), after.get(key, [])
        added += news[len(olds) :]
        gone += olds[len(news) :]
        pairs = zip(olds, news, strict=False)
        changed += [(one, other) for one, other in pairs if _content(one) != _content(other)]
    return Comparison(tuple(added), tuple(gone), tuple(changed), tuple(sorted(unchecked - never)))


def as_record(comparison: Comparison) -> dict[str, Any]:
    """Make it plain data, for JSON."""
    return {
        "added": [asdict(placed) for placed in comparison.added],
        "gone": [asdict(placed) for placed in comparison.gone],
        "changed": [
            {
                "path": after.path,
                "item": after.item,
                "before": asdict(before.finding),
                "after": asdict(after.finding),
            }
            for before, after in comparison.changed
        ],
        "not_compared": list(comparison.not_compared),
    }


def as_lines(comparison: Comparison) -> Iterator[str]:
    """Write it in lines: what was added (+), is gone (-) or changed (~), then the counts."""
    for sign, all_placed in (("+", comparison.added), ("-", comparison.gone)):
        for placed in all_placed:
            yield f"{sign} {_headline(placed)}"
    for before, after in comparison.changed:
        yield f"~ {_headline(after)}"
        old, new = asdict(before.finding), asdict(after.finding)
        for field in (field for field in old if field != "evidence" and old[field] != new[field]):
            yield f"    {field}: {old[field]} -> {new[field]}"
    counts = (len(comparison.added), len(comparison.gone), len(comparison.changed))
    yield "{} added, {} gone, {} changed".format(*counts)


def _unchecked(old: Report, new: Report) -> tuple[set[str], set[str]]:
    """Find the letters that some run could not check, and those that neither could."""
    each = [{letter.path for letter in run.letters if letter.status != "checked"} for run in (old, new)]
    return each[0] | each[1], each[0] & each[1]


def _findings(report: Report, unchecked: set[str]) -> dict[Key, list[Placed]]:
    found: dict[Key, list[Placed]] = {}
    for letter in report.letters:
        if letter.path in unchecked:
            continue
        for placed in _placed(letter):
            key = (letter.case.case_number or letter.path, placed.item, placed.finding.id)
            found.setdefault(key, []).append(placed)
    return found


def _placed(letter: LetterRecord) -> Iterator[Placed]:
    places: list[tuple[int | None, tuple[FindingRecord, ...]]] = [(None, letter.findings)]
    places += [(item.index, item.findings) for item in letter.items]
    for index, findings in places:
        for finding in findings:
            if not finding.suppressed:
                yield Placed(letter.path, index, finding)


def _content(placed: Placed) -> FindingRecord:
    """The finding without its places, which move when lines do."""
    evidence = tuple(replace(quote, span=None) for quote in placed.finding.evidence)
    return replace(placed.finding, evidence=evidence)


def _headline(placed: Placed) -> str:
    finding = placed.finding
    place = "whole letter" if placed.item is None else f"item {placed.item}"
    head = f"{finding.severity} {finding.rule} {finding.check}"
    return f"{placed.path}, {place}: {head}: {finding.message} [{finding.id}]"
