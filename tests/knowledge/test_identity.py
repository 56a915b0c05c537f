"""Which guidelines and rules a report was made with."""

from __future__ import annotations

import base64
import hashlib
import shutil
from importlib import metadata
from pathlib import Path

import pytest

from checker.knowledge import identity
from checker.knowledge.identity import identify
from checker.knowledge.packs import alone, find_packs
from checker.knowledge.version import tool_version

YAML = {
    # Names whose order differs with and without their folder.
    "guidelines/editions/a-b/edition.yaml": "a: 1\n",
    "guidelines/editions/a/edition.yaml": "b: 2\n",
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the data of an installed imr-check lies; nothing is recorded of it."""
    folder = tmp_path / "checker" / "data"
    for name, text in {**YAML, "rules/facts/IMR501.yaml": "c: 3\n"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    monkeypatch.setattr(identity, "data_folder", lambda name: folder / name)
    monkeypatch.setattr(identity, "tool_version", lambda: "1.2")
    monkeypatch.setattr(metadata, "files", lambda _: [])
    return folder


def record(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the installation record the files as they are now."""
    lines = ["checker/__init__.py,sha256=AAAA,1"]
    for path in data.rglob("*.yaml"):
        value = base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()
        lines.append(
            f"{path.relative_to(data.parent.parent).as_posix()},sha256={value},{path.stat().st_size}"
        )
    installed = data.parent.parent / "imr_check-1.2.dist-info"
    installed.mkdir()
    (installed / "RECORD").write_text("\n".join([*lines, "imr_check-1.2.dist-info/RECORD,,"]) + "\n")
    (installed / "METADATA").write_text("Name: imr-check\nVersion: 1.2\n")
    monkeypatch.setattr(metadata, "files", lambda _: metadata.PathDistribution(installed).files)


def own(data: Path) -> identity.Identity:
    return identify(alone(data / "rules", data / "guidelines"))


def test_the_digest_covers_guidelines_and_rules(data: Path) -> None:
    first = own(data)
    assert own(data) == first
    (data / "rules" / "facts" / "IMR501.yaml").write_text("c: 4\n")
    second = own(data)
    (data / "guidelines" / "editions" / "a" / "edition.yaml").write_text("b: 3\n")
    third = own(data)
    assert len({first.sha256, second.sha256, third.sha256}) == 3
    assert (first.guidelines, second.rules) == (second.guidelines, third.rules)
    assert first.rules != second.rules
    assert second.guidelines != third.guidelines


def test_what_came_with_it_has_its_version(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(data, copy)
    assert identify(alone(copy / "rules", copy / "guidelines"))[:4] == own(data)[:4]
    assert own(data).version == "1.2"


@pytest.mark.parametrize("name", ["guidelines/editions/a/edition.yaml", "rules/facts/IMR501.yaml"])
def test_an_edited_copy_is_told_by_its_version(data: Path, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(data, copy)
    (copy / name).write_text("d: 1\n")
    assert identify(alone(copy / "rules", copy / "guidelines")).version == "1.2+edited"


@pytest.mark.parametrize("name", ["guidelines/editions/a/edition.yaml", "rules/facts/IMR501.yaml"])
def test_what_is_edited_where_it_was_installed_is_told(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    record(data, monkeypatch)
    assert own(data).version == "1.2"
    (data / name).write_text("d: 1\n")
    assert own(data).version == "1.2+edited"


def test_a_file_more_or_less_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(data, monkeypatch)
    more = data / "rules" / "facts" / "IMR502.yaml"
    more.write_text("c: 3\n")
    assert own(data).version == "1.2+edited"
    more.unlink()
    (data / "guidelines" / "editions" / "a" / "edition.yaml").unlink()
    assert own(data).version == "1.2+edited"


def test_a_version_of_unknown_origin_stays_one(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "tool_version", lambda: "0+unknown")
    (data / "other").mkdir()
    assert identify(alone(data / "other", data / "guidelines")).version == "0+unknown.edited"


def test_a_checkout_is_what_it_is() -> None:
    found = identify(find_packs())
    assert found.version == tool_version()
