"""``--jobs``: the same bytes whatever the number of processes, and no letter lost with a process."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.judging.examine import Checker, Examination
from checker.knowledge.packs import alone
from checker.report.records import to_json
from checker.running.batch import Run, check_paths
from checker.running.setup import make_checker
from checker.spans import LetterText
from tests.cli.conftest import Cli, shell
from tests.cli.letters import NEWS, OVERTURNED, UPHELD, letter
from tests.shipped import parts

LETTERS = 12
LOST = "not checked: the process that checked it was killed or crashed"


class Deadly(Checker):
    """Its process is killed at a letter of case 13; at one of case 14, the first two times only.

    It crashes at one of case 15, and at one of case 16 kills the run.
    """

    folder = Path()

    def __reduce__(self) -> tuple[object, ...]:
        return _deadly, (super().__reduce__()[1], self.folder)

    def examine(self, text: LetterText, name: str, as_of: date | None = None) -> Examination:
        times = [self.folder / f"{Path(name).name}-{time}" for time in (1, 2)]
        if "CM14-0000013" in text.text or ("CM14-0000014" in text.text and not times[-1].exists()):
            next((time for time in times if not time.exists()), times[-1]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if "CM14-0000015" in text.text:
            crashes = self.folder / "crashes"
            crashes.write_text(crashes.read_text() + "x" if crashes.exists() else "x")
            os.abort()
        if "CM14-0000016" in text.text:
            (self.folder / "process").write_text(str(os.getpid()))
            os.kill(os.getppid(), signal.SIGKILL)
        return super().examine(text, name, as_of)


def _deadly(made_of: tuple[Any, ...], folder: Path) -> Deadly:
    made = Deadly(*made_of)
    made.folder = folder
    return made


@pytest.fixture
def letters(here: Path) -> Path:
    for number in range(LETTERS):
        text = letter(number=f"CM14-000010{number:02}")
        (here / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return here


def deadly(rules: Path, folder: Path) -> Deadly:
    real = make_checker("indexed", alone(rules=rules))
    return _deadly(parts(real), folder)


def errors(run: Run) -> dict[str, str]:
    return {letter.path: letter.error for letter in run.report.letters if letter.error is not None}


def test_the_same_bytes_with_any_number_of_jobs_and_order_of_paths(
    cli: Cli, rules: Path, letters: Path
) -> None:
    (letters / "news.txt").write_text(NEWS, encoding="utf-8")
    (letters / "void.pdf").write_bytes(b"")
    options = ("--no-shipped", "--rules", rules, "--format", "json")
    one = cli(".", "missing.txt", *options)
    assert one.code == 2
    assert len(one.json["letters"]) == LETTERS + 3
    paths = sorted(letters.iterdir(), reverse=True)
    for jobs in (2, 3, 40):
        assert cli("missing.txt", ".", *options, "--jobs", str(jobs)) == one
    assert cli("missing.txt", *(path.name for path in paths), *options) == one


def test_standard_input_is_read_beside_processes(rules: Path, letters: Path) -> None:
    result = shell(
        "-",
        letters,
        "--no-shipped",
        "--rules",
        rules,
        "--format",
        "json",
        "--jobs",
        "2",
        stdin=UPHELD.encode(),
    )
    assert [each["status"] for each in result.json["letters"]] == ["checked"] * (LETTERS + 1)
    assert result.json["letters"][0]["path"] == "-"


@pytest.mark.parametrize("jobs", [None, 1, 2])
def test_a_letter_that_kills_its_process_is_the_only_one_lost(
    rules: Path, letters: Path, tmp_path: Path, jobs: int | None
) -> None:
    (letters / "05.txt").write_text(letter(number="CM14-0000013"), encoding="utf-8")
    run = check_paths(deadly(rules, tmp_path), ["."], jobs=jobs)
    assert errors(run) == {"05.txt": LOST}
    assert [each.path for each in run.report.letters] == [f"{number:02}.txt" for number in range(LETTERS)]
    assert (run.report.complete, run.bug, run.interrupted) == (False, False, False)
    assert run.problems == (f"05.txt: {LOST}",)


@pytest.mark.parametrize("jobs", [None, 2])
def test_a_process_killed_from_outside_loses_nothing(
    rules: Path, letters: Path, tmp_path: Path, jobs: int | None
) -> None:
    for name in ("03.txt", "09.txt"):
        (letters / name).write_text(letter(number="CM14-0000014"), encoding="utf-8")
    run = check_paths(deadly(rules, tmp_path), ["."], jobs=jobs)
    assert {path.name for path in tmp_path.glob("*.txt-*")} == {
        *("03.txt-1", "03.txt-2"),
        *("09.txt-1", "09.txt-2"),
    }
    undisturbed = check_paths(make_checker("indexed", alone(rules=rules)), ["."])
    assert to_json(run.report) == to_json(undisturbed.report)


def test_a_folder_for_temporary_files_that_is_too_long_for_a_socket(
    rules: Path, letters: Path, tmp_path: Path
) -> None:
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    options = (".", "--no-shipped", "--rules", rules, "--format", "json", "--jobs", "2")
    result = shell(*options, env={"TMPDIR": str(folder)})
    assert (result.code, result.err) == (1, "")
    assert [each["status"] for each in result.json["letters"]] == ["checked"] * LETTERS


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_where_the_system_gives_few_files(rules: Path, letters: Path, jobs: str) -> None:
    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))

    options = (".", "--no-shipped", "--rules", rules, "--format", "json", "--jobs", jobs)
    result = shell(*options, preexec_fn=few)
    assert (result.code, result.err) == (1, "")
    assert [each["status"] for each in result.json["letters"]] == ["checked"] * LETTERS


@pytest.mark.parametrize("jobs", [None, 1, 2])
def test_a_letter_that_crashes_its_process_gets_another_one(
    rules: Path, letters: Path, tmp_path: Path, jobs: int | None
) -> None:
    (letters / "05.txt").write_text(letter(number="CM14-0000015"), encoding="utf-8")
    run = check_paths(deadly(rules, tmp_path), ["."], jobs=jobs)
    assert errors(run) == {"05.txt": LOST}
    assert (tmp_path / "crashes").read_text() == "xx"


def test_a_journal_beside_a_letter_that_crashes(rules: Path, letters: Path, tmp_path: Path) -> None:
    (letters / "05.txt").write_text(letter(number="CM14-0000015"), encoding="utf-8")
    for _ in range(2):
        run = check_paths(deadly(rules, tmp_path), ["."], journal=tmp_path / "run.journal")
        assert errors(run) == {"05.txt": LOST}


@pytest.mark.skipif(sys.platform != "linux", reason="few letters are checked in the run's own process")
def test_what_checks_few_letters_ends_with_the_run(rules: Path, letters: Path, tmp_path: Path) -> None:
    (letters / "05.txt").write_text(letter(number="CM14-0000016"), encoding="utf-8")
    made = deadly(rules, tmp_path)
    run = multiprocessing.get_context("fork").Process(target=check_paths, args=(made, ["."]))
    run.start()
    run.join()
    assert run.exitcode == -signal.SIGKILL
    process = Path("/proc", (tmp_path / "process").read_text())
    end = time.monotonic() + 30
    while process.exists() and "(zombie)" not in (process / "status").read_text():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_every_letter_kills_its_process(rules: Path, here: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (here / name).write_text(letter(number="CM14-0000013"), encoding="utf-8")
    run = check_paths(deadly(rules, tmp_path), ["."], jobs=2)
    assert errors(run) == dict.fromkeys(("a.txt", "b.txt", "c.txt"), LOST)


def test_suppressed_findings_are_suppressed_in_every_process(cli: Cli, rules: Path, letters: Path) -> None:
    (letters / "imr-check.toml").write_text('ignore = ["IMR301"]', encoding="utf-8")
    result = cli(".", "--no-shipped", "--rules", rules, "--format", "json", "--jobs", "2")
    assert result.code == 0
    suppressed = {f["suppressed"] for each in result.json["letters"] for f in each["items"][0]["findings"]}
    assert suppressed == {True}


@pytest.mark.parametrize("form", ["json", "terminal"])
def test_the_same_bytes_whatever_hash_seed_time_zone_and_locale(here: Path, form: str) -> None:
    for name, text in (("a.txt", UPHELD), ("b.txt", OVERTURNED), ("ü.txt", UPHELD)):
        (here / name).write_text(text, encoding="utf-8")
    environments = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "LANG": "de_DE"},
    )
    runs = [shell(".", "--format", form, env=environment) for environment in environments]
    assert runs[0] == runs[1]
    if form == "json":
        ascii_only = {"PYTHONHASHSEED": "3", "PYTHONIOENCODING": "ascii"}
        assert shell(".", "--format", form, "--jobs", "2", env=ascii_only).out == runs[0].out


def test_a_terminal_that_prints_ascii_only(rules: Path, here: Path) -> None:
    title = "Tizanidine 4 mg “forte” ½ ✓"
    (here / "ü.txt").write_text(UPHELD.replace("Tizanidine 4 mg", title), encoding="utf-8")
    result = shell(".", "--no-shipped", "--rules", rules, env={"PYTHONIOENCODING": "ascii"})
    assert result.code == 1
    assert result.out.isascii()
    explained = shell("explain", "ü.txt", "--no-shipped", "--rules", rules, env={"PYTHONIOENCODING": "ascii"})
    assert (explained.code, explained.out.isascii()) == (0, True)
