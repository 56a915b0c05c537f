"""How the examples of criteria fit their own criteria: ``python -m benchmarks.fits``.

Each example is held against its criterion without itself among the criterion's words: what is not found to be
supported is a false alarm, or a hole in what is encoded. Then a figure that agrees is changed: what is still
supported is a miss. ``--list`` prints what is not as it should be.
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
from checker.casefile.fit import Fit, Fits
from checker.casefile.opening import Compiled
from checker.knowledge.files import data_folder
from checker.knowledge.loading import load_knowledge
from checker.knowledge.phrases import fold
from checker.letter import Sentence, Treatment
from checker.reading.marked import MarkedSentence
from checker.spans import Span

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
            others = tuple(each for each in examples if each != example)
            without = replace(stated, criterion=stated.criterion.model_copy(update={"examples": others}))
            read = _read(compiled, example)
            if read.marks.has("case"):
                continue
            fit = fit_alone(compiled, without, read)
            yield Tried(stated.criterion.id, example, False, fit)
            other = _changed(compiled, stated, read) if fit.word == "supported" else None
            if other is not None:
                fit = fit_alone(compiled, without, _read(compiled, other))
                yield Tried(stated.criterion.id, other, True, fit)


def fit_alone(compiled: Compiled, stated: Stated, read: MarkedSentence) -> Fit:
    """How a sentence fits a criterion that is cited, with none beside it."""
    figures = tuple(guideline_figures(read))
    claim = claim_of(stated, "cited", True, read, figures, compiled.lexicon)
    fits = Fits(compiled.criteria, compiled.terms, compiled.reader, compiled.lexicon)
    return fits.of(read, (claim,), figures, NO_TREATMENT)


def _read(compiled: Compiled, sentence: str) -> MarkedSentence:
    return compiled.reader.read(Sentence(Span(0, len(sentence)), sentence, fold(sentence)))


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


if __name__ == "__main__":
    main()
