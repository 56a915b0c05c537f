"""A baseline: the findings that are known already, so that only new ones fail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from checker.cli.options import LEVELS, FailLevel
from checker.cli.whole import write_whole
from checker.counting import counted
from checker.errors import CheckerError, UnreadableError
from checker.knowledge.plain_words import of_validation, shown
from checker.knowledge.strict import Several, Strict
from checker.readers import path_name
from checker.readers.files import read_file
from checker.report.records import FindingRecord, LetterRecord, Report

_MAX_BYTES = 256 * 1024**2  # over a million findings


class BaselineError(CheckerError):
    """A file is no baseline. It has a line for each problem."""


class Entry(Strict):
    """A known finding, without any words of a letter.

    ``letter`` is its case number, or the path of one that has none; ``item`` null: in the whole letter.
    """

    letter: str
    item: int | None
    rule: str
    id: str


class Baseline(Strict):
    """The file: its findings by letter, item, rule and id."""

    version: Literal[1]
    findings: Several[Entry]

    @property
    def ids(self) -> frozenset[str]:
        """The fingerprints of what is known."""
        return frozenset(entry.id for entry in self.findings)

    def remarks(self, report: Report) -> Iterator[str]:
        """Say what is no longer found."""
        if gone := len(list(gone_from(self, report))):
            yield f"{counted(gone, 'finding')} of the baseline no longer found: baseline prune takes them out"


def load_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises BaselineError."""
    try:
        data = json.loads(read_file(path, _MAX_BYTES), object_pairs_hook=_once)
        return Baseline.model_validate(data)
    except UnreadableError as error:
        raise BaselineError(f"{path_name(path)}: {error}") from None
    except ValidationError as error:
        found = (
            f"{path_name(path)}: not a baseline: {words}" for _, _, words in of_validation(error, Baseline)
        )
        raise BaselineError(*found) from None
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{path_name(path)}: not a baseline: {error}") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object none of whose keys is there twice, as they are where changes were merged by hand."""
    keys: set[str] = set()
    for key, _ in pairs:
        if key in keys:
            raise ValueError(f"the key {shown(key)} is there twice")
        keys.add(key)
    return dict(pairs)


def save_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline, whole. Raises WriteError."""
    entries = [
        json.dumps(entry.model_dump(), sort_keys=True) for entry in sorted(baseline.findings, key=_order)
    ]
    text = ",\n".join(f"    {entry}" for entry in entries)
    listed = f"[\n{text}\n  ]" if entries else "[]"
    write_whole(path, f'{{\n  "version": 1,\n  "findings": {listed}\n}}\n'.encode())


def of_run(report: Report, level: FailLevel) -> Baseline:
    """The baseline of all findings of a run at a level or above that count."""
    return Baseline(version=1, findings=tuple(_counting(report, level)))


def updated(baseline: Baseline, report: Report, level: FailLevel) -> Baseline:
    """The baseline with what is new in a run."""
    known = set(baseline.findings)
    new = (entry for entry in _counting(report, level) if entry not in known)
    return Baseline(version=1, findings=(*baseline.findings, *new))


def left_out(baseline: Baseline, report: Report, level: FailLevel) -> Iterator[str]:
    """Say how many findings of a run are below a level and not in the baseline, and how to take them up."""
    known = set(baseline.findings)
    if below := [entry for entry in _counting(report, FailLevel.note) if entry not in known]:
        yield f"{len(below)} below {level.value} left out: with --fail-level note all are taken up"


def pruned(baseline: Baseline, report: Report) -> Baseline:
    """The baseline without what a run no longer finds in the letters that it checked; of others all stays."""
    gone = set(gone_from(baseline, report))
    return Baseline(version=1, findings=tuple(each for each in baseline.findings if each not in gone))


def gone_from(baseline: Baseline, report: Report) -> Iterator[Entry]:
    """What is known of the letters of a run, and not found in it."""
    checked = {_letter(letter) for letter in report.letters if letter.status == "checked"}
    found = {entry for entry, _ in _entries(report)}
    return (entry for entry in baseline.findings if entry.letter in checked and entry not in found)


def _counting(report: Report, level: FailLevel) -> Iterator[Entry]:
    """What counts in a run, and what a baseline that it was held against has of it."""
    severities = LEVELS[: LEVELS.index(level) + 1] if level in LEVELS else ()
    known = (entry for entry, one in _entries(report) if one.severity in severities and _counts(one))
    return iter(dict.fromkeys(known))


def _counts(finding: FindingRecord) -> bool:
    return finding.suppression is None or finding.suppression.kind == "baseline"


def _entries(report: Report) -> Iterator[tuple[Entry, FindingRecord]]:
    for letter in report.letters:
        places: Iterable[tuple[int | None, tuple[FindingRecord, ...]]] = (
            (None, letter.findings),
            *((item.index, item.findings) for item in letter.items),
        )
        for index, findings in places:
            for one in findings:
                yield Entry(letter=_letter(letter), item=index, rule=one.rule, id=one.id), one


def _letter(letter: LetterRecord) -> str:
    return letter.case.case_number or letter.path


def _order(entry: Entry) -> tuple[str, int, str, str]:
    return (entry.letter, entry.item or 0, entry.rule, entry.id)
