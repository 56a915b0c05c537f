"""A run with all that a format must carry: three verdicts, a suppressed finding, inputs not checked."""

from __future__ import annotations

from dataclasses import replace

from checker.report.records import LetterRecord, Report
from tests.render.full import FULL
from tests.render.sample import LETTER

NEWS = LetterRecord(path="letters/news.txt", status="not_a_determination", error="its headings are missing")
LOST = LetterRecord(path="letters/lost.pdf", status="unreadable", error="no such file")
BOUND = replace(LETTER, path="letters/bound.pdf", part=2)
RUN: Report = replace(FULL, letters=(*FULL.letters, BOUND, LOST, NEWS), complete=False)
