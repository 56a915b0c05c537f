"""The conditions of an item: what the guideline asks, where the rationale says so, what the record says."""

from __future__ import annotations

from rich.text import Text

from checker.counting import counted
from checker.render.layout import Lines, Page
from checker.render.requested import visits_words
from checker.render.words import OUTCOME_WORDS, condition_words, place_of
from checker.report.records import ConditionRecord, ItemRecord, SpanRecord, StatementRecord, VisitsRecord

_QUOTE_LIMIT = 240
_COLUMNS = ("Guideline", "Stated", "Record", "Outcome")
_SHARES = (30, 30, 30, 18)


def conditions_section(page: Page, item: ItemRecord) -> Lines:
    """Set the sum of the visits and the table of conditions, the decisive ones first."""
    if not item.conditions and item.visits is None:
        return []
    lines = page.heading("Conditions")
    if item.visits is not None:
        lines += [*page.hang("Visits", *_visits(page, item.visits, item.conditions)), Text()]
    rows = sorted(
        (condition for condition in item.conditions if page.verbose or _matters(condition)),
        key=lambda condition: not condition.decisive,
    )
    blocks = [_stacked(page, condition, item.statements) for condition in rows]
    if page.wide and rows:
        cells = [_cells(page, condition, item.statements) for condition in rows]
        blocks = [page.table(_COLUMNS, cells, _SHARES)]
    if rest := len(item.conditions) - len(rows):
        words = f"{counted(rest, 'more condition')} asked for, not stated and not documented (--verbose)"
        blocks.append(page.flow(Text(words, style="dim")))
    for block in blocks:
        lines += [*block, Text()]
    return lines[:-1]


def _matters(condition: ConditionRecord) -> bool:
    """Whether more is known of a condition than that the guideline asks for it."""
    return bool(condition.stated_in) or condition.decisive or condition.case != "not_documented"


def _stacked(page: Page, condition: ConditionRecord, statements: tuple[StatementRecord, ...]) -> Lines:
    guideline, stated, record, (mark, *rest) = _cells(page, condition, statements)
    lines = page.hang(mark, *guideline, *rest)
    return [*lines, *page.hang("  stated", *stated), *page.hang("  record", *record)]


def _cells(
    page: Page, condition: ConditionRecord, statements: tuple[StatementRecord, ...]
) -> tuple[list[Text], list[Text], list[Text], list[Text]]:
    guideline = [page.text(condition_words(condition), limit=_QUOTE_LIMIT)]
    if condition.criterion:
        guideline.append(page.text(condition.criterion, "dim"))
    record = [_quoted(page, each.quote, each.span) for each in condition.case_quotes]
    outcome = [Text(f"{page.marks.outcome[condition.case]} {OUTCOME_WORDS[condition.case]}")]
    if condition.decisive:
        outcome.append(Text("the decision leans on it", style="bold"))
    compared = _places(condition.compared_in, statements)
    outcome.append(Text(f"compared in {compared}" if compared else "not compared", style="dim"))
    return guideline, _stated(page, condition, statements), record or [Text("nothing found")], outcome


def _stated(page: Page, condition: ConditionRecord, statements: tuple[StatementRecord, ...]) -> list[Text]:
    said = [statements[number] for number in condition.stated_in if number < len(statements)]
    if not said:
        return [Text("not stated")]
    return [_quoted(page, one.text, one.span) for one in said]


def _places(numbers: tuple[int, ...], statements: tuple[StatementRecord, ...]) -> str:
    spans = [statements[number].span for number in numbers if number < len(statements)]
    return ", ".join(dict.fromkeys(place_of(span) for span in spans))


def _quoted(page: Page, words: str, span: SpanRecord | None) -> Text:
    quote = page.quote(words, limit=_QUOTE_LIMIT)
    return quote.append(f" [{place_of(span)}]") if span else quote


def _visits(page: Page, visits: VisitsRecord, conditions: tuple[ConditionRecord, ...]) -> list[Text]:
    """Add up done and requested, and put the sum against the rows that the decision leans on."""
    counting = [one for one in conditions if one.value and "visit" in one.value]
    rows = [one for one in counting if one.decisive] or counting
    against = [page.text(f"against {condition_words(one)}", limit=_QUOTE_LIMIT) for one in rows]
    return [Text(visits_words(visits)), *against]
