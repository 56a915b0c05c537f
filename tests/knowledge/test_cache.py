"""Compiled knowledge kept between runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.knowledge import cache


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(cache, "user_cache_path", lambda _: tmp_path)
    return tmp_path


def test_a_text_is_made_once() -> None:
    assert cache.cached("rules-1", lambda: "made") == "made"
    assert cache.cached("rules-1", lambda: "made again") == "made"


def test_a_text_is_made_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(cache, "user_cache_path", lambda _: tmp_path / "file")
    assert cache.cached("rules-1", lambda: "made") == "made"


def test_the_oldest_of_a_kind_are_deleted(folder: Path) -> None:
    for number in range(10):
        cache.cached(f"rules-{number}", lambda: "made")
        os.utime(folder / f"rules-{number}.json", (number, number))
    cache.cached("guidelines-0", lambda: "made")
    cache.cached("rules-10", lambda: "made")
    kept = {path.stem for path in folder.iterdir()}
    assert kept == {"guidelines-0", *(f"rules-{number}" for number in range(3, 11))}


def test_a_stamp_changes_with_a_file_and_with_the_version(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n")
    first = cache.stamp([tmp_path], "1")
    assert cache.stamp([tmp_path], "1") == first != cache.stamp([tmp_path], "2")
    file.write_text("a: 12\n")
    assert cache.stamp([tmp_path], "1") != first
