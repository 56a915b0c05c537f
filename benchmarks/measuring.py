"""What the benchmarks of speed share: what is measured, and the CPU time that it takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from checker.judging.examine import Checker
from checker.report.views import letter_record
from checker.spans import LetterText

SECONDS = 3.0
GROWN = """\
Final determination. Expert reviewer.
CLINICAL CASE SUMMARY
{}

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

MRI of the left knee: Upheld

Claims Administrator guideline: Decision based on MTUS.

MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.

Decision rationale: It is not needed.
"""
SENTENCES = "The patient had 6 visits over 3 weeks. He denies numbness of the left knee. "


def cpu(run: Callable[[LetterText], object], texts: Sequence[LetterText]) -> float:
    """CPU seconds a letter, of whole rounds until enough time has gone by; the best round."""
    best, spent = float("inf"), 0.0
    while spent < SECONDS:
        start = time.process_time()
        for text in texts:
            run(text)
        taken = time.process_time() - start
        best, spent = min(best, taken / len(texts)), spent + taken
    return best


def checking(checker: Checker) -> Callable[[LetterText], object]:
    """What a run makes of a letter, short of writing it."""
    lexicon = checker.compiled.lexicon
    return lambda text: letter_record(checker.examine(text, "letter"), "letter", lexicon)


def grown(size: int) -> LetterText:
    """A letter with a summary of so many characters."""
    return LetterText(GROWN.format(SENTENCES * (size // len(SENTENCES))))
