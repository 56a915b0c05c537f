"""Why findings are suppressed, put into the report beside that they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checker.report.records import FindingRecord, Report, SuppressionRecord

_IGNORED = SuppressionRecord(kind="ignored")


def with_reasons(report: Report, reasons: Mapping[str, SuppressionRecord]) -> Report:
    """The report with why each suppressed finding is: by its id, else its rule is ignored."""

    def told(findings: tuple[FindingRecord, ...]) -> tuple[FindingRecord, ...]:
        return tuple(
            replace(one, suppression=reasons.get(one.id, _IGNORED)) if one.suppressed else one
            for one in findings
        )

    letters = tuple(
        replace(
            letter,
            items=tuple(replace(item, findings=told(item.findings)) for item in letter.items),
            findings=told(letter.findings),
        )
        for letter in report.letters
    )
    return replace(report, letters=letters)
