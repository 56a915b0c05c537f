"""Speed as ratios, all of one run: ``python -m benchmarks.speed [LETTER…]`` (default: the examples).

``--quick`` leaves out what takes minutes: growth, runs of many letters.

CPU time where nothing else is said; times of a loaded machine mean little, their ratios more. Printed:

- start-up: wall time of ``imr-check LETTER``, all caches warm, over that of ``python -c pass``; medians
- an author's loop: ``guideline match`` after a change in one pack, over the same without a change
- throughput: letters a second of one process, those read for the first time and those read again
- the indexed engine over durable-rules; the rules alone: ``python -m benchmarks.engine``
- a letter over a single pass that finds all names of the vocabulary in the same text
- medSpaCy with these names as targets over a letter, where it is installed (``pip install -e '.[bench]'``):
  its default pipeline, and a tuned one of sentencizer, target matcher, ConText and sections
- growth with the criteria, the rules and the length of a letter (:mod:`benchmarks.growth`)
- two processes over one (:mod:`benchmarks.jobs`), and time and memory as letters become more
  (:mod:`benchmarks.memory`, which takes more of them by itself)
"""

from __future__ import annotations

import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from benchmarks import growth, jobs, memory
from benchmarks.measuring import SECONDS, checking, cpu
from checker.judging.examine import Checker
from checker.knowledge.phrases import fold, surface_forms
from checker.readers import read_letter
from checker.running.collecting import collect_seldom
from checker.running.setup import make_checker
from checker.spans import LetterText

ROUNDS = 7
PROGRAM = (sys.executable, "-c", "from checker.cli.main import run; run()")
LETTERS = 600  # for one process and for two
MEMORY = (1_000, 4_000)  # letters
PACK = """\
adds_to: ODG-PAIN
sections:
- id: OWN
  title: A section of our own
  recommendation: not_recommended
  covers: {{treatments: [tens]}}
  provenance: {{grade: B, sources: [an invented table]}}
  criteria:
  - id: OWN.one
    kind: info
    text: {text}
    examples: [One is said in one way., One is said in a second., In a third it is one., A fourth is of one.]
    near: [One is not said.]
"""
TUNED = {"medspacy_target_matcher", "medspacy_context", "medspacy_sectionizer"}


def walls(*commands: Sequence[str]) -> list[float]:
    """Median wall times of commands in seconds, run in turns. They may write their bytecode."""
    allowed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(ROUNDS):
        for own, command in zip(times, commands, strict=True):
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False, env=allowed)
            own.append(time.perf_counter() - start)
    return list(map(statistics.median, times))


def authoring() -> float:
    """How many times as long a command takes after a change in a pack as without one: median wall times."""
    command = (*PROGRAM, "guideline", "match", "Limited to six visits.", "--guidelines", ".")
    times: list[list[float]] = [[], []]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS + 1):
            Path(folder, "own.yaml").write_text(PACK.format(text=f"{number} of {time.time_ns()}"), "utf-8")
            for own in times:
                start = time.perf_counter()
                subprocess.run(command, cwd=folder, capture_output=True, check=True)
                own.append(time.perf_counter() - start)
    changed, same = (statistics.median(own[1:]) for own in times)  # the first may make what all others keep
    return changed / same


def scanning(checker: Checker) -> Callable[[LetterText], object]:
    """A single pass over a letter for all names of the vocabulary."""
    names = {form for concept in checker.knowledge.concepts for form in surface_forms(concept)}
    automaton = AhoCorasick(sorted(names))
    return lambda text: automaton.find_matches_as_indexes(fold(text.text), overlapping=True)


def medspacy(checker: Checker) -> Iterator[tuple[str, Callable[[LetterText], object]]]:
    """Pipelines of medSpaCy with the names of the vocabulary as their targets; none without it."""
    if importlib.util.find_spec("medspacy") is None:
        return
    os.environ["LOGURU_LEVEL"] = "WARNING"  # its splitter tells of each sentence else
    library = importlib.import_module("medspacy")
    rule = importlib.import_module("medspacy.target_matcher").TargetRule
    tuned = library.load(medspacy_enable=TUNED)
    tuned.add_pipe("sentencizer", first=True)
    for name, loaded in (("by default", library.load()), ("tuned", tuned)):
        loaded.get_pipe("medspacy_target_matcher").add(
            [rule(term, concept.kind) for concept in checker.knowledge.concepts for term in concept.terms]
        )
        yield name, partial(_through, loaded)


def _through(pipeline: Callable[[str], object], text: LetterText) -> object:
    return pipeline(text.text)


def megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def figures(paths: Sequence[Path]) -> Iterator[str]:
    """The lines, as they are measured."""
    empty, one = walls((sys.executable, "-c", "pass"), (*PROGRAM, str(paths[0])))
    yield f"start-up with a letter: {one:.3f} s, {one / empty:.0f} x python -c pass (aim 20)"
    yield f"a command after a change in a pack over one without: {authoring():.1f} x (aim 2)"
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
    others = list(medspacy(checker))
    for name, other in others:
        yield f"medSpaCy {name} over a letter: {cpu(other, texts) / letter:.0f} x (aim 10)"
    if not others:
        yield "medSpaCy is not installed"


def main(names: list[str]) -> None:
    """Print the figures."""
    collect_seldom()  # as the command does
    examples = Path(__file__).parent.parent / "examples"
    quick = "--quick" in names
    paths = [Path(name) for name in names if name != "--quick"] or sorted(examples.glob("*.txt"))
    for line in figures(paths):
        print(line, flush=True)
    if not quick:
        growth.main()
        jobs.main(LETTERS)
        memory.main(list(MEMORY))


if __name__ == "__main__":
    main(sys.argv[1:])
