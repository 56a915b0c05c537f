"""How examples and near misses fit their own criteria: ``python -m benchmarks.fits``.

Each example is held against its criterion without itself among the criterion's words: what is not found to
be supported is a false alarm, or a hole in what is encoded. Then a figure that agrees is changed: what is
still supported is a miss. Last, each near miss that reads as a statement of a guideline is tied, itself left
out, as in a letter that cites its criterion: what is taken for that criterion and found to be supported is a
green mark that does not hold. Examples are tied in the same way, to tell what strictness costs. ``--list``
prints what is not as it should be.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from checker.casefile.claims import claim_of
from checker.casefile.criteria import Stated
from checker.casefile.figures import guideline_figures
from checker.casefile.fit import Fit
from checker.casefile.fit_words import WordFits
from checker.casefile.fits import Fits
from checker.casefile.ledger import Ledger
from checker.casefile.likeness import Likeness, Wording
from checker.casefile.opening import Compiled
from checker.casefile.ties import Ties
from checker.knowledge.files import data_folder
from checker.knowledge.loading import load_knowledge
from checker.letter import Treatment
from checker.reading.marked import MarkedSentence

PARTS = 4
NO_TREATMENT = Treatment("other", (), (), None, (), None)


@dataclass(frozen=True)
class Tried:
    """An example, or one with a figure changed, and how it fits its criterion."""

    criterion: str
    sentence: str
    changed: bool
    fit: Fit


def tried(compiled: Compiled, criteria: Iterable[Stated]) -> Iterator[Tried]:
    """Every example of these criteria that can be on the guideline, as it is and with a figure changed."""
    for stated in criteria:
        examples = stated.criterion.examples if stated.criterion.held else ()
        for example in examples:
            without = _unseen(stated, example)
            read = compiled.reader.read_alone(example)
            if read.marks.has("case"):
                continue
            fit = fit_alone(compiled, without, read)
            yield Tried(stated.criterion.id, example, False, fit)
            other = _changed(compiled, stated, read) if fit.word == "supported" else None
            if other is not None:
                fit = fit_alone(compiled, without, compiled.reader.read_alone(other))
                yield Tried(stated.criterion.id, other, True, fit)


def fit_alone(compiled: Compiled, stated: Stated, read: MarkedSentence) -> Fit:
    """How a sentence fits a criterion that is cited, with none beside it."""
    figures = tuple(guideline_figures(read))
    claim = claim_of(stated, "cited", True, read, figures, compiled.lexicon)
    words = WordFits(
        compiled.criteria, compiled.terms, compiled.reader, compiled.lexicon, compiled.likeness.weight
    )
    return Fits(words, compiled.lexicon).of(read, (claim,), figures, NO_TREATMENT)


@dataclass(frozen=True)
class AsCited:
    """An example or near miss as a sentence of a letter that cites its criterion, tied without itself.

    ``fit`` is None where it is not taken for the criterion or one that shares its claim.
    """

    criterion: str
    sentence: str
    near: bool
    fit: Fit | None


def as_cited(compiled: Compiled) -> Iterator[AsCited]:
    """Every example and near miss that reads as a statement of a guideline."""
    everything = compiled.wordings()
    for part in range(PARTS):
        index = Likeness.of([_without(wording, part) for wording in everything])
        ties = Ties(compiled.criteria, index, compiled.knowledge.tying, compiled.lexicon)
        for stated in compiled.criteria.all:
            own = stated.criterion if stated.criterion.held else None
            for near, sentences in ((False, own.examples), (True, own.near)) if own else ():
                for sentence in sentences[part::PARTS]:
                    read = compiled.reader.read_alone(sentence)
                    if next(compiled.frames.read([read], ())).kind == "guideline":
                        fit = _fit_as_cited(compiled, ties, stated, read)
                        yield AsCited(stated.criterion.id, sentence, near, fit)


def _fit_as_cited(compiled: Compiled, ties: Ties, stated: Stated, read: MarkedSentence) -> Fit | None:
    around = ties.around((stated.edition.id,), (stated.section.id,), stated.about[:1])
    best = next(iter(ties.find(compiled.said(read.sentence.folded), around)), None)
    if best is None or best.chance < ties.least:
        return None
    if best.stated.criterion.id not in compiled.criteria.twins(stated.criterion.id):
        return None
    best = replace(best, stated=_unseen(best.stated, read.sentence.text))
    ledger = Ledger(
        compiled.criteria, ties, compiled.terms, compiled.frames, compiled.reader, compiled.lexicon
    )
    return ledger.fit_to(read, best, NO_TREATMENT)


def _unseen(stated: Stated, sentence: str) -> Stated:
    """A criterion without an example of it."""
    others = tuple(each for each in stated.criterion.examples if each != sentence)
    return replace(stated, criterion=stated.criterion.model_copy(update={"examples": others}))


def _without(wording: Wording, part: int) -> Wording:
    """What states a criterion, without a part of its examples and near misses."""
    examples, near = (
        [terms for number, terms in enumerate(each) if number % PARTS != part]
        for each in (wording.examples, wording.near)
    )
    return replace(wording, examples=examples, near=near)


def _changed(compiled: Compiled, stated: Stated, read: MarkedSentence) -> str | None:
    """A sentence with twice the figure that agrees with the criterion; None where none does."""
    figures = tuple(guideline_figures(read))
    claim = claim_of(stated, "cited", True, read, figures, compiled.lexicon)
    measure = claim.measure
    number = re.search(compiled.letters.requests.figures.range, measure.words) if measure else None
    if measure is None or number is None or claim.relation != "agreeing":
        return None
    ends = dict.fromkeys(f"{2 * end:g}" for end in (measure.low, measure.high))
    words = measure.words[: number.start()] + "-".join(ends) + measure.words[number.end() :]
    return read.sentence.folded[: measure.start] + words + read.sentence.folded[measure.end :]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--list", action="store_true")
    listed = arguments.parse_args().list
    compiled = Compiled(load_knowledge(data_folder("guidelines")))
    counts: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    for one in tried(compiled, compiled.criteria.all):
        counts[one.changed][one.fit.word] += 1
        if listed and one.changed == (one.fit.word == "supported"):
            print(one.criterion, one.fit.word, one.fit.differs or "", one.sentence, sep=" | ")
    print("examples:", dict(counts[False].most_common()))
    print("with a figure changed:", dict(counts[True].most_common()))
    cited = list(as_cited(compiled))
    for near, name in ((False, "examples as cited:"), (True, "near misses as cited:")):
        own = [each for each in cited if each.near == near]
        words = Counter(each.fit.word if each.fit else "not tied" for each in own)
        print(name, dict(words.most_common()), f"{words['supported'] / len(own):.1%} supported")
    for each in cited if listed else ():
        if each.fit and each.near == (each.fit.word == "supported"):
            print(each.criterion, each.fit.word, each.fit.differs or "", each.sentence, sep=" | ")


if __name__ == "__main__":
    main()
