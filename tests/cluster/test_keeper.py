"""A process that checks letters, kept: it may die, hang or be wrong, and the next letter is checked."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.cluster import keeper as module
from checker.cluster.checking import Work, answer_to
from checker.cluster.keeper import Keeper
from checker.readers import Member
from tests.cli.letters import NEWS, OVERTURNED, UPHELD, letter, write_rules
from tests.cluster.deadly import BROKEN, HANGING, ONCE, POISON, SLOW, member, work

SECONDS = 4.0  # many times what a letter takes


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Work:
    folder = tmp_path_factory.mktemp("deadly")
    return work(write_rules(folder / "rules"), folder, SECONDS)


@pytest.fixture(scope="module")
def kept(given: Work) -> Iterator[Keeper]:
    keeper = Keeper(pickle.dumps(given), SECONDS)
    yield keeper
    keeper.end()


def status(keeper: Keeper, number: str) -> tuple[str, str | None, bool]:
    answer = keeper.check(member("a.txt", letter(number=number)))
    (one,) = answer.letters
    return one.status, one.error, answer.bug


def test_whatever_a_letter_does_the_next_one_is_checked(
    kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = "not checked: the process that checked it was killed or crashed"
    late = f"not checked: it took longer than {SECONDS:g} seconds"
    sound = ("checked", None, False)
    assert status(kept, "CM14-0000001") == sound
    assert status(kept, POISON) == ("unreadable", killed, False)
    assert status(kept, ONCE) == sound
    assert status(kept, SLOW) == ("unreadable", late, False)
    assert status(kept, "CM14-0000001") == sound
    monkeypatch.setattr(module, "_GRACE", 0.5)  # it is running: it need not start any more
    assert status(kept, HANGING) == ("unreadable", late, False)
    monkeypatch.undo()
    broken, why, bug = status(kept, BROKEN)
    assert (broken, bug) == ("unreadable", True)
    assert why is not None
    assert why.startswith("a bug in imr-check: ZeroDivisionError at deadly.py:")
    assert status(kept, "CM14-0000001") == sound


def test_it_answers_as_this_process_does(kept: Keeper, given: Work) -> None:
    for text in (UPHELD, OVERTURNED, UPHELD + OVERTURNED, NEWS, "", " \n", "x", "\ud800" + UPHELD):
        assert kept.check(member("a.txt", text)) == answer_to(given, member("a.txt", text))[1]
    unread = Member("a.txt", Path("a.txt"), error="it is damaged")
    assert kept.check(unread) == answer_to(given, unread)[1]


def test_its_process_imports_from_where_this_one_does(
    kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "checker").mkdir()
    (tmp_path / "checker" / "__init__.py").write_text("raise SystemExit('another checker')")
    monkeypatch.chdir(tmp_path)
    kept.end()
    assert kept.check(member("a.txt", UPHELD)).letters[0].status == "checked"


def test_a_process_ends_with_its_keeper(kept: Keeper) -> None:
    kept.check(member("a.txt", UPHELD))
    process = kept._process
    assert process is not None
    kept.end()
    assert process.returncode is not None
    assert process.returncode < 0
