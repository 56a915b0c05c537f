"""Compiled knowledge kept between runs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.knowledge import cache


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(cache, "user_cache_path", lambda _: tmp_path)
    return tmp_path


def made(*texts: str) -> Callable[[], bytes]:
    """A maker of one text after the other; asked for more, it fails the test."""
    waiting: Iterator[str] = iter(texts)
    return lambda: next(waiting).encode("utf-8")


def cached(kind: str, made_from: str, make: Callable[[], bytes]) -> str:
    return cache.cached(kind, made_from, make).decode("utf-8")


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_text_is_made_once() -> None:
    make = made("mädé", "other")
    assert [cached("rules", "a", make) for _ in range(3)] == ["mädé"] * 3
    assert cached("rules", "b", make) == "other"


def test_kinds_are_kept_apart() -> None:
    assert cached("rules", "a", made("rules")) == "rules"
    assert cached("guidelines", "a", made("guidelines")) == "guidelines"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda source: source[:-1],
        lambda source: source + b" ",
        lambda source: source.replace(b"made", b"mode"),
        lambda source: b"0" + source[1:] if source[:1] != b"0" else b"1" + source[1:],
        lambda source: source.partition(b"\n")[2],
        lambda source: b"",
        lambda source: b"\xff" * 100,
    ],
)
def test_a_spoilt_file_is_made_and_written_anew(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    cached("rules", "a", made("it was made"))
    path = only_file(folder)
    kept = path.read_bytes()
    path.write_bytes(spoil(kept))
    assert cached("rules", "a", made("it was made")) == "it was made"
    assert only_file(folder).read_bytes() == kept


def test_a_pipe_in_its_place_is_replaced(folder: Path) -> None:
    cached("rules", "a", made("made"))
    path = only_file(folder)
    kept = path.read_bytes()
    path.unlink()
    os.mkfifo(path)
    os.mkfifo(path.with_name(f"{path.name}.{os.getpid()}.part"))
    assert cached("rules", "a", made("made")) == "made"
    assert only_file(folder).read_bytes() == kept


def test_a_folder_in_its_place_is_left_alone(folder: Path) -> None:
    cached("rules", "a", made("made"))
    path = only_file(folder)
    path.unlink()
    path.mkdir()
    assert cached("rules", "a", made("made again")) == "made again"
    assert only_file(folder).is_dir()


def test_a_text_is_made_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(cache, "user_cache_path", lambda _: tmp_path / "file")
    assert cached("rules", "a", made("made")) == "made"


def test_what_is_used_is_kept(folder: Path) -> None:
    cached("rules", "a", made("a"))
    kept = only_file(folder)
    for number in range(20):
        for path in folder.iterdir():
            os.utime(path, (number, number))
        assert cached("rules", "a", made()) == "a"
        cached("rules", str(number), made("another"))
    assert kept in folder.iterdir()


def test_the_oldest_of_a_kind_are_deleted(folder: Path) -> None:
    cached("guidelines", "0", made("0"))
    (guidelines,) = folder.iterdir()
    by_age = []
    for number in range(10):
        before = set(folder.iterdir())
        cached("rules", str(number), made(str(number)))
        (path,) = set(folder.iterdir()) - before
        os.utime(path, (number, number))
        by_age.append(path)
    assert set(folder.iterdir()) == {guidelines, *by_age[2:]}
