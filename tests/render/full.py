"""A report of version 1.1 with all fields filled: three rationales, one of each verdict."""

from __future__ import annotations

from dataclasses import replace

from checker.report.records import (
    AspectRecord,
    AspectsRecord,
    ConditionRecord,
    EvidenceRecord,
    FactRecord,
    GuidelineRecord,
    Report,
    SpanRecord,
    VisitsRecord,
    from_json,
    to_json,
)

from .sample import ERROR, ITEM, LETTER, NOTE, REPORT, SECTION, WARNING, statement


def at(line: int) -> SpanRecord:
    """A span of its own for each line, as those of a letter are."""
    return SpanRecord(start=100 * line, end=100 * line + 90, line=line, column=1)


def aspects(citation: str, criteria: str, application: str, record: str, decision: str) -> AspectsRecord:
    return AspectsRecord(
        citation=AspectRecord(value=citation),
        criteria=AspectRecord(value=criteria),
        application=AspectRecord(value=application),
        record=AspectRecord(value=record),
        decision=AspectRecord(value=decision),
    )


STATEMENTS = (
    statement("Neuritis is given 8-10 visits over 4 weeks.", criterion="CP09.pm.neuritis"),
    replace(
        statement("The guideline asks for a severe deficit.", "tightened", criterion="CP09.pm.deficit"),
        differs='the sentence adds "severe"',
        provenance="C",
        span=at(140),
    ),
    replace(statement("Guidelines recommend 10-12 visits over 8 weeks.", "misstated"), span=at(141)),
    replace(statement("The patient has had 6 visits.", "case_fact", "case"), span=at(142)),
    replace(statement("Something was said.", "unrecognised", "other"), span=at(143)),
    replace(statement("The request is not medically necessary.", "conclusion", "conclusion"), span=at(144)),
)
EXCEEDED = ConditionRecord(
    criterion="CP09.pm.neuritis",
    text="visits for neuralgia, neuritis and radiculitis",
    value="at most 8-10 visits over 4 weeks",
    stated_in=(0,),
    case="unmet",
    case_quotes=(
        EvidenceRecord(role="summary", quote="Six sessions of physical therapy were completed.", span=at(88)),
        EvidenceRecord(role="title", quote="Physical Therapy, 12 sessions", span=at(126)),
    ),
    compared_in=(3,),
    decisive=True,
)
CONDITIONS = (
    ConditionRecord(text="fading of treatment frequency to home exercise", case="not_documented"),
    EXCEEDED,
    ConditionRecord(
        criterion="CP09.pm.deficit",
        text="a deficit",
        stated_in=(1,),
        case="conflicting",
        case_quotes=(
            EvidenceRecord(role="summary", quote="Strength is normal.", span=at(90)),
            EvidenceRecord(role="summary", quote="Strength is 4/5.", span=at(91)),
        ),
    ),
    ConditionRecord(
        text="a plan of treatment",
        case="met",
        case_quotes=(EvidenceRecord(role="summary", quote="A plan was made.", span=at(92)),),
    ),
)
UNPLACED = replace(
    WARNING,
    id="f-404",
    guideline=GuidelineRecord(id="ODG-LB", edition="ODG Low Back", provenance="C"),
)
FAILS = replace(
    ITEM,
    statements=STATEMENTS,
    aspects=AspectsRecord(
        citation=AspectRecord(value="fits", reasons=("the cited section covers physical therapy",)),
        criteria=AspectRecord(
            value="do_not_match",
            reasons=("the rationale states 10-12 visits over 8 weeks, the cited pages 9-10",),
            findings=("f-301",),
        ),
        application=AspectRecord(value="follows", reasons=("18 visits exceed 8-10",)),
        record=AspectRecord(value="conflicts", reasons=("the rationale says right knee, the summary left",)),
        decision=AspectRecord(value="agrees"),
    ),
    visits=VisitsRecord(requested=12, done=6, authorized=4),
    conditions=CONDITIONS,
    findings=(NOTE, UNPLACED, replace(ERROR, evidence=(replace(ERROR.evidence[0], span=at(141)),))),
)
HOLDS = replace(
    ITEM,
    index=2,
    title="Acupuncture for the low back, 6 visits",
    verdict="consistent",
    aspects=aspects("fits", "match", "follows", "cannot_tell", "agrees"),
    statements=STATEMENTS[:1] + STATEMENTS[4:],
    conditions=CONDITIONS[:2],
    findings=(replace(NOTE, id="f-104", check="edition-missing"), replace(WARNING, suppressed=True)),
)
UNTOLD = replace(
    ITEM,
    index=3,
    title="Gym membership, duration unknown",
    verdict="cannot_tell",
    reasons=("no criterion of the cited guideline is known for it",),
    aspects=aspects("none", "none_stated", "not_compared", "agrees", "agrees"),
    statements=(),
    findings=(),
)
FULL: Report = from_json(
    to_json(
        replace(
            REPORT,
            letters=(
                replace(
                    LETTER,
                    items=(FAILS, HOLDS, UNTOLD),
                    findings=(SECTION,),
                    facts=(FactRecord(kind="age", words="63-year-old", status="asserted"),),
                ),
            ),
            summary=replace(
                REPORT.summary,
                items=3,
                verdicts={"consistent": 1, "inconsistent": 1, "cannot_tell": 1},
                findings={"error": 1, "warning": 2, "note": 2},
            ),
        )
    ).encode()
)
