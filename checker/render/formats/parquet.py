"""``parquet``: a row a letter, then one for each of its rationales, with findings and conditions in lists.

Letters are the rows whose ``item`` is null: they hold the findings of the whole letter, and whether it was
checked. So every rate has its denominator, and ``unnest(findings)`` gives the findings. ``sentences`` are
those of the rationale, with the figure that each states.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any, BinaryIO

from checker.render.formats.extras import library
from checker.render.formats.placing import name_of, text_of
from checker.render.formats.set_aside import set_aside
from checker.render.words import ASPECTS, suppression_words
from checker.report.records import FindingRecord, ItemRecord, LetterRecord, Report

GROUP = 500  # letters that are held, and read together


def require() -> None:
    """Raise FormatError where the library is missing."""
    _arrow()


def parts(report: Report) -> Iterator[bytes]:
    """Write the rows; the versions of program and knowledge stand in the metadata of the file."""
    return set_aside(lambda file: _write_rows(report, file))


def columns_of(report: Report) -> Any:
    """The columns with the metadata of a file."""
    about = {
        "imr-check.schema_version": report.schema_version,
        "imr-check.version": report.tool.version,
        "imr-check.engine": report.tool.engine,
        "imr-check.knowledge": report.knowledge.version,
        "imr-check.knowledge_sha256": report.knowledge.sha256,
    }
    return schema(_arrow()).with_metadata({name: text_of(value) for name, value in about.items()})


def _write_rows(report: Report, file: BinaryIO) -> None:
    columns = columns_of(report)
    writer = library("pyarrow.parquet", "pyarrow", "parquet").ParquetWriter(file, columns, compression="zstd")
    letters = iter(report.letters)
    with writer:
        while group := list(islice(letters, GROUP)):
            writer.write_table(table_of(group, columns))


def table_of(letters: Iterable[LetterRecord], columns: Any) -> Any:
    """The rows of letters as a table with the columns of the schema."""
    return _arrow().Table.from_pylist([_clean(row) for row in _rows(letters)], schema=columns)


def _arrow() -> Any:
    return library("pyarrow", "pyarrow", "parquet")


def _rows(letters: Iterable[LetterRecord]) -> Iterator[dict[str, Any]]:
    for letter in letters:
        yield {**_letter(letter), "error": letter.error, "findings": list(map(_finding, letter.findings))}
        for item in letter.items:
            yield {**_letter(letter), **_item(item)}


def _letter(letter: LetterRecord) -> dict[str, Any]:
    case = asdict(letter.case)
    return {
        "path": name_of(letter),
        "part": letter.part,
        "sha256": letter.sha256,
        "status": letter.status,
        **case,
    }


def _item(item: ItemRecord) -> dict[str, Any]:
    treatment = item.treatment
    return {
        "item": item.index,
        "title": item.title,
        "decision": item.decision,
        "category": treatment.category,
        "procedure": treatment.procedure,
        "body_parts": treatment.body_parts,
        "side": treatment.side,
        "visits": treatment.visits,
        "drugs": list(map(asdict, treatment.drugs)),
        "citations": [
            {"by": one.by, "source": one.source, "family": one.family, "guideline": one.guideline}
            for one in item.citations
        ],
        "guidelines": [one.guideline for one in item.citations if one.by == "reviewer" and one.guideline],
        "verdict": item.verdict,
        "reasons": item.reasons,
        "aspects": {name: getattr(item.aspects, name).value for name in ASPECTS} if item.aspects else None,
        "statements": len(item.statements),
        "recognised": item.recognised,
        "sentences": [
            {"kind": one.kind, "text": one.text, "source": one.source, "status": one.status}
            | {"criterion": one.criterion, "figure": asdict(one.figure) if one.figure else None}
            for one in item.statements
        ],
        "findings": list(map(_finding, item.findings)),
        "conditions": [
            {"criterion": one.criterion, "text": one.text, "value": one.value, "case": one.case}
            | {"stated": bool(one.stated_in), "compared": bool(one.compared_in), "decisive": one.decisive}
            for one in item.conditions
        ],
    }


def _finding(finding: FindingRecord) -> dict[str, Any]:
    first = finding.evidence[0] if finding.evidence else None
    span = first.span if first else None
    guideline = finding.guideline
    return {
        "id": finding.id,
        "rule": finding.rule,
        "check": finding.check,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "appeal": finding.appeal,
        "suppressed": finding.suppressed,
        "suppression": suppression_words(finding) if finding.suppressed else None,
        "message": finding.message,
        "quote": first.quote if first else None,
        "line": span.line if span else None,
        "page": span.page if span else None,
        "guideline": guideline.id if guideline else None,
        "section": guideline.section if guideline else None,
        "criterion": guideline.criterion if guideline else None,
        "provenance": guideline.provenance if guideline else None,
    }


def _clean(value: Any) -> Any:
    """All text without what cannot be seen, so that it is valid UTF-8."""
    if isinstance(value, str):
        return text_of(value)
    if isinstance(value, dict):
        return {name: _clean(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(inner) for inner in value]
    return value


def schema(arrow: Any) -> Any:
    """The columns, as the library has them."""
    text, number, truth = arrow.string(), arrow.int32(), arrow.bool_()
    texts = arrow.list_(text)
    drug = {"name": text, "strength": text, "quantity": number}
    finding = dict.fromkeys(("id", "rule", "check", "severity", "confidence", "appeal"), text)
    finding |= {
        "suppressed": truth,
        "suppression": text,
        "message": text,
        "quote": text,
        "line": number,
        "page": number,
    }
    finding |= dict.fromkeys(("guideline", "section", "criterion", "provenance"), text)
    condition = dict.fromkeys(("criterion", "text", "value", "case"), text)
    condition |= dict.fromkeys(("stated", "compared", "decisive"), truth)
    columns = {"path": text, "part": number, "sha256": text, "status": text, "error": text}
    columns |= dict.fromkeys(("case_number", "decision_date", "date_of_injury", "ur_denial_date"), text)
    columns |= {"age": number, "sex": text, "specialties": texts, "states": texts}
    columns |= {"item": number, "title": text, "decision": text, "category": text, "procedure": text}
    columns |= {
        "body_parts": texts,
        "side": text,
        "visits": number,
        "drugs": arrow.list_(_struct(arrow, drug)),
    }
    citation = dict.fromkeys(("by", "source", "family", "guideline"), text)
    columns |= {"citations": arrow.list_(_struct(arrow, citation))}
    columns |= {"guidelines": texts, "verdict": text, "reasons": texts}
    columns |= {"aspects": _struct(arrow, dict.fromkeys(ASPECTS, text))}
    columns |= {"statements": number, "recognised": arrow.float64()}
    figure = {"unit": text, "low": arrow.float64(), "high": arrow.float64(), "over": text}
    figure |= {"holds": text, "agrees": truth}
    sentence = dict.fromkeys(("kind", "text", "source", "status", "criterion"), text)
    sentence |= {"figure": _struct(arrow, figure)}
    columns |= {"sentences": arrow.list_(_struct(arrow, sentence))}
    columns |= {"findings": arrow.list_(_struct(arrow, finding))}
    columns |= {"conditions": arrow.list_(_struct(arrow, condition))}
    return arrow.schema(list(columns.items()))


def _struct(arrow: Any, columns: dict[str, Any]) -> Any:
    return arrow.struct(list(columns.items()))
