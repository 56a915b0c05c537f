"""Files that hold many letters, read in place."""

from __future__ import annotations

import io
import json
import os
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from checker.errors import UnreadableError
from checker.readers import Exclusion, Member, containers, find_letters, find_member, listed, members, rows

Files = dict[str, bytes]
LETTERS: Files = {"a.txt": b"A", "in/b.pdf": b"%PDF-", "c.DOCX": b"C"}
OTHERS: Files = {"notes.md": b"x", ".hidden.txt": b"x", "__MACOSX/._a.txt": b"x", "in/.d/e.txt": b"x"}


def zipped(path: Path, files: Files, packed: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packed) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, files: Files) -> Path:
    packing = path.suffix.removeprefix(".").replace("tgz", "gz").replace("tar", "")
    with tarfile.open(path, f"w:{packing}") as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def read(path: Path, **options: object) -> dict[str, bytes | str]:
    """What is inside by name: bytes, or why there are none."""
    found = members(path, **options)  # type: ignore[arg-type]
    return {each.name.removeprefix(f"{path}!"): each.error or each.data for each in found}


@pytest.mark.parametrize(
    ("name", "pack"),
    [("x.zip", zipped), *((f"x.{form}", tarred) for form in ("tar", "tgz", "tar.gz", "tar.bz2", "tar.xz"))],
)
def test_an_archive_gives_what_a_folder_gives(
    tmp_path: Path, name: str, pack: Callable[[Path, Files], Path]
) -> None:
    path = pack(tmp_path / name, LETTERS | OTHERS)
    assert read(path) == LETTERS
    assert read(path, exclusion=Exclusion(("in",))) == {"a.txt": b"A", "c.DOCX": b"C"}
    assert read(path, exclusion=Exclusion(("*.txt", "in/*.pdf"))) == {"c.DOCX": b"C"}
    assert find_member(f"{path}!in/b.pdf") == (b"%PDF-", ".pdf")
    assert find_member(f"{path}!in/c.pdf") is None


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tgz"])
def test_members_of_one_name_are_told_apart(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    letters = [("a.txt", b"1"), ("b.txt", b"2"), ("a.txt", b"3"), ("./a.txt", b"4"), ("a.txt", b"5")]
    if name == "x.zip":
        with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the doubled names
            for each, data in letters:
                archive.writestr(each, data)
    else:
        with tarfile.open(path, "w:gz" if name == "x.tgz" else "w") as archive:
            for each, data in letters:
                entry = tarfile.TarInfo(each)
                entry.size = 1
                archive.addfile(entry, io.BytesIO(data))
    apart = {"a.txt": b"1", "a.txt#2": b"3", "a.txt#3": b"5", "./a.txt": b"4", "b.txt": b"2"}
    assert read(path) == apart
    for each, data in apart.items():
        assert find_member(f"{path}!{each}") == (data, ".txt")
    assert read(path, exclusion=Exclusion(("b.txt",))) == {n: d for n, d in apart.items() if n != "b.txt"}


ROW = b'{"id": 1, "text": "A"}'
A = ("a.txt", b"A")


def linked() -> zipfile.ZipInfo:
    """A link as zip keeps it, made on Unix."""
    entry = zipfile.ZipInfo("link.txt")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return entry


class Unseekable(io.BytesIO):
    """A pipe that a zip is written to: sizes can't be put before what is packed."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    seek = tell  # type: ignore[assignment]


def zip_of(
    *entries: tuple[str | zipfile.ZipInfo, bytes], to: io.BytesIO | None = None, comment: bytes = b""
) -> bytes:
    """A zip's."""
    made = to or io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)
        archive.comment = comment
    return made.getvalue()


def moved(before: bytes, data: bytes) -> bytes:
    """A zip of one member behind something else, with places that count from the beginning of all."""
    changed = bytearray(before + data)
    for place in (changed.rfind(b"PK\1\2") + 42, changed.rfind(b"PK\5\6") + 16):
        there = int.from_bytes(changed[place : place + 4], "little") + len(before)
        changed[place : place + 4] = there.to_bytes(4, "little")
    return bytes(changed)


def swapped(data: bytes) -> bytes:
    """A zip of two members with the second one first in its directory."""
    members, one, other = data.split(b"PK\1\2")
    other, sign, end = other.partition(b"PK\5\6")
    return b"PK\1\2".join((members, other, one)) + sign + end


