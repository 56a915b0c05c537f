"""The pictures of the documentation are of these pages, small, and the same whenever they are taken."""

from __future__ import annotations

import struct
from pathlib import Path

from playwright.sync_api import Browser

from ..serve.server import Server
from .pictures import FOLDER, SIZES, take

LARGEST = 150_000  # bytes


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_they_are_the_same_each_time_and_small(browser: Browser, server: Server, tmp_path: Path) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    for folder in (first, again):
        folder.mkdir()
        take(browser, server, folder)
    for name, size in SIZES.items():
        taken, kept = (first / name).read_bytes(), (FOLDER / name).read_bytes()
        assert taken == (again / name).read_bytes()
        assert size_of(taken) == size_of(kept) == size
        assert max(len(taken), len(kept)) < LARGEST
