"""The text that a page shows is that which was checked, or none."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from checker.knowledge.language import LetterForm
from checker.report.records import LetterRecord
from checker.running.tasks import letters_in
from checker.running.texts import text_of
from checker.spans import LetterText

from ..render.html.pages import checked as examined
from ..render.html.pages import checker, example

NAME = "misstated-limit.txt"


@pytest.fixture(scope="module")
def form() -> LetterForm:
    return checker().knowledge.form


@pytest.fixture
def letter(tmp_path: Path) -> LetterRecord:
    path = tmp_path / NAME
    path.write_text(example(NAME), encoding="utf-8")
    return examined(example(NAME), str(path))[0]


def test_it_is_read_again_as_it_was_checked(letter: LetterRecord, form: LetterForm) -> None:
    assert text_of(letter, form) == example(NAME)


def test_a_file_that_has_changed_or_gone_gives_none(letter: LetterRecord, form: LetterForm) -> None:
    path = Path(letter.path)
    path.write_text(example(NAME).replace("Upheld", "Overturned"), encoding="utf-8")
    assert text_of(letter, form) is None
    path.unlink()
    assert text_of(letter, form) is None
    path.mkdir()
    assert text_of(letter, form) is None


def test_of_letters_bound_in_a_file_each_has_its_own(tmp_path: Path, form: LetterForm) -> None:
    both = [example(NAME), example("search-order.txt")]
    path = tmp_path / "bound.txt"
    path.write_text("\n\n".join(both), encoding="utf-8")
    letters = letters_in(checker(), LetterText("\n\n".join(both)), str(path), None)
    assert [(text_of(one, form) or "").strip() for one in letters] == [text.strip() for text in both]


def test_what_came_through_standard_input_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    command = [sys.executable, "-c", "from checker.cli.main import run; run()", "-", "--exit-zero"]
    told = subprocess.run(
        [*command, "--format", f"html={file}"], input=example(NAME).encode(), capture_output=True, check=True
    )
    assert told.stderr == b""
    assert "slipped. At the visit of" in file.read_text(encoding="utf-8")


def test_a_saved_run_does_not_wait_for_standard_input(
    letter: LetterRecord, form: LetterForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Waiting(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise AssertionError("it was read")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Waiting())))
    record = examined(example(NAME), "-")[0]
    assert text_of(record, form) is None
