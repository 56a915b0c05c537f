"""The cases of a rule, run: a letter put together from a case's parts, and what the rule finds in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from checker.judging.examine import Checker, Examination
from checker.judging.failures import why_cited, why_found, why_silent
from checker.knowledge.cases import Case, CaseItem
from checker.spans import LetterText

_BAR = " | "  # between a finding's message and its quotes
_LETTER = """\
{header}

HOW THE IMR FINAL DETERMINATION WAS MADE
An expert reviewer was asked, who has no ties with the claims administrator.

The Expert Reviewer has the following credentials:
State(s) of Licensure: Ohio
Certification(s)/Specialty: Family Practice

{summary}

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

{items}
"""


@dataclass(frozen=True, slots=True)
class FailedCase:
    """A case of a rule that found something else than it says. ``found`` is None: the letter is none.

    ``why`` says on which condition the rule failed, or which were met, with the letter's words.
    """

    code: str
    case: str
    expected: tuple[str, ...]
    found: tuple[str, ...] | None
    why: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say what was expected and what was found, a line each."""
        expected = "".join(f"\n    expected {finding}" for finding in self.expected or ("nothing",))
        if self.found is None:
            return f"{self.code}: {self.case}:{expected}\n    found    no letter that can be checked"
        found = "".join(f"\n    found    {finding}" for finding in self.found or ("nothing",))
        why = "".join(f"\n        {line}" for line in self.why)
        return f"{self.code}: {self.case}:{expected}{found}{why}"


def run_cases(checker: Checker, code: str) -> list[FailedCase]:
    """Run the cases of one rule and return those that fail. Raises EngineError for an unknown code."""
    rule = checker.rules.rule(code).rule
    return [failed for case in rule.cases if (failed := _run(checker, code, case)) is not None]


def examine_case(checker: Checker, code: str, case: Case) -> Examination:
    """The examination of the letter that a case stands for."""
    checker = checker.ignoring(frozenset(case.ignores)) if case.ignores else checker
    return checker.examine(LetterText(letter_of(case)), f"{code} {case.name}")


def _run(checker: Checker, code: str, case: Case) -> FailedCase | None:
    examination = examine_case(checker, code, case)
    expected = tuple(_line(one.severity, one.message, one.quotes) for one in case.finds)
    if examination.case_file is None:
        return FailedCase(code, case.name, expected, None)
    all_found = (finding for session in examination.sessions for finding in session.findings)
    findings = [finding for finding in all_found if finding.rule.code == code]
    graded = [one.severity is not None for one in case.finds] + [False] * len(findings)
    found = tuple(
        _line(one.severity if shown else None, one.message, tuple(quote.text for quote in one.evidence))
        for one, shown in zip(findings, graded, strict=False)
    )
    if found == expected:
        return None
    unexpected = [one for one, line in zip(findings, found, strict=True) if line not in expected]
    met = [line for finding in unexpected for line in why_found(finding)]
    why = [*_cut(expected, found), *why_cited(case, examination), *met]
    if not met or len(found) < len(expected):
        why += why_silent(checker, checker.rules.rule(code).rule, examination)
    return FailedCase(code, case.name, expected, found, tuple(why))


def _line(severity: str | None, message: str, quotes: tuple[str, ...]) -> str:
    return _BAR.join([*([severity] if severity else []), message, *quotes])


def _cut(expected: Collection[str], found: Collection[str]) -> Iterator[str]:
    """What helps where a quote has commas, and the case has it as several texts."""
    one, other = (
        {line.replace(_BAR, ", ") for line in these if line not in those}
        for these, those in ((expected, found), (found, expected))
    )
    if one & other:
        yield "within [ ] a comma ends a text: put a quote that has one between ' and '"


def letter_of(case: Case) -> str:
    """The letter that a case stands for."""
    if case.letter is not None:
        return case.letter
    return compose(
        *(_item(item) for item in (*case.earlier, case)),
        summary=case.summary,
        number=case.case_number,
        injured=_printed(case.injured),
        decided=_printed(case.decided),
        denied=_printed(case.denied),
    )


def compose(
    *items: str,
    summary: str | None,
    number: str | None,
    injured: str | None,
    decided: str | None,
    denied: str | None,
) -> str:
    """A determination of the form of 2016 on these items, dates as printed. What is None is left out."""
    fields = {
        "Case Number": number,
        "Date of Injury": injured,
        "Decision Date": decided,
        "UR Denial Date": denied,
    }
    header = "\n".join(f"{name}: {value}" for name, value in fields.items() if value is not None)
    told = f"CLINICAL CASE SUMMARY\n{summary}" if summary is not None else ""
    return _LETTER.format(header=header, summary=told, items="\n\n".join(items))


def compose_item(
    title: str | None, decision: str | None, *, cites: str | None, claims: str | None, rationale: str | None
) -> str:
    """A disputed item; lines that are None are left out."""
    lines = {
        "Claims Administrator guideline": claims and f"Decision based on {claims}.",
        "MAXIMUS guideline": cites and f"Decision based on {cites}.",
        "Decision rationale": rationale,
    }
    heading = ": ".join(part for part in (title, decision) if part is not None)
    return "\n\n".join([heading, *(f"{k}: {line}" for k, line in lines.items() if line)])


def _item(item: CaseItem) -> str:
    decision = item.decision.capitalize() if item.decision else None
    return compose_item(item.title, decision, cites=item.cites, claims=item.claims, rationale=item.rationale)


def _printed(day: date | None) -> str | None:
    return day.strftime("%m/%d/%Y") if day else None
