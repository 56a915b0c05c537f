"""Runs of many letters: on the disk, resumed, and with what a process may take."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.judging.examine import Checker, Examination
from checker.knowledge.packs import alone
from checker.readers import find_letters
from checker.report.records import LetterRecord, letter_adapter, to_json
from checker.running import batch, workers
from checker.running import journal as journal_module
from checker.running.batch import check_paths
from checker.running.journal import Journal, JournalReader, run_key
from checker.running.memory import OutOfMemoryError, memory_limit
from checker.running.setup import make_checker
from checker.running.spool import DiskError, Spool
from checker.running.tasks import Limits, Outcome, Task
from checker.running.workers import Supervisor
from checker.spans import LetterText
from tests.cli.letters import NEWS, letter, write_rules
from tests.shipped import parts

LETTERS = 24


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    rules = write_rules(tmp_path_factory.mktemp("rules") / "rules")
    return make_checker("indexed", alone(rules=rules))


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(LETTERS):
        text = letter(number=f"CM14-000010{number:02}")
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (folder / "news.txt").write_text(NEWS, encoding="utf-8")
    (folder / "void.txt").touch()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """All letters are checked in this process, whatever the number of them."""
    monkeypatch.setattr(batch, "_processes", lambda *_, **__: (0, True))


class Counting(Checker):
    """Counts the letters that it examines, and is interrupted at one."""

    def __init__(self, checker: Checker, until: int = -1) -> None:
        super().__init__(checker.knowledge, checker.rules, "indexed", checker.ignored)
        self.compiled, self.engine = checker.compiled, checker.engine
        self.examined = 0
        self.until = until

    def examine(self, text: LetterText, name: str, as_of: date | None = None) -> Examination:
        if self.examined == self.until:
            os.kill(os.getpid(), signal.SIGINT)
        self.examined += 1
        return super().examine(text, name, as_of)


def spooled(records: list[LetterRecord]) -> Spool:
    spool = Spool()
    for number in reversed(range(len(records))):
        spool.put(number, [letter_adapter().dump_json(records[number])])
    return spool


# --- the disk ----------------------------------------------------------------------------------------------


def test_letters_on_the_disk_are_the_same_ones_in_the_order_of_their_inputs(
    checker: Checker, letters: Path, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = check_paths(checker, ["."])
    assert isinstance(held.report.letters, tuple)
    spool = spooled(list(held.report.letters))
    assert (len(spool), tuple(spool), tuple(spool)) == (LETTERS + 2, held.report.letters, held.report.letters)
    assert (spool[1], spool[-1], list(spool[3:5])) == (
        held.report.letters[1],
        held.report.letters[-1],
        list(held.report.letters[3:5]),
    )
    with pytest.raises(IndexError):
        spool[LETTERS + 2]
    assert to_json(replace(held.report, letters=spool)) == to_json(held.report)


def test_a_disk_that_is_full_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool()
    spool._database.execute("PRAGMA max_page_count=20")
    with pytest.raises(DiskError, match="can't be set aside on the disk: database or disk is full"):
        spool.put(0, [b"x" * 1_000_000])


# --- the journal -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("until", [0, 1, 13])
def test_a_run_that_was_broken_off_goes_on(
    checker: Checker, letters: Path, tmp_path: Path, here: None, until: int
) -> None:
    undisturbed = check_paths(checker, ["."])
    journal = tmp_path / "run.journal"
    first = Counting(checker, until)
    broken = check_paths(first, ["."], journal=journal)
    assert (broken.interrupted, first.examined) == (True, until)
    second = Counting(checker)
    resumed = check_paths(second, ["."], journal=journal)
    assert to_json(resumed.report) == to_json(undisturbed.report)
    assert resumed.problems == undisturbed.problems
    assert second.examined == LETTERS + 1 - until


def test_a_journal_serves_only_what_is_the_same(
    checker: Checker, letters: Path, tmp_path: Path, here: None
) -> None:
    journal = tmp_path / "run.journal"

    def examined(used: Checker = checker, as_of: date | None = None) -> int:
        counting = Counting(used)
        check_paths(counting, ["."], as_of, journal=journal)
        return counting.examined

    assert examined() == LETTERS + 1
    assert examined() == 0
    (letters / "00.txt").write_text(letter(number="CM14-0000999"), encoding="utf-8")
    assert examined() == 1
    (letters / "01.txt").rename(letters / "1.txt")  # a letter without a case number is known by its name
    assert examined() == 1
    assert examined(as_of=date(2015, 1, 1)) == LETTERS + 1
    assert examined() == 0
    assert examined(checker.ignoring(frozenset({"IMR301"}))) == LETTERS + 1


def test_a_journal_that_is_damaged_is_told_or_read_around(
    checker: Checker, letters: Path, tmp_path: Path, here: None
) -> None:
    undisturbed = to_json(check_paths(checker, ["."]).report)
    journal = tmp_path / "run.journal"
    check_paths(checker, ["."], journal=journal)
    with sqlite3.connect(journal) as database:
        database.execute("UPDATE results SET letters = '[{\"path\": 1}]' WHERE rowid % 2 = 0")
    database.close()
    counting = Counting(checker)
    assert to_json(check_paths(counting, ["."], journal=journal).report) == undisturbed
    assert 0 < counting.examined < LETTERS + 1
    whole = journal.read_bytes()
    journal.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DiskError, match=r"malformed \(remove a damaged journal: all is checked anew\)"):
        check_paths(checker, ["."], journal=journal)
    for other in (b"no database" * 1000, b"x"):
        journal.write_bytes(other)
        with pytest.raises(DiskError, match="the journal can't be used: file is not a database"):
            check_paths(checker, ["."], journal=journal)
        assert journal.read_bytes() == other


def test_another_database_and_another_run_at_it_are_refused(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "_PATIENCE", 0.1)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE mine (x)")
    database.close()
    with pytest.raises(DiskError, match="it is a database, but no journal of imr-check"):
        Journal(other, run_key(checker))
    journal = Journal(tmp_path / "run.journal", run_key(checker))
    with pytest.raises(DiskError, match="database is locked"):
        Journal(tmp_path / "run.journal", run_key(checker))
    journal.close()
    Journal(tmp_path / "run.journal", run_key(checker)).close()


def test_two_runs_that_start_at_once_follow_each_other(tmp_path: Path) -> None:
    path = tmp_path / "run.journal"
    first = sqlite3.connect(path, isolation_level=None)
    first.execute("PRAGMA journal_mode=WAL")
    first.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(lambda: Journal(path, "run").close())
        time.sleep(0.5)  # it waits, and has seen no tables
        assert not second.done()
        for statement in (
            f"PRAGMA application_id={journal_module._MARK}",
            *journal_module._TABLES.split(";"),
        ):
            first.execute(statement)
        first.execute("COMMIT")
        second.result(timeout=30)
    first.close()


def test_what_is_written_is_read_by_another_process_soon(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "run.journal"
    journal, reader = Journal(path, "run"), JournalReader(path, "run")
    record = LetterRecord(path="a.txt", status="not_a_determination", error="none")
    for number in range(200):
        journal.put(reader.key(str(number), None, b""), [letter_adapter().dump_json(record)])
    assert reader.get(reader.key("0", None, b"")) == (record,)
    assert reader.get(reader.key("0", date(2015, 1, 1), b"")) is None
    journal.close()


# --- processes ---------------------------------------------------------------------------------------------


def test_where_no_process_can_be_started_all_is_checked_here(
    checker: Checker, letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError("AF_UNIX path too long")

    undisturbed = to_json(check_paths(checker, ["."]).report)
    monkeypatch.setattr(workers, "_Worker", refused)
    assert to_json(check_paths(checker, ["."], jobs=2).report) == undisturbed


def test_processes_that_die_before_they_start_blame_no_letter(
    checker: Checker, letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = to_json(check_paths(checker, ["."]).report)
    monkeypatch.setattr(workers, "_serve", os._exit)
    assert to_json(check_paths(checker, ["."], jobs=1).report) == undisturbed


def test_tasks_are_taken_as_they_are_needed(checker: Checker, letters: Path) -> None:
    taken: list[int] = []
    inputs = batch._Inputs(find_letters(["."]), None, Limits())

    def tasks() -> Iterator[tuple[int, Task | Outcome]]:
        for number, task in inputs:
            taken.append(number)
            yield number, task

    outcomes = Supervisor(checker, tasks(), 1).outcomes()
    ahead = []
    for done, _ in enumerate(outcomes, 1):
        ahead.append(len(taken) - done)
    assert len(ahead) == LETTERS + 2
    assert max(ahead) <= 4


# --- memory ------------------------------------------------------------------------------------------------


def test_what_takes_too_much_memory_is_stopped_and_the_rest_is_not() -> None:
    with pytest.raises(OutOfMemoryError, match="it took more than 50 MB of memory"), memory_limit(50):
        bytearray(100 * 1024 * 1024)
    assert len(bytearray(100 * 1024 * 1024)) == 100 * 1024 * 1024
    with memory_limit(50):
        assert len(bytearray(10 * 1024 * 1024)) == 10 * 1024 * 1024


class Greedy(Checker):
    """Takes a gigabyte at the letter of case 13."""

    def __reduce__(self) -> tuple[object, ...]:
        return Greedy, super().__reduce__()[1]

    def examine(self, text: LetterText, name: str, as_of: date | None = None) -> Examination:
        if "CM14-0000013" in text.text:
            bytearray(1024 * 1024 * 1024)
        return super().examine(text, name, as_of)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_letter_that_takes_too_much_memory_is_the_only_one_lost(
    checker: Checker, letters: Path, jobs: int
) -> None:
    (letters / "05.txt").write_text(letter(number="CM14-0000013"), encoding="utf-8")
    greedy = Greedy(*parts(checker))
    run = check_paths(greedy, ["."], jobs=jobs, megabytes=200)
    assert [problem for problem in run.problems if "memory" in problem] == [
        "05.txt: not checked: it took more than 200 MB of memory"
    ]
    assert run.report.summary.checked == LETTERS - 1
    assert not run.bug
