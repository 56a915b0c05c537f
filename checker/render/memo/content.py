"""What a memo says, before it is written in any form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from checker.counting import counted
from checker.render.finding import by_severity
from checker.render.reasons import checked_words
from checker.render.sanitize import clean_line
from checker.render.words import (
    ASPECTS,
    DECISION_WORDS,
    PROVENANCE_WORDS,
    VERDICT_REST,
    VERDICT_WORDS,
    aspects_of,
    date_words,
    guideline_words,
    place_of,
    value_words,
)
from checker.report.records import Appeal, FindingRecord, GuidelineRecord, ItemRecord, LetterRecord, Report

Purpose = Literal["appeal", "qa"]
Told: TypeAlias = tuple[str, FindingRecord]  # which item, and what

_DAYS = 30  # to file, Labor Code 4610.6(h)
# The grounds of an appeal that a finding can bear on, in the words of the statute's subject.
_GROUNDS: dict[Appeal, str] = {
    "powers": "Acts without or in excess of powers (Labor Code 4610.6(h)(1))",
    "fact-error": "Plainly erroneous finding of fact (Labor Code 4610.6(h)(5))",
    "quality": "Quality of the determination (no ground of appeal by itself)",
}
_TITLES: dict[Purpose, str] = {
    "appeal": "Memo for an appeal",
    "qa": "Memo for quality assurance",
}
# What the statute asks for beside the ground, for a lawyer to judge.
_STANDARDS: dict[Appeal, str] = {
    "fact-error": "The statute asks for a mistake of ordinary knowledge, on the information submitted for "
    "review, and for none that is a matter of expert opinion. Whether it is one is for a lawyer to judge.",
}
_NOT_LOOKED_FOR = (
    "Fraud, conflict of interest and bias (Labor Code 4610.6(h)(2) to (4)): not looked for; "
    "the text of a letter doesn't show them."
)
_CLOSING = (
    "This memo compares the letter with the guidelines that it cites, as far as imr-check has them encoded "
    "in own words, and with itself. It does not say that a treatment should have been approved or refused, "
    "and it is no legal advice. The guidelines' own text and the medical records were not at hand: look both "
    "up before relying on a finding."
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one side, and where they stand. Without words only the place is known."""

    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """A finding: what it says, the letter's passages, the guideline's where there is one."""

    item: str
    message: str
    letter: tuple[Passage, ...]
    guideline: Passage | None
    remedy: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of the memo. ``note`` stands below its heading, then the points, then the lines."""

    heading: str
    note: str | None = None
    points: tuple[Point, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Memo:
    """The memo: its title, what it is about (label, words), its parts, and what it does not say."""

    title: str
    about: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    closing: str


def memo_of(letter: LetterRecord, report: Report, purpose: Purpose) -> Memo:
    """The memo on a checked letter. Under a ground stands only what stands at high confidence."""
    told = [(f"Item {item.index}", one) for item in letter.items for one in by_severity(item.findings)]
    told += [("The whole letter", one) for one in by_severity(letter.findings)]
    told = [(item, one) for item, one in told if not one.suppressed]
    grave = ("error",) if purpose == "appeal" else ("error", "warning")
    firm = [(item, one) for item, one in told if one.confidence == "high" and one.severity in grave]
    grounds = [ground for ground in _GROUNDS if purpose == "qa" or ground != "quality"]
    under = [pair for pair in firm if pair[1].appeal in grounds]
    left = [pair for pair in told if pair not in under]
    parts = [Part("What was decided", lines=tuple(_decided(letter)))]
    parts += [
        _ground(ground, [pair for pair in under if pair[1].appeal == ground], purpose) for ground in grounds
    ]
    parts += _annexes(left, purpose)
    checked = (*_checked(letter), *((_NOT_LOOKED_FOR,) if purpose == "appeal" else ()))
    parts.append(Part("What was checked, and what not", lines=checked))
    about = tuple((label, _line(words)) for label, words in _about(letter, report))
    case = letter.case.case_number or letter.path
    return Memo(_line(f"{_TITLES[purpose]}: {case}"), about, tuple(parts), _CLOSING)


def _ground(ground: Appeal, pairs: Sequence[Told], purpose: Purpose) -> Part:
    empty = "Nothing that imr-check looks for stands under this ground at high confidence."
    note = _STANDARDS.get(ground) if purpose == "appeal" and pairs else None
    return Part(_GROUNDS[ground], note if pairs else empty, tuple(_point(*pair, purpose) for pair in pairs))


def _annexes(left: Sequence[Told], purpose: Purpose) -> Iterator[Part]:
    """What stands under no ground: for an appeal first what bears on one. Notes bear on none: counted."""
    look = "Each needs a look at the source before it is used."
    if purpose == "qa":
        points = tuple(_point(*pair, purpose) for pair in left)
        yield Part("Annex: what is less sure, or formal", look if points else "Nothing.", points)
        return
    grave = [pair for pair in left if pair[1].severity != "note"]
    near = tuple(_point(*pair, purpose) for pair in grave if pair[1].appeal != "quality")
    yield Part("Annex A: what would bear on a ground, and is less sure", look if near else "Nothing.", near)
    other = tuple(_point(*pair, purpose) for pair in grave if pair[1].appeal == "quality")
    yield Part(
        "Annex B: quality", _GROUNDS["quality"] + "." if other else "Nothing.", other, _notes(left, grave)
    )


def _notes(left: Sequence[Told], grave: Sequence[Told]) -> tuple[str, ...]:
    notes = len(left) - len(grave)
    bear = "bears" if notes == 1 else "bear"
    return (f"{counted(notes, 'note')} that {bear} on no ground: left out.",) if notes else ()


def _about(letter: LetterRecord, report: Report) -> Iterator[tuple[str, str]]:
    case = letter.case
    part = f", letter {letter.part} of the file" if letter.part is not None else ""
    yield "Letter", f"{letter.path}{part}"
    for label, day in (("Decision date", case.decision_date), ("Date of injury", case.date_of_injury)):
        if day:
            yield label, date_words(day)
    if case.specialties:
        yield "Reviewer's specialty", ", ".join(case.specialties)
    yield f"To file by ({_DAYS} days)", _deadline(case.decision_date)
    yield "Checked with", f"{report.tool.name} {report.tool.version}, knowledge {report.knowledge.version}"
    if letter.sha256:
        yield "Letter SHA-256", letter.sha256
    yield "Knowledge SHA-256", report.knowledge.sha256


def _deadline(decided: str | None) -> str:
    try:
        last = date.fromisoformat(decided or "") + timedelta(days=_DAYS)
    except ValueError:
        return f"not counted: {'its day is left out' if decided else 'the letter gives no decision date'}"
    return (
        f"{date_words(last.isoformat())}, counted from the letter's decision date; Labor Code 4610.6(h) "
        "counts from the mailing of the determination, which the letter may not give"
    )


def _decided(letter: LetterRecord) -> Iterator[str]:
    for item in letter.items:
        decision = DECISION_WORDS[item.decision].lower()
        yield _line(
            f"Item {item.index}, {item.title}: {decision}. The rationale: {VERDICT_WORDS[item.verdict]} "
            f"{VERDICT_REST[item.verdict]} ({_answers(item)})."
        )


def _answers(item: ItemRecord) -> str:
    if item.aspects is None:
        return f"{', '.join(ASPECTS)} not asked"
    return "; ".join(f"{name} {value_words(aspect.value)}" for name, aspect, _ in aspects_of(item.aspects))


def _checked(letter: LetterRecord) -> Iterator[str]:
    for item in letter.items:
        yield _line(f"Item {item.index}: {checked_words(item)}.")


def _point(item: str, finding: FindingRecord, purpose: Purpose) -> Point:
    held = finding.guideline
    sure = f"{finding.severity}, confidence {finding.confidence}, {finding.appeal}"
    remedy = finding.resolve if purpose == "qa" else None  # an appeal mends no letter
    return Point(
        item=item,
        message=_line(finding.message),
        letter=tuple(
            Passage(
                f"Letter, {place_of(one.span)} ({_line(one.role)})"
                if one.span
                else f"Letter ({_line(one.role)})",
                _line(one.quote),
            )
            for one in finding.evidence
        ),
        guideline=_held(held) if held else None,
        remedy=_line(remedy) if remedy else None,
        origin=_line(f"{sure}; {finding.check} ({finding.rule}), {finding.id}"),
    )


def _held(held: GuidelineRecord) -> Passage:
    """The guideline's side; of what is known by title and pages alone only the place."""
    own = "in own words; " if held.text else ""
    where = _line(f"{guideline_words(held)} ({own}{PROVENANCE_WORDS[held.provenance]})")
    return Passage(where, _line(held.text or ""))


def _line(text: str) -> str:
    return clean_line(text)
