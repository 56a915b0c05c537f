"""Speed as ratios, all of one run: ``python -m benchmarks.speed [LETTER…]`` (default: the examples).

CPU time where nothing else is said; times of a loaded machine mean little, their ratios more. Printed:

- start-up: wall time of ``imr-check LETTER``, all caches warm, over that of ``python -c pass``; medians
- throughput: letters a second of one process, those read for the first time and those read again
- the indexed engine over durable-rules; the rules alone: ``python -m benchmarks.engine``
- a letter over a single pass that finds all names of the vocabulary in the same text
- a letter over medSpaCy's default pipeline with these names as targets, where it is installed
  (``pip install -e '.[bench]'``)
- growth: a letter ten times as long, and ten rounds over the letters over one; the memory of both
"""

from __future__ import annotations

import gc
import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from checker.judging.examine import Checker
from checker.knowledge.phrases import fold, surface_forms
from checker.readers import read_letter
from checker.report.views import letter_record
from checker.running.setup import make_checker
from checker.spans import LetterText

ROUNDS = 7
SECONDS = 3.0
PROGRAM = (sys.executable, "-c", "from checker.cli.main import run; run()")
SIZE = 100_000  # characters of the shorter letter of the pair
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


def wall(*command: str) -> float:
    """Median wall time of a command in seconds, which may write its bytecode."""
    allowed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False, env=allowed)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


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


def scanning(checker: Checker) -> Callable[[LetterText], object]:
    """A single pass over a letter for all names of the vocabulary."""
    names = {form for concept in checker.knowledge.concepts for form in surface_forms(concept)}
    automaton = AhoCorasick(sorted(names))
    return lambda text: automaton.find_matches_as_indexes(fold(text.text), overlapping=True)


def medspacy(checker: Checker) -> Callable[[LetterText], object] | None:
    """The pipeline of medSpaCy with the names of the vocabulary as its targets; None without it."""
    if importlib.util.find_spec("medspacy") is None:
        return None
    os.environ["LOGURU_LEVEL"] = "WARNING"  # its splitter tells of each sentence else
    loaded = importlib.import_module("medspacy").load()
    rule = importlib.import_module("medspacy.target_matcher").TargetRule
    loaded.get_pipe("medspacy_target_matcher").add(
        [rule(term, concept.kind) for concept in checker.knowledge.concepts for term in concept.terms]
    )
    return lambda text: loaded(text.text)


def grown(size: int) -> LetterText:
    """A letter with a summary of so many characters."""
    return LetterText(GROWN.format(SENTENCES * (size // len(SENTENCES))))


def megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def figures(paths: Sequence[Path]) -> Iterator[str]:
    """The lines, as they are measured."""
    empty, one = wall(sys.executable, "-c", "pass"), wall(*PROGRAM, str(paths[0]))
    yield f"start-up with a letter: {one:.3f} s, {one / empty:.0f} x python -c pass (aim 20)"
    texts = [read_letter(path) for path in paths]
    checker = make_checker()
    check = checking(checker)
    start = time.process_time()
    for text in texts:
        check(text)
    first = (time.process_time() - start) / len(texts)
    before = megabytes()
    letter = cpu(check, texts)
    yield f"a letter: {letter * 1e3:.1f} ms, {1 / letter:.0f} a second (aim 300)"
    yield f"read for the first time: {first * 1e3:.1f} ms"
    yield f"memory: {before:.0f} MB after a round, {megabytes():.0f} MB after {SECONDS:.0f} s of rounds"
    indexed = cpu(checking(make_checker("indexed")), texts)
    yield f"with {checker.engine.name} over indexed: {letter / indexed:.2f} x"
    yield f"over one pass for all names: {letter / cpu(scanning(checker), texts):.0f} x"
    other = medspacy(checker)
    if other is None:
        yield "medSpaCy is not installed"
    else:
        yield f"medSpaCy over a letter: {cpu(other, texts) / letter:.0f} x (aim 10)"
    short, long = (cpu(check, [grown(size)]) for size in (SIZE, 10 * SIZE))
    yield f"ten times as long: {long / short:.1f} x the time (aim 12), {megabytes():.0f} MB"


def main(names: list[str]) -> None:
    """Print the figures."""
    gc.set_threshold(200_000)  # as the command does
    examples = Path(__file__).parent.parent / "examples"
    for line in figures([Path(name) for name in names] or sorted(examples.glob("*.txt"))):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
