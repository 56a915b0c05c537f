"""One sentence by itself against the criteria: what it is like, how sure that is, and what speaks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from checker.casefile.criteria import with_others
from checker.casefile.figures import guideline_figures
from checker.casefile.fit import Fit
from checker.casefile.opening import Compiled
from checker.casefile.resolving import Resolved, cited_whole
from checker.casefile.ties import Tie
from checker.errors import CheckerError
from checker.knowledge.editions import edition_meant
from checker.knowledge.phrases import fold

SHOWN = 5  # candidates, and words that a sentence shares with each


class UnknownGuidelineError(CheckerError):
    """No edition, section or criterion has this id."""


class NoWordsError(CheckerError):
    """The sentence has no word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A criterion that a sentence may state, the words of the sentence that it shares, and how that fits."""

    tie: Tie
    shared: tuple[str, ...]
    fit: Fit


@dataclass(frozen=True, slots=True)
class Match:
    """What a sentence is like, the surest first. ``holds``: the first is sure enough to be taken.

    ``of_case``: it tells of a patient, and by itself states nothing in a letter.

    ``misstates``: where it isn't, the cited criterion that the sentence would surely state with other
    figures, and in words what they are.
    """

    candidates: tuple[Candidate, ...]
    holds: bool
    of_case: bool
    misstates: tuple[str, str] | None = None


def match(compiled: Compiled, sentence: str, cites: Iterable[str] = (), treatment: str = "") -> Match:
    """Tie a sentence as one of a rationale that cites these editions or sections for this treatment.

    Raises UnknownGuidelineError for an id that no edition, section or criterion has, NoWordsError for a
    sentence without words.
    """
    editions, sections = _cited(compiled, cites)
    sentence, treatment = (_printable(words) for words in (sentence, treatment))
    asked = compiled.letters.requests.treatment(treatment)
    around = compiled.ties.around(editions, sections, asked.concepts, asked.body_parts)
    folded = fold(sentence)
    said = compiled.said(folded)
    if not said.terms:
        raise NoWordsError("the sentence has no word")
    read = compiled.reader.read_alone(sentence)
    ties = compiled.ties.find(said, around)
    if not ties or ties[0].chance < compiled.ties.least:
        ties = with_others(compiled.ledger.by_clauses(read, said, around), ties)
    ties = ties[:SHOWN]
    words = compiled.terms.words(folded)
    candidates = tuple(
        Candidate(
            tie,
            _shown([words[term] for term in compiled.ties.shared(tie, said)]),
            compiled.ledger.fit_to(read, tie, asked),
        )
        for tie in ties
    )
    citations = _citations(compiled, editions, sections)
    of_patient = read.marks.has("case", "patient")
    of_case = of_patient and compiled.ledger.kind(read, around, citations) == "case"
    if ties and ties[0].chance >= compiled.ties.least:
        return Match(candidates, holds=True, of_case=of_case)
    figures = tuple(guideline_figures(read))
    righted = compiled.ledger.righted(read, said, around, figures, asked, citations)
    misstates = (righted[1].stated.criterion.id, righted[0].differs or "") if righted else None
    return Match(candidates, holds=False, of_case=of_case, misstates=misstates)


def _citations(
    compiled: Compiled, editions: Collection[str], sections: Collection[str]
) -> tuple[Resolved, ...]:
    """The reviewer's citations of editions, in force, with these of their sections."""
    return tuple(
        cited_whole(edition, [one for one in edition.sections if one.id in sections])
        for edition in compiled.knowledge.editions
        if edition.id in editions
    )


def _printable(words: str) -> str:
    """The words without what is no character: half of a pair, as a command line of another encoding has."""
    return words.encode("utf-8", "replace").decode("utf-8")


def _shown(words: Iterable[str]) -> tuple[str, ...]:
    """The first few of these words, but not those that stand within one before."""
    shown: list[str] = []
    for word in words:
        if not any(word in before.split() or word == before for before in shown):
            shown.append(word)
    return tuple(shown[:SHOWN])


def _cited(compiled: Compiled, ids: Iterable[str]) -> tuple[set[str], set[str]]:
    """The editions and sections that ids name: that of a section or criterion with its edition."""
    whole = {edition.id for edition in compiled.knowledge.editions}
    home = {section.id: edition.id for edition in compiled.knowledge.editions for section in edition.sections}
    editions: set[str] = set()
    sections: set[str] = set()
    for wanted in ids:
        stated = compiled.criteria.by_id.get(wanted)
        section = stated.section.id if stated else wanted
        if section in home:
            editions.add(home[section])
            sections.add(section)
        elif wanted in whole:
            editions.add(wanted)
        else:
            meant = edition_meant(wanted, compiled.knowledge.editions)
            message = f"no edition, section or criterion is called {wanted!r}{meant}"
            raise UnknownGuidelineError(f"{message}: see imr-check guideline list")
    return editions, sections