def packed_as(data: bytes, *, method: int = 0, flags: int = 0) -> bytes:
    """A zip of one member whose headers say that it is packed so."""
    changed = bytearray(data)
    for place in (changed.find(b"PK\3\4") + 6, changed.find(b"PK\1\2") + 8):
        changed[place] |= flags
        changed[place + 2] = method
    return bytes(changed)


NO_JSON = "the line is not JSON"
NO_TEXT = "there is no text under 'text' (--text-column)"
EDGES: dict[str, tuple[str, Callable[[], bytes], dict[str, bytes | str]]] = {
    "no members": ("x.zip", zip_of, {}),
    "a folder alone": ("x.zip", lambda: zip_of(("a.txt/", b"")), {}),
    "blank lines alone": ("x.jsonl", lambda: b"\n\r\n  \n", {}),
    "an empty text": ("x.jsonl", lambda: b'{"text": ""}', {"1": b""}),
    "one, no end of line": ("x.jsonl", lambda: ROW, {"1": b"A"}),
    "one, CRLF and a byte order mark": ("x.jsonl", lambda: b"\xef\xbb\xbf" + ROW + b"\r\n", {"1": b"A"}),
    "one, behind a script": ("x.zip", lambda: b"#!\n" * 99 + zip_of(A), {"a.txt": b"A"}),
    "one, before rubbish": ("x.zip", lambda: zip_of(A) + b"x" * 99, {"a.txt": b"A"}),
    "one, behind a program that knows its length": (
        "x.zip", lambda: moved(b"MZ PK\3\4" * 9, zip_of(A)), {"a.txt": b"A"}),
    "one, of one part of several": (
        "x.zip", lambda: moved(b"PK00", zip_of(A)), {"a.txt": b"A"}),
    "one, its size behind it": ("x.zip", lambda: zip_of(A, to=Unseekable()), {"a.txt": b"A"}),
    "one, with a comment": ("x.zip", lambda: zip_of(A, comment=b"PK\3\4" * 9), {"a.txt": b"A"}),
    "two, the last one first in the directory": (
        "x.zip", lambda: swapped(zip_of(A, ("b.txt", b"B"))), {"a.txt": b"A", "b.txt": b"B"}),
    "a letter twice": ("x.jsonl", lambda: ROW + b"\n" + ROW, {"1": b"A", "2": b"A"}),
    "a key twice": ("x.jsonl", lambda: b'{"text": "B", "text": "A"}', {"1": b"A"}),
    "no UTF-8 in a line": ("x.jsonl", lambda: b'{"text": "\xff"}\n' + ROW, {"1": NO_JSON, "2": b"A"}),
    "UTF-16": ("x.jsonl", lambda: "{}\n{}".encode("utf-16"), {"1": NO_JSON, "2": NO_JSON}),
    "a figure of 9,000 digits": ("x.jsonl", lambda: b'{"n": %b, "text": "A"}' % (b"9" * 9000), {"1": b"A"}),
    "a figure as text": ("x.jsonl", lambda: b'{"text": 9}', {"1": NO_TEXT}),
    "a link": ("x.zip", lambda: zip_of((linked(), b"/etc/passwd")), {
        "link.txt": "it is a link or device, not a file"}),
    "encrypted": ("x.zip", lambda: packed_as(zip_of(A), flags=1), {
        "a.txt": "it is encrypted"}),
    "encrypted by AES": ("x.zip", lambda: packed_as(zip_of(A), method=99, flags=1), {
        "a.txt": "it is encrypted"}),
    "packed in an unknown way": ("x.zip", lambda: packed_as(zip_of(A), method=97), {
        "a.txt": "it is damaged in the archive (NotImplementedError)"}),
    "names of Windows": (
        "x.zip", lambda: zip_of((".\\in\\a.txt", b"A"), ("in\\.b.txt", b"B")), {".\\in\\a.txt": b"A"}),
    "ways out": ("x.zip", lambda: zip_of(("a/../../b.txt", b"A"), ("..\\c.txt", b"B")), {
        "a/../../b.txt": b"A", "..\\c.txt": b"B"}),
}  # fmt: skip


@pytest.mark.parametrize(("name", "made", "inside"), EDGES.values(), ids=EDGES)
def test_edges(tmp_path: Path, name: str, made: Callable[[], bytes], inside: dict[str, bytes | str]) -> None:
    (tmp_path / name).write_bytes(made())
    assert read(tmp_path / name) == inside


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz"])
def test_an_empty_file_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(UnreadableError, match="it is empty"):
        read(tmp_path / name)


