"""Memos as people open them: DOCX by LibreOffice, which ``.ci/run`` brings, with both passages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from checker.render.memo.content import Purpose
from checker.render.memo.docx import docx

from ..render.memo.test_memo import memo


def words_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return solid(" ".join(page.get_textpage().get_text_range() for page in document))


def solid(text: str) -> str:
    """The letters and figures of a text: lines are broken at spaces and hyphens."""
    return "".join(sign for sign in text if sign.isalnum())


@pytest.mark.parametrize("purpose", ["appeal", "qa"])
@pytest.mark.parametrize("name", ["misstated-limit.txt", "denied-finding.txt"])
def test_libreoffice_prints_both_passages(tmp_path: Path, name: str, purpose: Purpose) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("this test needs LibreOffice: install the package libreoffice-writer")
    made = memo(name, purpose)
    (tmp_path / "memo.docx").write_bytes(docx(made))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "memo.docx")], check=True, capture_output=True, timeout=180)
    printed = words_of(tmp_path / "memo.pdf")
    points = [point for part in made.parts for point in part.points]
    assert points
    for point in points:
        for passage in (*point.letter, *([point.guideline] if point.guideline else [])):
            assert solid(passage.where) in printed
            assert solid(passage.words) in printed
    assert solid(made.closing) in printed
