"""Inputs made at random: ``python -m benchmarks.fuzz [--seconds N] [TARGET…]`` (default: 60, all targets).

Each target gets its share of the time. What it is given is an error with a name or a result: anything else
is a fault, printed with the smallest input that hypothesis finds for it, and exit code 1.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import tarfile
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from benchmarks.letters import EXAMPLES
from checker.engine.loading import load_rules
from checker.errors import CheckerError
from checker.facts.kinds import CATALOGUE
from checker.knowledge.strict_yaml import read
from checker.readers import containers, letter_from
from checker.report.records import FindingRecord, LetterRecord, from_json, to_json
from checker.report.views import report_of
from checker.running.setup import make_checker
from checker.running.tasks import Task, check_one

Target = Callable[[bytes], object]
ROUND = 200  # inputs between two looks at the clock
SLOW = 10.0  # seconds that no input of these sizes may take

LETTERS = [path.read_bytes() for path in sorted(EXAMPLES.glob("*.txt"))]
RULES = [path.read_bytes() for path in sorted((EXAMPLES.parent / "rules").rglob("IMR*.yaml"))[:40]]
WORK = Path(tempfile.mkdtemp(prefix="imr-check-fuzz-"))
PIECES = (
    *(b"\0", b"\f", b"\r\n", b"\x85", b"\xe2\x80\xae", b"\xed\xa0\x80", b" \n" * 50, "½ ſ İ ß ﬁ".encode()),
    *(b"9" * 400, b"1,000,", b"(((((", b"]]]]", b"02/30/2014", b"not ", b"MTUS", b"CM14-0000001"),
    *(b"Decision based on ", b"Page(s): 66-63", b": Upheld\n", b"2 times a week for "),
    *(b"Decision rationale: ", b"%PDF-1.4", b"PK\x03\x04"),
)


def mutated(wholes: list[bytes]) -> st.SearchStrategy[bytes]:
    """A whole with parts cut out, doubled, moved from others, and pieces put in."""

    @st.composite
    def make(draw: st.DrawFn) -> bytes:
        data = draw(st.sampled_from(wholes))
        for _ in range(draw(st.integers(0, 6))):
            start, end = sorted(draw(st.integers(0, len(data))) for _ in range(2))
            end = min(end, start + draw(st.sampled_from((1, 20, 400, 4000))))
            other = draw(st.sampled_from(wholes))
            place = draw(st.integers(0, len(other)))
            inserted = draw(
                st.one_of(
                    st.just(b""),
                    st.binary(max_size=8),
                    st.sampled_from(PIECES),
                    st.just(data[start:end] * 3),
                    st.just(other[place : place + 300]),
                )
            )
            data = data[:start] + inserted + data[end:]
        return data

    return make()


checker = make_checker("indexed")


def pipeline(data: bytes) -> object:
    """A letter read and checked, its report written and read back."""
    outcome = check_one(checker, Task(Path("x.txt"), "x.txt", data=data))
    assert not outcome.bug, outcome.letters[0].error
    assert not outcome.stopped, outcome.letters[0].error
    report = report_of(outcome.letters, checker)
    assert to_json(from_json(to_json(report).encode())) == to_json(report)
    return report


def redacted(data: bytes) -> object:
    """A letter checked without what identifies: what is computed is the same."""
    tasks = (Task(Path("x.txt"), "x.txt", data=data, redact=redact) for redact in (False, True))
    plain, other = (check_one(checker, task) for task in tasks)
    assert not other.bug, other.letters[0].error
    for one, two in zip(plain.letters, other.letters, strict=True):
        assert [item.verdict for item in one.items] == [item.verdict for item in two.items]
        assert [finding.id for finding in findings_of(one)] == [finding.id for finding in findings_of(two)]
        number = one.case.case_number or ""  # of a mangled letter any word
        assert not re.fullmatch(r"CM\d\d-\d{7}", number) or number not in repr(two)
    return other


def findings_of(letter: LetterRecord) -> list[FindingRecord]:
    return [*letter.findings, *(finding for item in letter.items for finding in item.findings)]


def reader(data: bytes) -> object:
    """The text of a file, by what it is."""
    return letter_from(data, ".txt")


def rules(data: bytes) -> object:
    """A rule file loaded."""
    folder = WORK / "rules"
    (folder / "structure").mkdir(parents=True, exist_ok=True)
    (folder / "structure/IMR190.yaml").write_bytes(data)
    (folder / "checks.yaml").write_bytes((EXAMPLES.parent / "rules/checks.yaml").read_bytes())
    return load_rules(folder, CATALOGUE)


def yaml(data: bytes) -> object:
    """A YAML file read."""
    path = WORK / "x.yaml"
    path.write_bytes(data)
    return read(path)


def archive(data: bytes) -> object:
    """An archive or table gone through."""
    for suffix in (".zip", ".tar.gz", ".jsonl"):
        path = WORK / f"x{suffix}"
        path.write_bytes(data)
        try:
            list(containers.members(path))
        except CheckerError:
            continue
    return None


def _archives() -> list[bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for number, text in enumerate(LETTERS[:3]):
            made.writestr(f"{number}.txt", text)
    tarred = io.BytesIO()
    with tarfile.open(fileobj=tarred, mode="w:gz") as other:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(LETTERS[0])
        other.addfile(entry, io.BytesIO(LETTERS[0]))
    return [packed.getvalue(), tarred.getvalue(), b'{"text": "a"}\n{"text": 1}\n']


ARCHIVES = _archives()
SEEDS = {
    **{"pipeline": LETTERS, "redacted": LETTERS, "reader": LETTERS},
    **{"rules": RULES, "yaml": RULES, "archive": ARCHIVES},
}
TARGETS: dict[str, tuple[Target, st.SearchStrategy[bytes]]] = {
    "pipeline": (pipeline, mutated(LETTERS)),
    "redacted": (redacted, mutated(LETTERS)),
    "reader": (reader, st.one_of(st.binary(max_size=2000), mutated(LETTERS))),
    "rules": (rules, mutated(RULES)),
    "yaml": (yaml, st.one_of(st.binary(max_size=500), mutated(RULES))),
    "archive": (archive, st.one_of(st.binary(max_size=500), mutated(ARCHIVES))),
}


def tried(target: Target) -> Target:
    """The same, whose named errors are results, and which may not take long."""

    def run(data: bytes) -> object:
        start = time.process_time()
        try:
            return target(data)
        except CheckerError:
            return None
        finally:
            assert time.process_time() - start < SLOW, "it takes too long"

    return run


def fuzzed(name: str, until: float, number: int = 0) -> tuple[int, str | None]:
    """How many inputs a target was given before a time, and the fault that was found."""
    target, inputs = TARGETS[name]
    run, done = tried(target), 0

    def one(data: bytes) -> None:
        nonlocal done
        done += 1
        if time.monotonic() < until:
            run(data)

    while time.monotonic() < until:
        number += 1
        test = settings(
            max_examples=ROUND,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
            verbosity=Verbosity.quiet,
        )(seed(number)(given(inputs)(one)))
        try:
            test()
        except BaseException:  # noqa: BLE001 - whatever it is is the fault
            return done, traceback.format_exc()
    return done, None


def main() -> None:
    """Print what was tried and found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []])
    given_ = parser.parse_args()
    names = given_.targets or list(TARGETS)
    failed = False
    for name in names:
        until = time.monotonic() + given_.seconds / len(names)
        done, fault = fuzzed(name, until, given_.seed * 1000)
        failed |= fault is not None
        print(
            f"{name:10} {done:7,} inputs, seed {given_.seed}: {'A FAULT' if fault else 'no fault'}",
            flush=True,
        )
        if fault:
            print(fault)
    sys.exit(failed)


if __name__ == "__main__":
    main()