@pytest.mark.parametrize(("name", "pack"), [("x.zip", zipped), ("x.tar", tarred)])
def test_an_archive_in_an_archive_is_named(
    tmp_path: Path, name: str, pack: Callable[[Path, Files], Path]
) -> None:
    inner = zipped(tmp_path / "march.zip", LETTERS).read_bytes()
    inside = {"march.zip": inner, "in/April.TAR.GZ": inner, "a.txt": b"A"}
    path = pack(tmp_path / name, inside | {".hidden.zip": inner, "notes.md": b"x", "x.jsonl": b"{}"})
    nested = "it is an archive in an archive, which is not read: unpack it"
    assert read(path) == {"march.zip": nested, "in/April.TAR.GZ": nested, "a.txt": b"A"}
    assert read(path, exclusion=Exclusion(("march.zip", "in"))) == {"a.txt": b"A"}


def test_names_inside_lead_nowhere(tmp_path: Path) -> None:
    names = ["../../etc/up.txt", "/etc/root.txt", "C:\\x.txt", "a!b.txt", "new\nline.txt", "\x1b[2J.txt"]
    path = zipped(tmp_path / "x.zip", dict.fromkeys(names, b"x"))
    assert read(path) == dict.fromkeys(names, b"x")
    path = tarred(tmp_path / "x.tar", dict.fromkeys(names, b"x"))
    assert set(read(path)) == set(names)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["x.tar", "x.zip"]


def test_what_is_no_file_or_damaged_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("pipe.txt", tarfile.FIFOTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
        archive.addfile(tarfile.TarInfo("void.txt"))
    assert read(path) == dict.fromkeys(("link.txt", "pipe.txt"), "it is a link or device, not a file") | {
        "void.txt": b""
    }
    path = zipped(tmp_path / "x.zip", {"a.txt": b"A" * 100, "b.txt": b"B" * 100}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"A" * 100, b"Z" * 100))
    assert read(path) == {"a.txt": "it is damaged in the archive (BadZipFile)", "b.txt": b"B" * 100}


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz", "x.parquet"])
def test_a_file_that_is_none(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"none of these " * 100)
    with pytest.raises(UnreadableError, match="it is damaged"):
        read(path)


def test_a_cut_archive_gives_what_comes_before(tmp_path: Path) -> None:
    whole = tarred(tmp_path / "x.tgz", {f"{n}.txt": os.urandom(20_000) for n in range(9)})
    whole.write_bytes(whole.read_bytes()[:100_000])
    found: list[Member] = []
    with pytest.raises(UnreadableError, match="it is damaged"):
        found.extend(members(whole))
    assert [each.file.name for each in found if not each.error] == [f"{n}.txt" for n in range(4)]
    assert [each.error for each in found[4:]] == ["it is damaged in the archive (ReadError)"]


@pytest.mark.parametrize("inside", [(A, ("b.txt", b"B")), ()], ids=["letters", "nothing"])
def test_the_rest_of_a_cut_archive_is_not_the_archive_in_it(
    tmp_path: Path, inside: tuple[tuple[str, bytes], ...]
) -> None:
    inner = zip_of(*inside)
    whole = zip_of(A, ("inner.zip", inner), ("z.txt", b"Z" * 999))
    path = tmp_path / "x.zip"
    for end in (whole.find(b"z.txt"), whole.find(b"Z" * 999) + 99, whole.find(b"PK\1\2", whole.find(b"Z"))):
        path.write_bytes(whole[:end])
        with pytest.raises(UnreadableError, match="it is damaged: it begins with a member that is not in"):
            read(path)


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "_HARMLESS", 100_000)
    bomb = zipped(tmp_path / "x.zip", {f"{n}.txt": b"\0" * 1_000_000 for n in range(3)})
    with pytest.raises(UnreadableError, match="unpacked it is more than 500 times as large"):
        read(bomb)
    with pytest.raises(UnreadableError, match="unpacked it is more than 500 times as large"):
        read(tarred(tmp_path / "x.tgz", {f"{n}.txt": b"\0" * 9_000_000 for n in range(3)}))
    large = tarred(tmp_path / "x.tar", {"a.txt": b"\0" * (20 * 1024**2 + 1), "b.txt": b"b"})
    assert read(large) == {"a.txt": "it is larger than 20 MB", "b.txt": b"b"}
    monkeypatch.setattr(containers, "_MOST_MEMBERS", 2)
    with pytest.raises(UnreadableError, match="it holds more than 2 files"):
        read(zipped(tmp_path / "y.zip", dict.fromkeys("abc", b"")))


