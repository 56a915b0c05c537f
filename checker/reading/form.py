"""Sections and disputed items: from the letter's text to what stands where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from checker.errors import UnreadableError
from checker.knowledge.language import LetterForm
from checker.knowledge.phrases import fold
from checker.letter import Decision, Item
from checker.reading.item_titles import ItemTitles
from checker.reading.lines import Line, find_heading, label_pattern, paragraph_width, split_lines, wraps
from checker.spans import LetterText, Span

MAX_ITEMS = 500

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_HEADER_LINES_MOST = 24


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a letter. A part that is not there is None."""

    text: LetterText
    lines: tuple[Line, ...]
    credentials: Span | None
    summary: Span | None
    issues: Span | None
    items: tuple[Item, ...]
    missing: tuple[str, ...]
    misspelt: tuple[tuple[Span, str], ...]


def normalise(text: str) -> str:
    """Drop characters that print nothing: they hide words from every pattern. Half a character is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return _SURROGATE.sub("\ufffd", text)


def prepared(text: LetterText) -> LetterText:
    """The text that is read and that all spans count in: without the characters that print nothing."""
    pieces = [normalise(text.text[start:stop]) for start, stop in pairwise((0, *text.page_starts, None))]
    starts = tuple(accumulate(len(piece) for piece in pieces[:-1]))
    return replace(text, text="".join(pieces), page_starts=starts)


def is_determination(text: str, form: LetterForm) -> bool:
    """Whether the text is an IMR final determination: its vocabulary and at least one item's labels.

    A text of another kind (a health plan's decision, news, source code) has neither.
    """
    folded = fold(text)
    named = sum(phrase in folded for phrase in form.opening)
    labels = _labels(form)
    has_item = bool(labels["reviewer_line"].search(text) or labels["claims_line"].search(text))
    has_heading = any(phrase in folded for phrase in (*form.headings.issues, *form.issues_intro))
    return named >= 2 and (has_item or (has_heading and bool(labels["rationale"].search(text))))


def read_layout(text: LetterText, form: LetterForm) -> Layout:
    """Find the parts and items of a determination. Raises UnreadableError beyond :data:`MAX_ITEMS` items."""
    lines = split_lines(text.text)
    found = {
        "credentials": find_heading(lines, form.headings.credentials),
        "summary": find_heading(lines, form.headings.summary),
        "issues": find_heading(lines, form.headings.issues),
    }
    starts = sorted((place[0], name) for name, place in found.items() if place is not None)
    spans: dict[str, Span] = {}
    for position, (index, name) in enumerate(starts):
        stop = starts[position + 1][0] if position + 1 < len(starts) else len(lines)
        if index + 1 < stop:
            spans[name] = Span(lines[index + 1].span.start, lines[stop - 1].span.end)
    issues = spans.get("issues") or Span(0, len(text.text))
    if "issues" not in spans and "summary" in spans:
        issues = spans["summary"]
    items = tuple(_items(text, lines, issues, form))
    summary = spans.get("summary")
    if summary and items and summary.end > items[0].span.start:
        summary = Span(summary.start, max(summary.start, items[0].span.start))
    return Layout(
        text=text,
        lines=tuple(lines),
        credentials=spans.get("credentials"),
        summary=summary,
        issues=spans.get("issues"),
        items=items,
        missing=tuple(name for name, place in found.items() if place is None),
        misspelt=tuple(
            (lines[place[0]].span, place[1]) for place in found.values() if place is not None and place[1]
        ),
    )


@lru_cache(maxsize=4)
def _labels(form: LetterForm) -> dict[str, re.Pattern[str]]:
    return {name: label_pattern(phrases) for name, phrases in form.labels}


@lru_cache(maxsize=4)
def _titles(form: LetterForm) -> ItemTitles:
    return ItemTitles(form)


@dataclass(frozen=True, slots=True)
class _Label:
    name: str
    span: Span


def _items(text: LetterText, lines: list[Line], issues: Span, form: LetterForm) -> Iterator[Item]:
    """The items in order: each starts with a header and holds up to three labelled blocks."""
    labels = sorted(
        (
            _Label(name, Span(match.start(), match.end()))
            for name, pattern in _labels(form).items()
            for match in pattern.finditer(text.text, issues.start, issues.end)
        ),
        key=lambda label: label.span.start,
    )
    groups: list[list[_Label]] = []
    for label in labels:
        if label.name == "claims_line" or not groups or label.name in {seen.name for seen in groups[-1]}:
            if len(groups) >= MAX_ITEMS:
                raise UnreadableError(f"it has more than {MAX_ITEMS} items")
            groups.append([])
        groups[-1].append(label)
    width, titles = paragraph_width(lines), _titles(form)
    ends_before = issues.start
    headers: list[tuple[int, int]] = []
    for group in groups:
        header = _header_lines(lines, ends_before, group[0].span.start, width, form, titles)
        headers.append(header)
        ends_before = group[-1].span.end
    determined = titles.determined(text.text)
    for index, (group, (first, last)) in enumerate(zip(groups, headers, strict=True)):
        stop = lines[headers[index + 1][0]].span.start if index + 1 < len(groups) else issues.end
        yield _item(text, lines[first:last], group, stop, index + 1, titles, determined)


def _header_lines(
    lines: list[Line], after: int, before: int, width: int, form: LetterForm, titles: ItemTitles
) -> tuple[int, int]:
    """The lines [first, last) of the header that ends just before offset ``before``.

    Read upwards from the label: a header ends where the paragraph above it ends. In the form "X was the
    original request. … the remaining … Z is:" the header runs on over its own full stops.
    """
    last = bisect_left(lines, before, key=lambda line: line.span.start)
    first = last
    while first > 0 and lines[first - 1].span.start >= after and last - first < _HEADER_LINES_MOST:
        above = lines[first - 1]
        if any(above.folded.endswith(phrase + ":") for phrase in form.issues_intro):
            break
        if first < last:
            open_form = titles.goes_on(" ".join(line.folded for line in lines[first:last]))
            if above.ends_sentence and not open_form:
                break
            if not wraps(above, lines[first], width) and not (
                open_form or lines[first].folded in titles.decisions
            ):
                break
        first -= 1
    return first, last


def _item(
    text: LetterText,
    header: list[Line],
    group: list[_Label],
    stop: int,
    index: int,
    titles: ItemTitles,
    determined: dict[str, Decision],
) -> Item:
    start = header[0].span.start if header else group[0].span.start
    end = header[-1].span.end if header else start
    blocks: dict[str, Span] = {}
    for position, label in enumerate(group):
        limit = group[position + 1].span.start if position + 1 < len(group) else stop
        blocks[label.name] = _trim(text.text, Span(label.span.end, max(label.span.end, limit)))
    if "reviewer_line" in blocks and "claims_line" not in blocks:
        sides = titles.both_sides(text.text, blocks["reviewer_line"])
        if sides is not None:
            blocks |= {"claims_line": _trim(text.text, sides[0]), "reviewer_line": sides[1]}
    title, decision, word = titles.split_decision(" ".join(text.text[start:end].split()))
    original, authorized, title = titles.split_request(title)
    return Item(
        index=index,
        span=Span(start, max(end, stop)),
        title=title,
        title_span=Span(start, end),
        original_request=original,
        authorized=authorized,
        decision=decision or determined.get(fold(title).rstrip(":. ")),
        decision_word=word,
        claims_line=blocks.get("claims_line"),
        reviewer_line=blocks.get("reviewer_line"),
        rationale=blocks.get("rationale"),
    )


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
