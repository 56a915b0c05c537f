"""``--format html`` and ``memo`` from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from checker.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_one_letter_gives_one_page(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert main([str(EXAMPLES / "misstated-limit.txt"), "--format", f"html={file}"]) == 1
    assert "<h1>" in file.read_text(encoding="utf-8")
    assert [one.name for one in tmp_path.glob("page*")] == ["page.html"]


def test_several_letters_give_an_index_that_leads_to_their_pages(tmp_path: Path) -> None:
    names = ("misstated-limit.txt", "not-a-determination.txt", "wrong-chapter.pdf")
    file = tmp_path / "run.html"
    main([*(str(EXAMPLES / name) for name in names), "--format", f"html={file}"])
    index = file.read_text(encoding="utf-8")
    pages = sorted((tmp_path / "run-letters").iterdir())
    assert [page.name for page in pages] == ["1.html", "3.html"]
    assert all(f'href="run-letters/{page.name}#i1"' in index for page in pages)
    assert "Cite the chapter" in pages[1].read_text(encoding="utf-8")


def test_a_saved_run_gives_the_same_page(tmp_path: Path) -> None:
    run, first, again = (tmp_path / name for name in ("run.json", "first.html", "again.html"))
    letter = str(EXAMPLES / "search-order.txt")
    main([letter, "--format", f"json={run}", "--format", f"html={first}"])
    assert main(["report", str(run), "--format", f"html={again}"]) == 0
    assert again.read_bytes() == first.read_bytes()


def test_a_saved_run_of_a_letter_that_has_changed_gives_a_page_without_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter, run, file = (tmp_path / name for name in ("letter.txt", "run.json", "page.html"))
    letter.write_bytes((EXAMPLES / "search-order.txt").read_bytes())
    main([str(letter), "--format", f"json={run}"])
    letter.write_text("another", encoding="utf-8")
    assert main(["report", str(run), "--format", f"html={file}"]) == 0
    assert "not at hand" in capsys.readouterr().err
    assert "The letter's text is not at hand." in file.read_text(encoding="utf-8")


def test_the_pages_of_several_letters_need_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    letters = [str(EXAMPLES / name) for name in ("search-order.txt", "misstated-limit.txt")]
    assert main([*letters, "--format", "html"]) == 2
    assert "html=FILE" in capsys.readouterr().err


@pytest.mark.parametrize(("form", "begins"), [("markdown", b"# Memo"), ("docx", b"PK"), ("pdf", b"%PDF-")])
def test_a_memo_is_written_in_each_form(tmp_path: Path, form: str, begins: bytes) -> None:
    file = tmp_path / "memo"
    letter = str(EXAMPLES / "denied-finding.txt")
    assert main(["memo", letter, "--for", "qa", "--format", form, "-o", str(file)]) == 0
    assert file.read_bytes().startswith(begins)


def test_a_memo_whose_library_is_missing_is_refused_with_what_brings_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    assert main(["memo", str(EXAMPLES / "denied-finding.txt"), "--for", "qa", "--format", "docx"]) == 2
    assert "python-docx, which is not installed: pip install 'imr-check[memo]'" in capsys.readouterr().err


def test_a_memo_goes_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["memo", str(EXAMPLES / "denied-finding.txt"), "--for", "appeal"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"# Memo for an appeal: CM")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["not-a-determination.txt", "--for", "qa"], "not an IMR final determination"),
        (["denied-finding.txt"], "--for"),
        (["denied-finding.txt", "--for", "qa", "-o", "/nowhere/memo.md"], "no folder"),
    ],
)
def test_what_a_memo_can_t_be_made_of_is_said(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["memo", str(EXAMPLES / arguments[0]), *arguments[1:]]) == 2
    assert said in capsys.readouterr().err
