"""Conflicts between a case statement and the case summary on who the patient is: age, sex, side."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, quote
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.places import Place, place_of, same_region
from checker.facts.recorded import Recorded
from checker.knowledge.marks import MarkName
from checker.letter import Side

_NOUNS: dict[str, MarkName] = {"male": "man_named", "female": "woman_named"}
_PRONOUNS: dict[str, MarkName] = {"male": "says_he", "female": "says_she"}
_OTHER = {"male": "female", "female": "male"}
_BESIDE = 16  # characters after a concept within which a word for the patient follows it


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
            if same_region(said, one.place, item.treatment.body_parts, lexicon)
        ]
        recorded = {side for one in there for side in one.place.sides or _sides_of_parts(one.place)}
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


def _sides_of_parts(place: Place) -> frozenset[Side]:
    """The sides of the parts that a sentence is on, where it gives the finding itself none."""
    sides = {part.side for part in place.parts if part.side}
    return frozenset({"left", "right"} if "bilateral" in sides else sides)


def demographic_conflicts(statement: Statement, case_file: CaseFile, compiled: Compiled) -> Iterator[Fact]:
    """Age or sex in the rationale other than in the summary."""
    case, marks = case_file.letter.case, statement.marks
    age = statement.read.age
    if age is not None and case.age not in (None, age) and not _of_another(statement, compiled):
        yield _conflict("age", f"{age} years", f"{case.age} years", statement, case_file)
    if not case.sex:
        return
    wrong = _OTHER[case.sex]
    noun, pronoun = marks.words(_NOUNS[wrong]), marks.place(_PRONOUNS[wrong])
    if noun is not None:
        yield _conflict("sex", noun.split()[-1], case.sex, statement, case_file)
    elif marks.has(_NOUNS[case.sex], _PRONOUNS[case.sex], "care_giver") or pronoun is None:
        return
    elif not any(start < pronoun[0] for start, _ in marks.places("another_person")):
        said = statement.sentence.folded[slice(*pronoun)]
        yield _conflict("pronoun", said, case.sex, statement, case_file)


def _of_another(statement: Statement, compiled: Compiled) -> bool:
    """Whether the age of a sentence is that of a relative, or of a finding or treatment: "old fracture"."""
    marks = statement.marks
    if marks.has("relative_aged"):
        return True
    aged = marks.place("aged")
    patients = [start for start, _ in marks.places("patient_noun")]
    return aged is not None and any(
        mention.start == aged[1] + 1
        and not any(mention.end <= start <= mention.end + _BESIDE for start in patients)
        for mention in statement.mentions
        if compiled.lexicon.concepts[mention.concept].kind in ("condition", "treatment")
    )


def _conflict(
    form: kinds.PersonalConflict, said: str, recorded: str, statement: Statement, case_file: CaseFile
) -> Fact:
    told = (one for one in case_file.summary if one.age is not None or one.marks.has(*_NOUNS.values()))
    source = next(told, None)
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
