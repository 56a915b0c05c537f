"""What letters are given as: archives, tables, lists of paths, bound PDFs; and what is left out."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from checker.running import batch
from tests.cli.conftest import Cli, shell
from tests.cli.letters import NEWS, OVERTURNED, UPHELD, letter
from tests.readers.letter_files import pdf, stream, text_stream


@pytest.fixture
def check(cli: Cli, rules: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Checks with rules that are sure to fire, all in this process."""
    monkeypatch.setattr(batch, "_processes", lambda *_, **__: (0, True))

    def run(*arguments: str | Path) -> object:
        return cli(*arguments, "--no-shipped", "--rules", rules)

    return run  # type: ignore[return-value]


@pytest.fixture
def letters(here: Path) -> Path:
    for name, text in (("a", UPHELD), ("b", OVERTURNED), ("news", NEWS)):
        (here / "letters").mkdir(exist_ok=True)
        (here / f"letters/{name}.txt").write_text(text, encoding="utf-8")
    return here / "letters"


def statuses(result: object) -> dict[str, str]:
    return {each["path"]: each["status"] for each in result.json["letters"]}  # type: ignore[attr-defined]


def zipped(letters: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for each in sorted(letters.iterdir()):
            archive.write(each, f"in/{each.name}")
    return path


def test_an_archive_is_checked_as_its_folder_is(check: Cli, letters: Path, here: Path, rules: Path) -> None:
    folder = check("letters", "--format", "json")
    zipped(letters, here / "x.zip")
    archive = check("x.zip", "--format", "json")
    assert archive.code == folder.code == 2
    prefix = {"letters/": "x.zip!in/"}
    for old, new in prefix.items():
        assert archive.text == folder.text.replace(old, new)
        assert archive.err == folder.err.replace(old, new)
    options = ("--no-shipped", "--rules", rules, "--format", "json", "--jobs", "2")
    assert shell("x.zip", *options).out == archive.out


def test_an_archive_in_a_folder_is_opened_as_if_it_was_named(check: Cli, letters: Path, here: Path) -> None:
    zipped(letters, here / "m.zip").rename(letters / "m.zip")
    zipped(letters, here / "n.zip").rename(letters / "n.zip")  # it has the other in it, which is named
    for path in ("letters", "letters/*"):
        found = statuses(check(path, "--exclude", "news.txt", "--format", "json"))
        assert list(found) == [
            *("letters/a.txt", "letters/b.txt", "letters/m.zip!in/a.txt", "letters/m.zip!in/b.txt"),
            *("letters/n.zip!in/a.txt", "letters/n.zip!in/b.txt", "letters/n.zip!in/m.zip"),
        ]
        assert found.pop("letters/n.zip!in/m.zip") == "unreadable"
        assert set(found.values()) == {"checked"}
    assert list(
        statuses(check("letters", "--exclude", "*.zip", "--exclude", "news.txt", "--format", "json"))
    ) == [
        *("letters/a.txt", "letters/b.txt"),
    ]


def test_archives_and_files_beside_each_other_in_the_order_of_names(
    check: Cli, letters: Path, here: Path
) -> None:
    zipped(letters, here / "m.zip")
    (here / "z.zip").write_bytes(b"none")
    result = check("z.zip", "letters/a.txt", "m.zip", "n.zip", "--format", "json")
    assert statuses(result) == {
        "letters/a.txt": "checked",
        "m.zip!in/a.txt": "checked",
        "m.zip!in/b.txt": "checked",
        "m.zip!in/news.txt": "not_a_determination",
        "n.zip": "unreadable",
        "z.zip": "unreadable",
    }
    assert "imr-check: z.zip: it is damaged (BadZipFile)\n" in result.err


def test_a_page_of_a_letter_in_an_archive_has_its_text(check: Cli, letters: Path, here: Path) -> None:
    zipped(letters, here / "x.zip")
    result = check("x.zip", "--exclude", "news.txt", "--format", "html=out.html")
    assert (result.code, result.err) == (1, "")
    assert "sustained an industrial injury" in (here / "out-letters/1.html").read_text(encoding="utf-8")


def test_letters_in_a_column(check: Cli, here: Path) -> None:
    rows = [{"id": 1, "letter": UPHELD}, {"id": 2, "letter": NEWS}, {"id": 3}]
    (here / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = check("x.jsonl", "--text-column", "letter", "--format", "json")
    assert statuses(result) == {
        "x.jsonl!1": "checked",
        "x.jsonl!2": "not_a_determination",
        "x.jsonl!3": "unreadable",
    }
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet  # noqa: PLC0415

    parquet.write_table(arrow.table({"text": [UPHELD, OVERTURNED]}), here / "x.parquet")
    assert statuses(check("x.parquet", "--format", "json")) == {
        "x.parquet!1": "checked",
        "x.parquet!2": "checked",
    }


@pytest.mark.parametrize("end", [b"\n", b"\0"])
def test_a_list_of_paths(check: Cli, letters: Path, here: Path, rules: Path, end: bytes) -> None:
    (here / "list").write_bytes(end.join((b"letters/a.txt", b"letters/b.txt", b"")))
    result = check("--files-from", "list", "--format", "json")
    assert statuses(result) == {"letters/a.txt": "checked", "letters/b.txt": "checked"}
    options = ("--no-shipped", "--rules", rules, "--format", "json")
    given = shell("--files-from", "-", *options, stdin=(here / "list").read_bytes())
    assert given.out == result.out
    both = check("letters/news.txt", "--files-from", "list", "--format", "json")
    assert len(statuses(both)) == 3


def test_a_list_that_can_not_be_used(check: Cli, letters: Path) -> None:
    assert check("--files-from", "none").err == "imr-check: --files-from: none: no such file\n"
    assert "it is a folder, not a file" in check("--files-from", "letters").err
    assert check("-", "--files-from", "-").err == (
        "imr-check: --files-from -: standard input can't be a letter too\n"
    )
    result = check("--format", "json")
    assert (result.code, result.err) == (
        2,
        "imr-check: no letters are named: give a file, folder or pattern, or --files-from\n",
    )


def test_what_is_left_out(check: Cli, letters: Path, here: Path) -> None:
    assert set(statuses(check("letters", "--exclude", "news*", "--format", "json"))) == {
        "letters/a.txt",
        "letters/b.txt",
    }
    (here / "imr-check.toml").write_text('exclude = ["letters/b.txt"]', encoding="utf-8")
    result = check("letters", "--exclude", "news*", "--format", "json")
    assert statuses(result) == {"letters/a.txt": "checked"}


def test_letters_bound_in_a_pdf_are_split_at_their_first_pages(check: Cli, here: Path) -> None:
    pages = []
    for number in ("CM14-0000001", "CM14-0000002", "CM14-0000003"):
        text = letter(number=number).replace("(", "\\(").replace(")", "\\)")
        head, heading, rest = text.partition("CLINICAL CASE SUMMARY")
        pages += [stream(text_stream(part.splitlines())) for part in (head, heading + rest)]
    (here / "bound.pdf").write_bytes(pdf(*pages))
    result = check("bound.pdf", "--format", "json")
    found = [
        (each["part"], each["case"]["case_number"], each["items"][0]["span"]["page"])
        for each in result.json["letters"]
    ]
    assert found == [(1, "CM14-0000001", 2), (2, "CM14-0000002", 4), (3, "CM14-0000003", 6)]


def test_a_name_that_is_no_text(check: Cli, here: Path) -> None:
    with zipfile.ZipFile(here / os.fsdecode(b"\xff.zip"), "w") as archive:
        archive.writestr("a.txt", UPHELD)
    assert statuses(check(".", "*.zip", "--format", "json")) == {"\ufffd.zip!a.txt": "checked"}


def test_a_letter_in_two_forms_is_said_to_be_counted_twice(check: Cli, here: Path) -> None:
    for name in ("a.txt", "a.pdf", "b.txt", "b.docx", "c.txt", "in/c.txt"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(UPHELD, encoding="utf-8")
    remark = "files of one name but for its ending are each counted; --exclude leaves some out\n"
    assert f"imr-check: a.pdf and a.txt, and 1 other pair: {remark}" in check(".").err
    assert remark not in check(".", "--exclude", "[ab].txt").err
