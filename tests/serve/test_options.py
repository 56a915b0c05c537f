"""What ``imr-check serve`` refuses before there is a page."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from checker.cli.main import main
from checker.knowledge.files import data_folder


def test_a_missing_library_is_named_with_what_brings_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["serve"]) == 2
    told = capsys.readouterr().err
    assert "imr-check serve needs uvicorn, which is not installed: pip install 'imr-check[serve]'" in told


def test_only_a_pack_of_the_run_is_edited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in (tmp_path, data_folder("rules")):
        assert main(["serve", "--edit", str(folder)]) == 2
        assert "name it with --rules or --guidelines too" in capsys.readouterr().err


def test_a_pack_that_does_not_load_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "IMR390.yaml").write_text("code: IMR390\n", encoding="utf-8")
    assert main(["serve", "--rules", str(tmp_path)]) == 2
    assert "IMR390.yaml:1:1: " in capsys.readouterr().err


def test_what_can_not_be_kept_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["serve", "--keep", str(tmp_path / "file")]) == 2
    assert "--keep" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    assert f"port {port}: Address already in use" in capsys.readouterr().err
