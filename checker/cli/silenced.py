"""The single findings that count no more: those of a baseline, and those accepted beside the letters."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker.readers import STDIN
from checker.report.records import Report, SuppressionRecord
from checker.report.suppressing import with_reasons

if TYPE_CHECKING:
    from checker.cli.baseline import Baseline
    from checker.cli.suppressions import Accepted

SUPPRESSIONS = "imr-check-suppressions.yaml"


@dataclass(frozen=True, slots=True)
class Silenced:
    """What a run is to suppress by fingerprint, and from where."""

    accepted: Sequence[Accepted] = ()
    baseline: Baseline | None = None

    @property
    def ids(self) -> frozenset[str]:
        """The fingerprints."""
        return frozenset(self._reasons)

    @property
    def _reasons(self) -> dict[str, SuppressionRecord]:
        known = self.baseline.ids if self.baseline else ()
        reasons = dict.fromkeys(known, SuppressionRecord(kind="baseline"))
        for one in self.accepted:
            reasons |= one.holding
        return reasons

    def told(self, report: Report) -> Report:
        """The report with why each suppressed finding is."""
        return with_reasons(report, self._reasons)

    def remarks(self, report: Report) -> Iterator[str]:
        """What is expired, unused or gone."""
        for one in self.accepted:
            yield from one.remarks(report)
        if self.baseline:
            yield from self.baseline.remarks(report)


def silenced(paths: Iterable[str], baseline: Path | None = None) -> Silenced:
    """Load what is accepted beside the letters, and the baseline. Raises CheckerError for a wrong file."""
    return Silenced(list(_accepted(paths)), _baseline(baseline))


def _accepted(paths: Iterable[str]) -> Iterator[Accepted]:
    """The files beside the letters that the paths lead to, each once."""
    seen = set()
    for folder in (folder for path in sorted(paths) if path != str(STDIN) for folder in _folders(path)):
        file = folder / SUPPRESSIONS
        if os.path.lexists(file) and os.path.realpath(file) not in seen:
            from checker.cli.suppressions import load_suppressions

            seen.add(os.path.realpath(file))
            yield load_suppressions(file, date.today())


def _folders(path: str) -> Iterator[Path]:
    """The folder of a file or pattern; a folder with those in it, as far as letters are looked for."""
    if not os.path.isdir(path):  # noqa: PTH112 - "" is here
        yield Path(path).parent
        return
    for folder, inner, _ in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield Path(folder)


def _baseline(path: Path | None) -> Baseline | None:
    if path is None:
        return None
    from checker.cli.baseline import load_baseline

    return load_baseline(path)
