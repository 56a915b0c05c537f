"""A checker from files: what is kept of them between runs, and what a report says of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from checker.knowledge import cache, loading
from checker.knowledge.identity import identify
from checker.knowledge.packs import alone
from checker.knowledge.version import tool_version
from checker.report.views import report_of
from checker.running import setup
from checker.running.setup import make_checker
from tests.knowledge.sample import folder, write

EDITION = "editions/one/edition.yaml"


@pytest.fixture
def guidelines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "user_cache_path", lambda _: tmp_path / "cache")
    return write(tmp_path / "guidelines", folder())


def test_what_is_kept_is_what_was_loaded(monkeypatch: pytest.MonkeyPatch, guidelines: Path) -> None:
    first = make_checker(packs=alone(guidelines=guidelines))

    def loaded_again(*_: Any) -> Any:
        pytest.fail("nothing has changed")

    monkeypatch.setattr(loading, "load_whole", loaded_again)
    monkeypatch.setattr(setup, "load_rules", loaded_again)
    second = make_checker(packs=alone(guidelines=guidelines))
    assert second.knowledge == first.knowledge
    assert [rule.model_dump(exclude_unset=True) for rule in second.rules.rules] == [
        rule.model_dump(exclude_unset=True) for rule in first.rules.rules
    ]


def test_an_edit_of_the_same_size_and_time_is_seen(guidelines: Path) -> None:
    make_checker(packs=alone(guidelines=guidelines))
    path = guidelines / EDITION
    before = path.stat()
    text = path.read_text()
    path.write_text(text.replace("title: The BOOK-1", "title: One BOOK-1"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert make_checker(packs=alone(guidelines=guidelines)).knowledge.editions[0].title == "One BOOK-1"


def test_a_report_says_what_it_was_made_with(guidelines: Path) -> None:
    report = report_of([], make_checker("indexed", alone(guidelines=guidelines)))
    assert report.tool.version == tool_version()
    identity = identify(alone(guidelines=guidelines))
    assert (report.knowledge.version, report.knowledge.sha256) == (identity.version, identity.sha256)
    assert identity.version.endswith("edited")
