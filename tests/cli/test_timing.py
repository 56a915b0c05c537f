"""``--timeout``: a letter that takes too long is named, the others are checked, and nothing of it is kept."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import checker
from checker.errors import LimitError
from checker.judging.examine import Checker, Examination
from checker.knowledge.packs import alone
from checker.readers import read_bytes
from checker.report.records import to_json
from checker.running import batch, workers
from checker.running.batch import Run, check_paths
from checker.running.setup import make_checker
from checker.running.timing import time_limit
from checker.spans import LetterText
from tests.cli.conftest import Cli
from tests.cli.letters import UPHELD, letter
from tests.shipped import parts

LIMIT = 1.5  # many times what one of these letters takes
OVER = "not checked: it took longer than 1.5 seconds"
AGES = 10**6  # seconds

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no interval timer")


def loop() -> None:
    while True:
        pass


def match() -> None:
    re.match(r"(?:a+)+$", "a" * 60 + "b")


def sleep() -> None:
    time.sleep(AGES)


def swallow() -> None:
    """Two loops, the first of which takes what ends it for its own."""
    try:
        loop()
    except BaseException:  # noqa: BLE001 - as a destructor does
        loop()


SLOW = {each.__name__: each for each in (loop, match, sleep, swallow)}


class Slow(Checker):
    """Takes longer than any limit on the letter of case 13, in a step of one kind."""

    step = "loop"
    deaf = False  # whether its process hears no signal, as while a call into C code goes on

    def __reduce__(self) -> tuple[object, ...]:
        return _slow, (super().__reduce__()[1], self.step, self.deaf)

    def examine(self, text: LetterText, name: str, as_of: date | None = None) -> Examination:
        if "CM14-0000013" in text.text:
            if self.deaf:
                signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            SLOW[self.step]()
        return super().examine(text, name, as_of)


def _slow(made_of: tuple[Any, ...], step: str, deaf: bool = False) -> Slow:
    made = Slow(*made_of)
    made.step, made.deaf = step, deaf
    return made


@pytest.fixture
def letters(here: Path) -> Path:
    for name, number in (("a", "CM14-0000012"), ("b", "CM14-0000013"), ("c", "CM14-0000014")):
        (here / f"{name}.txt").write_text(letter(number=number), encoding="utf-8")
    return here


def slow(rules: Path, step: str, deaf: bool = False) -> Slow:
    real = make_checker("indexed", alone(rules=rules))
    return _slow(parts(real), step, deaf)


def errors(run: Run) -> dict[str, str | None]:
    return {Path(each.path).name: each.error for each in run.report.letters}


@pytest.mark.parametrize("step", ["match", "swallow"])
def test_a_letter_that_takes_too_long_costs_no_other(letters: Path, rules: Path, step: str) -> None:
    run = check_paths(slow(rules, step), [str(letters)], seconds=LIMIT)
    assert errors(run) == {"a.txt": None, "b.txt": OVER, "c.txt": None}
    assert (run.bug, run.report.complete) == (False, False)
    assert [Path(problem).name for problem in run.problems] == [f"b.txt: {OVER}"]


def test_the_same_in_processes(letters: Path, rules: Path) -> None:
    alone = check_paths(slow(rules, "match"), [str(letters)], seconds=LIMIT)
    apart = check_paths(slow(rules, "match"), [str(letters)], jobs=2, seconds=LIMIT)
    assert to_json(apart.report) == to_json(alone.report)


def test_a_process_that_hears_no_signal_is_ended(
    letters: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_GRACE", 5.0)
    run = check_paths(slow(rules, "sleep", deaf=True), [str(letters)], jobs=2, seconds=LIMIT)
    assert errors(run) == {"a.txt": None, "b.txt": OVER, "c.txt": None}


def test_the_reading_of_a_file_has_a_limit_too(
    cli: Cli, letters: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path) -> bytes:
        if path.name == "b.txt":
            loop()
        return read_bytes(path)

    monkeypatch.setattr(checker.running.tasks, "read_bytes", read)
    result = cli(".", "--no-shipped", "--rules", rules, "--timeout", str(LIMIT), "--format", "json")
    assert (result.code, result.err) == (2, f"imr-check: b.txt: {OVER}\n")
    assert [each["status"] for each in result.json["letters"]] == ["checked", "unreadable", "checked"]


def test_the_limit_stands_in_the_configuration(
    cli: Cli, letters: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letters / "imr-check.toml").write_text("timeout = 0.3", encoding="utf-8")
    monkeypatch.setattr(checker.running.tasks, "read_bytes", lambda _: loop())
    result = cli("b.txt", "--no-shipped", "--rules", rules)
    told = "imr-check: b.txt: not checked: it took longer than 0.3 seconds\n"
    assert (result.code, result.err) == (2, told)
    result = cli("b.txt", "--no-shipped", "--rules", rules, "--timeout", "0.2")
    assert "longer than 0.2 seconds" in result.err


@pytest.mark.parametrize("timeout", ["0", "-1", "soon"])
def test_a_limit_that_is_none(cli: Cli, letters: Path, timeout: str) -> None:
    result = cli("a.txt", "--timeout", timeout)
    assert (result.code, result.out) == (2, b"")
    assert "--timeout" in result.err


def test_an_engine_that_was_stopped_is_used_no_more(
    letters: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may hold the facts of the letter that it was stopped on."""
    monkeypatch.setattr(batch, "_processes", lambda *_, **__: (0, True))  # noted here
    made = slow(rules, "loop")
    runs: list[object] = []

    class Noted(Slow):
        def examine(self, text: LetterText, name: str, as_of: date | None = None) -> Examination:
            runs.append(self.engine)
            return super().examine(text, name, as_of)

        def __reduce__(self) -> tuple[object, ...]:
            return Noted, parts(self)

    noted = Noted(*parts(made))
    check_paths(noted, [str(letters)], seconds=LIMIT)
    assert runs[0] is runs[1]
    assert runs[2] is not runs[1]


@pytest.mark.parametrize("body", SLOW.values(), ids=SLOW)
def test_a_body_that_takes_too_long_is_ended(body: Callable[[], None]) -> None:
    with pytest.raises(LimitError) as caught, time_limit(0.2):
        body()
    assert str(caught.value) == "not checked: it took longer than 0.2 seconds"


def test_what_ends_in_time_is_left_alone_and_so_is_what_follows() -> None:
    handler = signal.getsignal(signal.SIGALRM)
    with time_limit(0.2):
        result = sum(range(10))
    time.sleep(0.3)  # a timer left behind would raise here
    assert result == 45
    assert signal.getsignal(signal.SIGALRM) is handler
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_an_error_of_the_body_stays_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError), time_limit(AGES):
        print(1 / 0)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_in_a_thread_there_is_no_limit() -> None:
    done: list[str] = []

    def work() -> None:
        with time_limit(0.05):
            time.sleep(0.2)
            done.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["done"]


def test_who_writes_to_standard_input_may_take_their_time(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: Path) -> bytes:
        time.sleep(2)
        return UPHELD.encode()

    monkeypatch.setattr(batch, "read_bytes", read)
    real = checker.running.setup.make_checker("indexed", alone(rules=rules))
    assert check_paths(real, ["-"], seconds=LIMIT).report.letters[0].status == "checked"
