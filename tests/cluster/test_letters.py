"""Letters in a file of many: as a run on one machine names them, in partitions of a bounded size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from checker.cluster import letters as module
from checker.cluster.letters import InputError, letters_of, partitions
from checker.readers import Member


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def saved(file: str, **columns: Any) -> Path:
    with Path(file).open("wb") as opened:
        pyarrow.parquet.write_table(pyarrow.table(columns), opened, row_group_size=500)
    return Path(file)


def test_letters_are_named_by_their_row() -> None:
    found = letters_of(saved("in.parquet", letter=["a", None]), "letter")
    assert list(found) == [
        Member("in.parquet!1", Path("1"), b"a"),
        Member("in.parquet!2", Path("2"), error="there is no text under 'letter' (--text-column)"),
    ]
    Path("in.jsonl").write_text('{"text": "a"}\n', encoding="utf-8")
    assert list(letters_of(Path("in.jsonl"), "text")) == [Member("in.jsonl!1", Path("1"), b"a")]


def test_what_holds_no_letters_is_said() -> None:
    Path("in.parquet").write_bytes(b"PAR1 and no more")
    Path("in.txt").write_bytes(b"a letter")
    for name, said in (
        ("in.parquet", r"^in\.parquet: it is damaged"),
        ("in.txt", r"^in\.txt: no file of many letters by its name: "),
        ("missing.parquet", r"^missing\.parquet: no such file"),
    ):
        with pytest.raises(InputError, match=said):
            letters_of(Path(name), "text")
    with pytest.raises(InputError, match=r"^other\.parquet: it has no column 'text'"):
        letters_of(saved("other.parquet", body=["a"]), "text")
    with pytest.raises(InputError, match=r"^none\.parquet: no letters found$"):
        letters_of(saved("none.parquet", text=pyarrow.array([], pyarrow.string())), "text")


def test_what_is_damaged_further_on_ends_with_a_letter_that_says_so() -> None:
    file = saved("in.parquet", text=[str(number) * 100 for number in range(1000)])
    second = pyarrow.parquet.ParquetFile(file).metadata.row_group(1).column(0)
    data = bytearray(file.read_bytes())
    start = second.dictionary_page_offset or second.data_page_offset
    data[start : start + second.total_compressed_size] = b"\xff" * second.total_compressed_size
    file.write_bytes(data)
    found = list(letters_of(file, "text"))
    assert found[0] == Member("in.parquet!1", Path("1"), b"0" * 100)
    assert (found[-1].name, found[-1].data) == ("in.parquet", b"")
    assert found[-1].error


def test_partitions_are_bounded_by_letters_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LETTERS", 3)
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    texts = [b"a"] * 4 + [b"b" * 9, b"c" * 50, b"", b"d"]
    given = [Member(str(number), Path(), text) for number, text in enumerate(texts)]
    parts = [[each.name for each in part] for part in partitions(iter(given))]
    assert parts == [["0", "1", "2"], ["3", "4"], ["5"], ["6", "7"]]
    assert list(partitions(iter(()))) == []
