"""An invented run, and the parts that it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from checker.report.records import (
    AspectRecord,
    AspectsRecord,
    CaseRecord,
    CitationRecord,
    Decision,
    DrugRecord,
    FigureRecord,
    FindingRecord,
    ItemRecord,
    LetterRecord,
    SpanRecord,
    StatementKind,
    StatementRecord,
    TreatmentRecord,
    Verdict,
)
from checker.stats.runs import Run, run_of
from tests.render.sample import ERROR, NOTE, SECTION, WARNING

SPAN = SpanRecord(start=0, end=1, line=1, column=1)
CHRONIC = CitationRecord(by="reviewer", source="MTUS", family="MTUS-CP", guideline="MTUS-CP-2009")
CHRONIC_2016 = replace(CHRONIC, guideline="MTUS-CP-2016")
UNKNOWN = CitationRecord(by="reviewer", source="ODG")
OTHERS = CitationRecord(by="claims_administrator", source="ODG", family="ODG-PAIN", guideline="ODG-PAIN")


def sentence(
    text: str,
    kind: StatementKind = "guideline",
    criterion: str | None = None,
    figure: FigureRecord | None = None,
) -> StatementRecord:
    return StatementRecord(
        kind=kind, text=text, status="supported", criterion=criterion, figure=figure, span=SPAN
    )


def item(
    verdict: Verdict = "consistent",
    decision: Decision | None = "upheld",
    category: str = "imaging",
    findings: Iterable[FindingRecord] = (),
    citations: Iterable[CitationRecord] = (CHRONIC, OTHERS),
    statements: Iterable[StatementRecord] = (),
    drugs: Iterable[str] = (),
    title: str = "An item",
) -> ItemRecord:
    answer = AspectRecord(value="agrees")
    against = verdict == "inconsistent"
    return ItemRecord(
        index=1,
        title=title,
        decision=decision,
        treatment=TreatmentRecord(category=category, drugs=tuple(DrugRecord(name=name) for name in drugs)),
        citations=tuple(citations),
        statements=tuple(statements),
        verdict=verdict,
        aspects=AspectsRecord(
            citation=AspectRecord(value="fits"),
            criteria=AspectRecord(value="do_not_match" if against else "match"),
            application=AspectRecord(value="follows"),
            record=answer,
            decision=answer,
        ),
        findings=tuple(findings),
    )


def letter(
    path: str,
    *items: ItemRecord,
    day: str | None = "2015-06-02",
    specialties: tuple[str, ...] = ("Family Practice",),
    findings: Iterable[FindingRecord] = (),
    part: int | None = None,
) -> LetterRecord:
    return LetterRecord(
        path=path,
        part=part,
        status="checked",
        case=CaseRecord(decision_date=day, specialties=specialties),
        items=tuple(replace(one, index=number) for number, one in enumerate(items, 1)),
        findings=tuple(findings),
    )


# Five rationales of three letters, and an input that is none.
LETTERS = (
    letter(
        "a.txt",
        item("inconsistent", findings=(ERROR, replace(ERROR, id="f-2"), NOTE)),
        item(category="drug_oral", drugs=("tizanidine", "naproxen"), citations=(CHRONIC, CHRONIC_2016)),
        specialties=("Family Practice", "Neurology"),
        findings=(SECTION,),
    ),
    letter(
        "b.txt",
        item(
            "cannot_tell", "overturned", citations=(UNKNOWN,), findings=(replace(WARNING, suppressed=True),)
        ),
        item("inconsistent", None, "drug_oral", findings=(ERROR,), drugs=("naproxen",), citations=()),
        day="2016-11-30",
        specialties=(),
    ),
    letter("c.txt", item(), day=None),
    LetterRecord(path="news.txt", status="not_a_determination", error="it is none"),
)


@contextmanager
def counted(letters: Iterable[LetterRecord] = LETTERS, period: str = "year") -> Iterator[Run]:
    with run_of(letters, "run.json", period) as run:
        yield run
