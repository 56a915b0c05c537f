"""Files, folders, wildcards and "-" to letters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.readers import STDIN, LetterPath, find_letters


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with letters and others in it."""
    for name in (
        "b.txt",
        "a.PDF",
        "c.docx",
        "sub/d.txt",
        "sub/deep/e.txt",
        "notes.md",
        ".hidden.txt",
        ".git/f.txt",
        "~$c.docx",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths: str) -> list[str]:
    """What is found; errors as ``path: error``."""
    return [
        f"{letter.path}: {letter.error}" if letter.error else str(letter.path)
        for letter in find_letters(paths)
    ]


@pytest.mark.usefixtures("folder")
class TestExpansion:
    def test_a_folder_gives_its_letters_at_any_depth_by_name(self) -> None:
        assert names(".") == ["a.PDF", "b.txt", "c.docx", "sub/d.txt", "sub/deep/e.txt"]

    def test_a_folder_gives_its_archives_and_no_table(self, folder: Path) -> None:
        for name in ("m.zip", "sub/n.TAR.gz", "run.jsonl", "run.parquet", ".o.zip"):
            (folder / name).touch()
        assert names(".") == [
            *("a.PDF", "b.txt", "c.docx", "m.zip"),
            *("sub/d.txt", "sub/deep/e.txt", "sub/n.TAR.gz"),
        ]

    def test_files_are_taken_whatever_they_are_called(self) -> None:
        assert names("notes.md", ".hidden.txt") == ["notes.md", ".hidden.txt"]

    def test_wildcards(self) -> None:
        assert names("*.txt") == ["b.txt"]
        assert names("**/*.txt") == ["b.txt", "sub/d.txt", "sub/deep/e.txt"]
        assert names("su?") == ["sub/d.txt", "sub/deep/e.txt"]
        assert names("[bc].*") == ["b.txt", "c.docx"]
        assert names("sub/../*.txt") == ["sub/../b.txt"]

    def test_an_absolute_wildcard(self, folder: Path) -> None:
        assert names(f"{folder}/*.txt") == [f"{folder}/b.txt"]

    def test_a_name_with_wildcard_characters_is_a_name_first(self, folder: Path) -> None:
        (folder / "x[1].txt").touch()
        assert names("x[1].txt") == ["x[1].txt"]

    def test_the_order_given_counts_and_each_file_is_listed_once(self, folder: Path) -> None:
        assert names("sub", "./b.txt", str(folder / "b.txt"), "sub/deep/../d.txt", "-", "-") == [
            "sub/d.txt",
            "sub/deep/e.txt",
            "b.txt",
            "-",
        ]

    def test_standard_input_and_a_file_called_so(self, folder: Path) -> None:
        (folder / "-").touch()
        assert find_letters(["-", "./-"]) == [LetterPath(STDIN), LetterPath(folder / "-")]

    def test_what_is_missing_is_an_entry_and_the_rest_is_found(self) -> None:
        assert names("gone.txt", "b.txt", "", "*.rtf", "a\0b", "sub/d.txt") == [
            "gone.txt: no such file or folder",
            "b.txt",
            ".: an empty path",
            "*.rtf: no file matches",
            "a\0b: no such file or folder",
            "sub/d.txt",
        ]

    def test_a_pattern_that_is_none(self) -> None:
        [letter] = find_letters(["**x/*.txt"])
        assert letter.path == Path("**x/*.txt")
        assert letter.error in {
            "not a valid pattern: Invalid pattern: '**' can only be an entire path component",
            "no file matches",  # from Python 3.13
        }

    def test_a_folder_without_letters_gives_nothing(self, folder: Path) -> None:
        (folder / "empty.txt").mkdir()
        assert names("empty.txt") == []


class TestHostileFolders:
    def test_links_between_folders_end(self, folder: Path) -> None:
        for name in ("loop", "sub/up", "sub/deep/up.txt"):
            (folder / name).symlink_to(folder, target_is_directory=True)
        assert names(".") == ["a.PDF", "b.txt", "c.docx", "sub/d.txt", "sub/deep/e.txt"]
        assert names("**/b.txt") == ["b.txt"]

    def test_a_link_to_a_letter_is_that_letter(self, folder: Path) -> None:
        (folder / "sub/link.txt").symlink_to(folder / "b.txt")
        assert names("b.txt", "sub") == ["b.txt", "sub/d.txt", "sub/deep/e.txt"]

    def test_odd_files_called_letters_are_kept_for_the_reader_to_name(self, tmp_path: Path) -> None:
        (tmp_path / "self.txt").symlink_to("self.txt")
        (tmp_path / "broken.txt").symlink_to("nowhere")
        os.mkfifo(tmp_path / "fifo.txt")
        assert names(str(tmp_path)) == [
            str(tmp_path / name) for name in ("broken.txt", "fifo.txt", "self.txt")
        ]
        assert names(str(tmp_path / "self.txt")) == [str(tmp_path / "self.txt")]

    def test_a_name_of_255_bytes_that_is_not_utf_8(self, tmp_path: Path) -> None:
        path = os.fsencode(tmp_path) + b"/" + b"\xff" * 251 + b".txt"
        Path(os.fsdecode(path)).touch()
        assert [os.fsencode(letter.path) for letter in find_letters([str(tmp_path)])] == [path]

    def test_a_name_too_long(self) -> None:
        assert names("x" * 256) == [f"{'x' * 256}: the system cannot read it: File name too long"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
    def test_a_folder_that_may_not_be_listed(self, folder: Path) -> None:
        (folder / "sub").chmod(0)
        try:
            assert names("sub", "b.txt") == ["sub: no permission to read it", "b.txt"]
        finally:
            (folder / "sub").chmod(0o700)

    def test_a_folder_that_cannot_be_listed(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        scandir = os.scandir

        def refuse(path: Path) -> object:
            if path.name == "sub":
                raise PermissionError(13, "Permission denied")
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        assert names(str(folder))[-1] == f"{folder / 'sub'}: no permission to read it"
