"""``--format NAME[=FILE]``: one run in many formats, files whole or not at all, and a saved run again."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from checker.cli.whole import WriteError, write_whole
from checker.render.formats import FORMATS
from tests.cli.conftest import Cli, program
from tests.cli.letters import NEWS, OVERTURNED, UPHELD

TEXTS = [
    "concise",
    "json",
    "jsonl",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "rdjsonl",
    "markdown",
    "csv",
    "text",
]


@pytest.fixture
def letters(here: Path) -> Path:
    folder = here / "letters"
    folder.mkdir()
    (folder / "upheld.txt").write_text(UPHELD, encoding="utf-8")
    (folder / "overturned.txt").write_text(OVERTURNED, encoding="utf-8")
    return folder


def test_one_run_gives_all_formats(cli: Cli, rules: Path, letters: Path, here: Path) -> None:
    files = [f"{name}={here / name}" for name in ("text", *FORMATS)]
    options = [part for file in files for part in ("--format", file)]
    run = cli(letters, "--no-shipped", "--rules", rules, *options)
    assert (run.code, run.out, run.err) == (1, b"", "")
    assert {path.name for path in here.iterdir()} == {"letters", "text", *FORMATS}
    for name in TEXTS:
        assert (
            cli(letters, "--no-shipped", "--rules", rules, "--format", name).out == (here / name).read_bytes()
        )


@pytest.mark.parametrize("name", ["text", *FORMATS])
def test_a_saved_run_renders_to_the_same_bytes(
    cli: Cli, rules: Path, letters: Path, here: Path, name: str
) -> None:
    (letters / "news.txt").write_text(NEWS, encoding="utf-8")
    run = cli(
        letters,
        "--no-shipped",
        "--rules",
        rules,
        "--format",
        name,
        "--format",
        "json=run.json",
        "--fail-level",
        "note",
    )
    assert run.code == 2
    again = cli("report", "run.json", "--format", name)
    assert (again.code, again.err) == (0, "")
    assert again.out == run.out
    assert run.out


@pytest.mark.parametrize(
    "look", [("--quiet",), ("--quiet", "--fail-level", "note"), ("--verbose",), ("--show", "notes")]
)
@pytest.mark.parametrize("name", ["terminal", "text"])
def test_a_saved_run_looks_as_the_run_did(
    cli: Cli, rules: Path, letters: Path, name: str, look: tuple[str, ...]
) -> None:
    run = cli(letters, "--no-shipped", "--rules", rules, "--format", name, "--format", "json=run.json", *look)
    again = cli("report", "run.json", "--format", name, *look)
    assert again.out == run.out


def test_text_is_plain_wherever_it_goes(
    cli: Cli, rules: Path, letters: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    run = cli(
        letters, "--no-shipped", "--rules", rules, "--format", "text", "--format", "terminal=colored.txt"
    )
    assert b"\x1b" not in run.out
    assert b"\x1b[" in (here / "colored.txt").read_bytes()
    assert max(map(len, run.text.splitlines())) > 60


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        (["jsno"], "--format: no format is called 'jsno' (did you mean json?)"),
        (["qqqq"], "--format: no format is called 'qqqq' (there are terminal, text, concise, json, jsonl, "),
        (["json="], "--format: json= names no file"),
        (
            ["json", "csv"],
            "--format: one format at most goes to standard output: name a file, as in json=run.json",
        ),
        (["json=-", "terminal"], "--format: one format at most goes to standard output"),
        (["json=a", "csv=./a"], "--format: two formats go to "),
        (["json=letters"], "letters: it is a folder, not a file"),
        (["json=missing/a"], "missing/a: there is no folder missing"),
        ([f"json={'a' * 256}"], "can't be written: File name too long"),
        (["json=/dev/null/a"], "/dev/null/a: there is no folder /dev/null"),
    ],
)
@pytest.mark.usefixtures("letters")
def test_what_cannot_be_written_is_refused_before_the_run(
    cli: Cli, here: Path, formats: list[str], said: str
) -> None:
    run = cli("missing.txt", *(part for name in formats for part in ("--format", name)))
    assert (run.code, run.out) == (2, b"")
    assert said in run.err
    assert "missing.txt" not in run.err
    assert [path.name for path in here.iterdir()] == ["letters"]


def test_an_input_that_is_not_there_still_gives_the_files(cli: Cli, here: Path) -> None:
    run = cli("missing.txt", "--format", "terminal", "--format", "json=run.json")
    assert (run.code, run.out) == (2, b"")
    assert json.loads((here / "run.json").read_bytes())["letters"][0]["status"] == "unreadable"


def test_a_write_that_fails_leaves_what_was_there(
    cli: Cli, rules: Path, letters: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "run.json").write_text("before", encoding="utf-8")

    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    run = cli(
        letters, "--no-shipped", "--rules", rules, "--format", "json=run.json", "--format", "csv=run.csv"
    )
    assert run.code == 2
    assert run.err == (
        "imr-check: run.json: can't be written: No space left on device\n"
        "imr-check: run.csv: can't be written: No space left on device\n"
    )
    assert (here / "run.json").read_text() == "before"
    assert {path.name for path in here.iterdir()} == {"letters", "run.json"}


def test_a_limited_file_is_not_cut(rules: Path, letters: Path, here: Path) -> None:
    command = program(letters, "--no-shipped", "--rules", rules, "--format", "json=run.json")
    limited = f'ulimit -f 1; exec {subprocess.list2cmdline(command[:1])} "$@"'
    done = subprocess.run(
        ["/bin/bash", "-c", limited, "bash", *command[1:]], capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 2, done.stderr
    assert b"run.json: can't be written: File too large" in done.stderr
    assert not (here / "run.json").exists()


def test_a_file_keeps_its_permissions_and_a_link_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    file, link = folder / "file", folder / "link"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to("file")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        write_whole(folder / "fresh", b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((folder / "fresh").stat().st_mode) == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["file", "fresh", "link"]


def test_a_device_is_written_as_it_stands(tmp_path: Path) -> None:
    write_whole(Path("/dev/null"), b"x")
    assert not Path("/dev/null").is_file()
    with pytest.raises(WriteError, match="can't be written"):
        write_whole(Path("/dev/full"), b"x")


def test_what_github_does_not_show_is_said(cli: Cli, rules: Path, letters: Path) -> None:
    for number in range(10):
        (letters / f"{number}.txt").write_text(UPHELD, encoding="utf-8")
    run = cli(letters, "--no-shipped", "--rules", rules, "--format", "github=annotations")
    assert run.err == "imr-check: GitHub shows 10 of 11 errors a step as annotations\n"


def test_the_summary_of_a_github_job_is_added_to(
    cli: Cli, rules: Path, letters: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = here / "summary.md"
    summary.write_text("# Another step\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run = cli(letters, "--no-shipped", "--rules", rules, "--format", "github", "--format", "markdown=run.md")
    assert run.text.count("::error file=letters/upheld.txt,line=") == 0  # the path is as it was given
    assert run.text.startswith(f"::error file={letters}/upheld.txt,line=")
    assert summary.read_text(encoding="utf-8") == "# Another step\n" + (here / "run.md").read_text("utf-8")
    summary.write_bytes(b"x" * 1024 * 1024)
    full = cli(letters, "--no-shipped", "--rules", rules, "--format", "github")
    assert full.err == "imr-check: the summary of this GitHub job is full: nothing was added to it\n"
    assert summary.stat().st_size == 1024 * 1024
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(here))
    refused = cli(letters, "--no-shipped", "--rules", rules, "--format", "github")
    assert (refused.code, refused.err) == (
        1,
        "imr-check: the summary of this GitHub job can't be written: Is a directory\n",
    )
