"""Conflicts between a case statement and the case summary on who the patient is: age, sex, side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.casefile.casefile import AnalysedLetter, Grounds, quote
from checker.casefile.ledger import Statement
from checker.casefile.opening import Analyst
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.letter import Mention
from checker.reading.marked import MarkedSentence

_HIS = re.compile(r"\b(?:his|he)\b(?!/)")
_HER = re.compile(r"(?<!/)\b(?:her|she)\b(?!/)")
_ABOUT_PATIENT = re.compile(
    r"\b(?:diagnos|complain|pain|injur|symptom|patient|worker|claimant|age|work|treatment|medication|therapy|has|had|is|was)"
)
_CARE_GIVER = re.compile(
    r"\b(?:physician|provider|doctor|surgeon|dr\.?|examiner|therapist|requesting|treating)\b"
)
_SEX_WORD = re.compile(
    r"\b(?:old|is an?|this|the|injured) (?:[\w-]+ )?"
    r"(?:(?P<male>male|man|gentleman)|(?P<female>female|woman|lady))\b"
)
_RELATIVE = re.compile(r"old (?:son|daughter|child|boy|girl|mother|father|brother|sister|wife|husband)\b")
_SIDE_WORD = re.compile(r"\b(left|right|bilateral)\b")


def side_conflicts(statement: Statement, analysed: AnalysedLetter, analyst: Analyst) -> Iterator[Fact]:
    """A finding on other sides in the rationale than in the summary."""
    for mention in statement.mentions:
        said = _sides_of(statement.sentence.folded, mention)
        if (
            mention.assertion == "negated"
            or not said
            or analyst.lexicon.concepts[mention.concept].kind != "condition"
        ):
            continue
        recorded: set[str] = set()
        source: MarkedSentence | None = None
        for summary in analysed.summary:
            for other in summary.mentions:
                same = other.concept == mention.concept and other.assertion != "negated"
                sides = _sides_of(summary.sentence.folded, other) if same else set()
                recorded |= sides
                source = source or (summary if sides else None)
        if source is not None and said != recorded:
            yield kinds.RecordConflict(
                form="side",
                basis="same",
                concept=f"{' and '.join(sorted(said))} {mention.words}",
                recorded=f"{' and '.join(sorted(recorded))} {mention.words}",
                same_place=True,
                confidence="high",
                evidence=Grounds((quote("rationale", statement.sentence), quote("summary", source.sentence))),
            )
            return


def _sides_of(folded: str, mention: Mention) -> set[str]:
    before = re.split(r"[,;.]|(?<!left)(?<!right) and ", folded[max(0, mention.start - 45) : mention.start])[
        -1
    ]
    sides = set(_SIDE_WORD.findall(before))
    return {"left", "right"} if "bilateral" in sides else sides


def demographic_conflicts(statement: Statement, analysed: AnalysedLetter) -> Iterator[Fact]:
    """Age or sex in the rationale other than in the summary."""
    case = analysed.letter.case
    folded = statement.sentence.folded
    age = statement.read.age
    if age is not None and not _RELATIVE.search(folded) and case.age is not None and age != case.age:
        yield _conflict("age", f"{age} years", f"{case.age} years", statement, analysed)
    word = _SEX_WORD.search(folded)
    if word and case.sex and not word[case.sex]:
        yield _conflict("sex", word["male"] or word["female"], case.sex, statement, analysed)
    elif case.sex and not word:
        wrong, right = (_HIS, _HER) if case.sex == "female" else (_HER, _HIS)
        match = wrong.search(folded)
        if (
            match
            and not right.search(folded)
            and _ABOUT_PATIENT.search(folded)
            and not _CARE_GIVER.search(folded)
        ):
            yield _conflict("sex", match[0], case.sex, statement, analysed)


def _conflict(
    form: kinds.PersonalConflict, said: str, recorded: str, statement: Statement, analysed: AnalysedLetter
) -> Fact:
    pattern = re.compile(r"year[- ]old|\bmale\b|\bfemale\b")
    source = next((s for s in analysed.summary if pattern.search(s.sentence.folded)), None)
    quotes = [quote("rationale", statement.sentence)]
    if source is not None:
        quotes.append(quote("summary", source.sentence))
    return kinds.RecordConflict(
        form=form,
        basis="same",
        concept=said,
        recorded=recorded,
        same_place=True,
        confidence="high",
        evidence=Grounds(tuple(quotes)),
    )
