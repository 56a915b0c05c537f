"""Conflicts between a case statement and the case summary on who the patient is: age, sex, side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, quote
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.places import place_of, same_region
from checker.facts.recorded import Recorded

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
_PEOPLE = (
    r"son|daughter|child|boy|girl|mother|father|parent|brother|sister|sibling|wife|husband|spouse|partner"
    r"|fiancee?|friend|nephew|niece|uncle|aunt|cousin"
)
_OLD = re.compile(r"\byears?[- ]old ")
_PATIENT = re.compile(
    r",? (?:[\w-]+ )?(?:male|female|man|woman|gentleman|lady|patient|worker|claimant|applicant)\b"
)
_RELATIVE = re.compile(rf"old (?:{_PEOPLE})\b")
_ANOTHER = re.compile(
    rf"\b(?:{_PEOPLE}|nurse|chiropractor|acupuncturist|psychologist|psychiatrist|neurologist|podiatrist"
    r"|specialist|assistant|interpreter|attorney|adjuster|employer|supervisor|coworker|co-worker)s?\b"
)


def side_conflicts(
    statement: Statement, record: Recorded, item: ItemFile, compiled: Compiled
) -> Iterator[Fact]:
    """A finding on a side in the rationale on which the summary does not have it, of the same body part."""
    lexicon = compiled.lexicon
    for mention in statement.mentions:
        if mention.assertion == "negated" or lexicon.concepts[mention.concept].kind != "condition":
            continue
        said = place_of(statement.read, mention, lexicon)
        there = [
            one
            for one in record.named(mention.concept)
            if one.place.sides and same_region(said, one.place, item.treatment.body_parts, lexicon)
        ]
        recorded = {side for one in there for side in one.place.sides}
        if recorded and not said.sides <= recorded:
            source = there[0].sentence.sentence
            yield kinds.RecordConflict(
                form="side",
                basis="same",
                concept=f"{' and '.join(sorted(said.sides))} {mention.words}",
                recorded=f"{' and '.join(sorted(recorded))} {mention.words}",
                same_place=True,
                confidence="high",
                evidence=Grounds((quote("rationale", statement.sentence), quote("summary", source))),
            )
            return


def demographic_conflicts(statement: Statement, case_file: CaseFile, compiled: Compiled) -> Iterator[Fact]:
    """Age or sex in the rationale other than in the summary."""
    case = case_file.letter.case
    folded = statement.sentence.folded
    age = statement.read.age
    if age is not None and case.age not in (None, age) and not _of_another(statement, compiled):
        yield _conflict("age", f"{age} years", f"{case.age} years", statement, case_file)
    word = _SEX_WORD.search(folded)
    if word and case.sex and not word[case.sex]:
        yield _conflict("sex", word["male"] or word["female"], case.sex, statement, case_file)
    elif case.sex and not word:
        wrong, right = (_HIS, _HER) if case.sex == "female" else (_HER, _HIS)
        match = wrong.search(folded)
        if (
            match
            and not right.search(folded)
            and _ABOUT_PATIENT.search(folded)
            and not _CARE_GIVER.search(folded)
            and not _ANOTHER.search(folded, 0, match.start())
        ):
            yield _conflict("sex", match[0], case.sex, statement, case_file)


def _of_another(statement: Statement, compiled: Compiled) -> bool:
    """Whether the age of a sentence is that of a relative, or of a finding or treatment: "old fracture"."""
    folded = statement.sentence.folded
    if _RELATIVE.search(folded):
        return True
    old = _OLD.search(folded)
    return old is not None and any(
        mention.start == old.end() and not _PATIENT.match(folded, mention.end)
        for mention in statement.mentions
        if compiled.lexicon.concepts[mention.concept].kind in ("condition", "treatment")
    )


def _conflict(
    form: kinds.PersonalConflict, said: str, recorded: str, statement: Statement, case_file: CaseFile
) -> Fact:
    pattern = re.compile(r"year[- ]old|\bmale\b|\bfemale\b")
    source = next((s for s in case_file.summary if pattern.search(s.sentence.folded)), None)
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