def test_a_size_that_lies(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.txt": b"\0" * 1_000_000})
    entry = (1_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(entry, (10).to_bytes(4, "little")))
    assert read(path) == {"a.txt": "it is damaged in the archive (BadZipFile)"}


def test_a_text_in_each_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.jsonl"
    rows = [{"text": "one é"}, {"body": "two"}, {"text": 3}, ["text"], {"text": "\ud800"}]
    lines = [*map(json.dumps, rows), "", "{", "[" * 100_000]
    path.write_text("\n".join(lines), encoding="utf-8")
    none = "there is no text under 'text' (--text-column)"
    assert read(path) == {
        **{"1": "one é".encode(), "2": none, "3": none, "4": none, "5": b"?"},
        **{"7": "the line is not JSON", "8": "the line is not JSON"},
    }
    assert read(path, column="body")["2"] == b"two"
    monkeypatch.setattr(containers, "MAX_BYTES", 20)
    path.write_text('{"text": "%s"}\n{"text": "two"}\n' % ("x" * 90), encoding="utf-8")
    assert read(path) == {"1": "it is larger than 20 MB", "2": b"two"}


def test_a_text_in_each_row(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet  # noqa: PLC0415

    path = tmp_path / "x.parquet"
    parquet.write_table(arrow.table({"letter": ["one", None, "three"], "n": [1, 2, 3]}), path)
    none = "there is no text under 'letter' (--text-column)"
    assert read(path, column="letter") == {"1": b"one", "2": none, "3": b"three"}
    with pytest.raises(UnreadableError, match=r"it has no column 'text' \(--text-column\)"):
        read(path)


# What reads a table, and crashes behind the second row as often as the file says that stands for the column.
CRASHES = """
import os, pathlib, sys
tries = pathlib.Path(sys.argv[2])
left = int(tries.read_text())
tries.write_text(str(left - 1))
print('"one"\\nnull', flush=True)
if left > 0:
    os.abort()
print('"three"\\n{}')
"""


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_table_on_which_the_library_crashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """A process that dies is followed by another one; where that dies too, what came before is there."""
    monkeypatch.setattr(rows, "_START", CRASHES)
    path, tries = tmp_path / "x.parquet", tmp_path / "tries"
    path.touch()
    tries.write_text(str(times))
    found: list[Member] = []
    if times == 2:
        with pytest.raises(UnreadableError, match="reading it crashed the library"):
            found.extend(members(path, str(tries)))
    else:
        found.extend(members(path, str(tries)))
    assert [each.data for each in found] == [b"one", b"", b"three"][: 2 if times == 2 else 3]
    assert tries.read_text() == ("0" if times == 2 else "-1")


def test_a_pipe_called_so(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.zip")
    with pytest.raises(UnreadableError, match="it is a named pipe, not a file"):
        read(tmp_path / "x.zip")
    with pytest.raises(UnreadableError, match="no such file"):
        read(tmp_path / "y.zip")


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b"a.txt\nb c.txt\r\n\n", ["a.txt", "b c.txt"]),
        (b"a\nb.txt\0c.txt\0", ["a\nb.txt", "c.txt"]),
        (b"-\n\xff.txt", ["./-", os.fsdecode(b"\xff.txt")]),
        (b"", []),
    ],
)
def test_a_list_of_paths(data: bytes, paths: list[str]) -> None:
    assert list(listed(data)) == paths


def test_what_is_excluded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "old/a.txt", "old/b.txt", "new/old.txt", "new/draft-1.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).touch()

    def left(*patterns: str) -> list[str]:
        return [str(each.path) for each in find_letters([".", "new/old.txt"], Exclusion(patterns))]

    assert left() == ["a.txt", "new/draft-1.txt", "new/old.txt", "old/a.txt", "old/b.txt"]
    assert left("old") == ["a.txt", "new/draft-1.txt", "new/old.txt"]
    assert left("old/a.txt") == ["a.txt", "new/draft-1.txt", "new/old.txt", "old/b.txt"]
    assert left("a.txt", "draft-*", "new/old.*") == ["old/b.txt"]
    assert left("*") == []
    assert not Exclusion(("a",)).covers(PurePosixPath("b/aa"))
