"""Words of letters, files and rules that would break a terminal or a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.render.layout import Verbosity
from checker.render.words import ASPECTS
from checker.report.records import (
    AspectRecord,
    AspectsRecord,
    CaseRecord,
    CitationRecord,
    ConditionRecord,
    DrugRecord,
    EvidenceRecord,
    GuidelineRecord,
    ItemRecord,
    KnowledgeRecord,
    LetterRecord,
    Report,
    ToolRecord,
    TreatmentRecord,
)

from .sample import ERROR, ITEM, LETTER, NOTE, REPORT, printed, section, span, statement, with_item

HOSTILE = (
    "[/bold] [mg] [link=http://evil]x[/link] :warning: \x1b]8;;http://evil\x1b\\Up\x1b[2Jheld\x1b]8;;\x1b\\"
    " \x9b31m\u202edlehpU\u202c zero\u200bwidth\r\nnext\tcell \ud800"
)
HARMLESS = "[/bold] [mg] [link=http://evil]x[/link] :warning: Upheld dlehpU zerowidth next cell \ufffd"

# The same as a file's name: nothing of it is left out, or two files would look the same.
ESCAPED = (
    r"[/bold] [mg] [link=http://evil]x[/link] :warning: \x1b]8;;http://evil\x1b\Up\x1b[2Jheld\x1b]8;;\x1b\ "
    r"\x9b31m\u202edlehpU\u202c zero\u200bwidth\r\nnext\tcell \ud800"
)


def hostile_report(text: str, name: str | None = None) -> Report:
    """The report with ``text`` in each field that takes any string, and ``name`` as that of the files."""
    name = text if name is None else name
    evidence = EvidenceRecord(role=text, quote=text, span=span(1))
    guideline = GuidelineRecord(id=text, edition=text, section=text, criterion=text, text=text)
    words = {"id": text, "rule": text, "check": text, "message": text, "because": (text,), "resolve": text}
    findings = tuple(
        replace(finding, **words, evidence=(evidence,), guideline=guideline)  # type: ignore[arg-type]
        for finding in (ERROR, NOTE)
    )
    citation = CitationRecord(by="reviewer", source="OTHER", topic=text, edition=text, sections=(text,))
    item = ItemRecord(
        index=1,
        title=text,
        original_request=text,
        authorized=text,
        treatment=TreatmentRecord(
            category=text, drugs=(DrugRecord(name=text, strength=text),), procedure=text, body_parts=(text,)
        ),
        citations=(replace(citation, guideline=text), replace(citation, resolution=text)),
        statements=(replace(statement(text, criterion=text), differs=text),),
        verdict="cannot_tell",
        reasons=(text,),
        aspects=AspectsRecord(**dict.fromkeys(ASPECTS, AspectRecord(value=text, reasons=(text, text)))),
        conditions=(
            ConditionRecord(
                criterion=text, text=text, value=text, stated_in=(0,), case="unmet", case_quotes=(evidence,)
            ),
        ),
        findings=findings,
    )
    case = CaseRecord(case_number=text, decision_date=text, specialties=(text,), states=(text,))
    letter = replace(LETTER, path=name, sha256=text, case=case, items=(item,), findings=findings)
    return Report(
        tool=ToolRecord(name=text, version=text, engine=text),
        knowledge=KnowledgeRecord(version=text, sha256=text),
        complete=False,
        letters=(letter, LetterRecord(path=name, status="unreadable", error=text)),
        summary=replace(REPORT.summary, verdicts={text: 1}, findings={text: 1}),
    )


@pytest.mark.parametrize("verbosity", ["quiet", "normal", "verbose"])
@pytest.mark.parametrize("width", [80, 160])
def test_hostile_words_print_as_plain_words(width: int, verbosity: Verbosity) -> None:
    assert printed(hostile_report(HOSTILE), width, verbosity) == printed(
        hostile_report(HARMLESS, ESCAPED), width, verbosity
    )
    shown = printed(hostile_report(HOSTILE), 160, "verbose")
    assert f"  {HARMLESS}\n" in shown
    assert set(shown) - {*HARMLESS, *ESCAPED} <= set(printed(hostile_report("x"), 160, "verbose"))


@pytest.mark.parametrize("verbosity", ["quiet", "normal", "verbose"])
@settings(deadline=None, max_examples=30)
@given(text=st.text(), width=st.integers(1, 200))
def test_any_words_keep_to_the_page(verbosity: Verbosity, text: str, width: int) -> None:
    lines = printed(hostile_report(text), width, verbosity).split("\n")
    assert max(map(cell_len, lines)) <= min(max(width, 46), 160)
    assert not any(sign < " " or "\x7f" <= sign <= "\x9f" for line in lines for sign in line)


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "latin-1", "utf-16"])
def test_words_that_the_console_cannot_print_are_spelt_out(encoding: str) -> None:
    item = replace(ITEM, title="Worker’s “X-ray” – 3… 漢", findings=())
    shown = section(printed(with_item(item), verbosity="verbose", encoding=encoding), "Worker", "  Decision")
    assert (
        shown.strip()
        == {
            "utf-16": "Worker’s “X-ray” – 3… 漢",
            "ascii": 'Worker\'s "X-ray" - 3... \\u6f22',
            "cp437": 'Worker\'s "X-ray" - 3... \\u6f22',
            "cp1252": 'Worker\'s "X-ray" - 3... \\u6f22',
            "latin-1": 'Worker\'s "X-ray" - 3... \\u6f22',
        }[encoding]
    )


def test_very_long_words_are_folded_and_cut_except_in_verbose() -> None:
    item = replace(ITEM, title="W" * 100_000, statements=(statement("w" * 100_000),))
    normal = printed(with_item(item))
    assert normal.count("W") == 2 * 300  # in its row, and where it is set out
    assert "[99,700 more characters]" in " ".join(normal.split())
    assert "[98,800 more characters]" in " ".join(normal.split())
    assert printed(with_item(item), verbosity="verbose").count("w" * 56) == 100_000 // 56
