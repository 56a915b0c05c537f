"""Why findings are suppressed, put into the report beside that they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import overload

from checker.report.records import FindingRecord, LetterRecord, Report, SuppressionRecord

_IGNORED = SuppressionRecord(kind="ignored")


def with_reasons(report: Report, reasons: Mapping[str, SuppressionRecord]) -> Report:
    """The report with why each suppressed finding is: by its id, else its rule is ignored."""
    return replace(report, letters=_Told(report.letters, reasons))


class _Told(Sequence[LetterRecord]):
    """Letters with the reasons, put in as each is taken: those of a large run are on the disk."""

    def __init__(self, letters: Sequence[LetterRecord], reasons: Mapping[str, SuppressionRecord]) -> None:
        self._letters = letters
        self._reasons = reasons

    def __len__(self) -> int:
        return len(self._letters)

    def __iter__(self) -> Iterator[LetterRecord]:
        return map(self._told, self._letters)

    @overload
    def __getitem__(self, index: int) -> LetterRecord: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[LetterRecord]: ...
    def __getitem__(self, index: int | slice) -> LetterRecord | Sequence[LetterRecord]:
        found = self._letters[index]
        return self._told(found) if isinstance(found, LetterRecord) else tuple(map(self._told, found))

    def _told(self, letter: LetterRecord) -> LetterRecord:
        return replace(
            letter,
            items=tuple(replace(item, findings=self._with(item.findings)) for item in letter.items),
            findings=self._with(letter.findings),
        )

    def _with(self, findings: tuple[FindingRecord, ...]) -> tuple[FindingRecord, ...]:
        return tuple(
            replace(one, suppression=self._reasons.get(one.id, _IGNORED)) if one.suppressed else one
            for one in findings
        )
