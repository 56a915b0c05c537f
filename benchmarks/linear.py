"""Time that grows with the text and no faster: ``python -m benchmarks.linear [NAME…]``.

Each input is made for one function that once took more than its share. Printed: its CPU time on 20 and
on 40 kB, and their ratio, which is 2 where time is linear.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress

from checker.errors import UnreadableError
from checker.knowledge.phrases import fold
from checker.reading.form import is_determination, prepared
from checker.reading.read import read_parts
from checker.running.setup import make_checker
from checker.spans import LetterText, Span

SIZE = 20_000
ROUNDS = 3
CHRONIC = "MTUS Chronic Pain Medical Treatment"
LETTER = """\
Final determination. Expert reviewer.
CLINICAL CASE SUMMARY
The patient is a 35 year old male. {summary}

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

{title}

Claims Administrator guideline: Decision based on {line}

MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.

Decision rationale: {rationale}
"""
PARTS = {"summary": "", "title": "MRI: Upheld", "line": "MTUS", "rationale": "It is not needed."}

checker = make_checker("indexed")
requests = checker.compiled.letters.requests


def whole(text: str) -> object:
    """Everything that a run does with a letter."""
    return checker.examine(LetterText(text), "letter")


def parts(text: str) -> object:
    """Parts and items of a letter."""
    return read_parts(LetterText(text), checker.knowledge.form)


def citations(text: str) -> object:
    """The sources of a guideline line."""
    return checker.compiled.letters.citations.read(LetterText(text), Span(0, len(text)), "reviewer")


def pages(text: str) -> object:
    """A text with a page at each form feed."""
    return prepared(LetterText(text, tuple(place for place, sign in enumerate(text) if sign == "\f")))


def sentences(text: str) -> object:
    """The sentences of a block."""
    return checker.compiled.letters.splitter.split(LetterText(text), Span(0, len(text)))


def sentence(text: str) -> object:
    """A text as one sentence, with its marks, mentions and measures."""
    return checker.compiled.reader.read_alone(text)


def letter(**given: str) -> str:
    """A letter with @ in the part given, for the input that is repeated."""
    return LETTER.format(**{**PARTS, **given})


Input = tuple[Callable[[str], object], str, str]  # what is run; the text about @; what @ is filled up with
INPUTS: dict[str, Input] = {
    "titles._longest_prefix": (citations, f"Decision based on {CHRONIC} 2016, Section(s): @", "A and "),
    "titles.split": (citations, f"Decision based on {CHRONIC} 2016, Section(s): @", "Aa, "),
    "titles.split_chapter": (citations, "Decision based on Non-MTUS ODG, @", "A. A. "),
    "titles._split_outside_brackets": (citations, "Decision based on Non-MTUS ODG, @", "(a, "),
    "titles.split_topic": (citations, "Decision based on @", "mtus chronic pain "),
    "citations._parts, spaces": (citations, "Decision based on MTUS@x", " "),
    "citations._parts": (citations, "@", "Decision based on MTUS "),
    "citations._read_mtus": (citations, "Decision based on MTUS x@y", ", "),
    "citations._REGULATION": (citations, "Decision based on MTUS x@y", "é"),
    "citations._YEARED": (citations, "Decision based on MTUS A@", " and A"),
    "citations._YEARED, years": (citations, "Decision based on MTUS A@", " 2004 and B: and A"),
    "citations._take_date": (citations, "Decision based on Non-MTUS ODG, @x 1/1/14", "."),
    "citations._UPDATED": (citations, "Decision based on Non-MTUS ODG, @", "jan"),
    "citations._read_other": (citations, "Decision based on Non-MTUS ODG x@y", ","),
    "citations._read_other, sources": (citations, "Decision based on Non-MTUS ODG x@y", " ODG x"),
    "form._determined": (parts, letter(title="MRI", summary="@"), "determined the request for x "),
    "form._split_request": (
        parts,
        letter(title="MRI was the original request. @: Upheld"),
        "original request, x ",
    ),
    "form.is_determination": (
        lambda text: is_determination(text, checker.knowledge.form),
        "final determination, maximus\n@",
        "decision \n",
    ),
    "form.normalise (prepared)": (pages, "@", "a\f"),
    "case._field": (parts, "Case Number:\n@HEADING\nCLINICAL CASE SUMMARY\n", " "),
    "sentences._CANDIDATE": (sentences, "@x", "."),
    "figures.measures": (lambda text: requests.figures.measures(fold(text)), "@", "1,000,"),
    "figures._with_period": (lambda text: requests.figures.measures(fold(text)), "@", "2 visits, "),
    "visits.count": (lambda text: requests.visits.count(fold(text)), "@", "2 times a week and "),
    "drug_figures.strengths": (lambda text: requests.drug_figures.strengths(fold(text)), "@", "1/"),
    "assertions._find_scopes": (lambda text: checker.compiled.reader.clause(fold(text)), "@", "no pain but "),
    "assertions.mentions": (sentence, "@", "no knee pain, but "),
    "structure._STRANDED": (whole, letter(rationale="The MTUS notes @of."), "that "),
    "citation._citation, _line": (whole, letter(line="@"), "ODG x, "),
    "documentation._unrecorded_mentions": (
        whole,
        letter(summary="@", rationale="@"),
        "The patient has numbness. ",
    ),
    "contrast.Told": (
        whole,
        letter(summary="@", rationale="@"),
        "He had no acupuncture. The patient has not had acupuncture. It hurts despite therapy. ",
    ),
    "a rationale in one sentence": (whole, letter(rationale="The MTUS states that @"), "no knee pain, "),
    "a letter of sentences": (whole, letter(rationale="@"), "The patient had 6 visits over 3 weeks. "),
}


def seconds(one: Input, size: int) -> float:
    """The least CPU time of an input. Each round's text is another: some readers remember the last."""
    run, frame, filling = one
    times = []
    for number in range(ROUNDS):
        text = frame.replace("@", filling * (size // len(filling) - number))
        start = time.process_time()
        with suppress(UnreadableError):  # refused, after having been read
            run(text)
        times.append(time.process_time() - start)
    return min(times)


def main(names: list[str]) -> None:
    """Print the figures of the inputs named, or of all."""
    for name in names or INPUTS:
        seconds(INPUTS[name], 1_000)
        half, full = seconds(INPUTS[name], SIZE), seconds(INPUTS[name], 2 * SIZE)
        print(f"{name:36} {half:7.3f} s {full:7.3f} s {full / half:5.1f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
