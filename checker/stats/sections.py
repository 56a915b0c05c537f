"""What is shown of statistics: each section as plain records, and as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from checker.counting import counted
from checker.render.words import VERDICT_WORDS, value_words
from checker.report.records import Verdict
from checker.stats.duplicates import LEAST, LIKENESS, Pair
from checker.stats.interval import LEVEL
from checker.stats.limits import Figure
from checker.stats.outliers import Outliers
from checker.stats.rates import FEW, By, Group, Measure, Rate
from checker.stats.runs import ONE_EACH, Run

Cell = str | int | float | bool | None | tuple[str, ...]
Record = dict[str, Cell]
_RATE = ("by", "group", "measure", "name", "count", "of", "unit", "share", "low", "high", "few")
_PLACE = ("path", "part", "item")
_WIDE: tuple[Measure, ...] = ("verdict", "severity")  # few names: a column each
_MANY = 1_000
_MEASURES: dict[Measure, str] = {
    "verdict": "Verdicts",
    "aspect": "Answers to the five questions",
    "severity": "Rationales with a finding",
    "check": "Findings",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table for people: columns of words first, then ``figures`` of them that are set to the right."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of statistics. ``columns`` are those of its records, also where there are none."""

    name: str
    columns: tuple[str, ...]
    records: tuple[Record, ...]
    tables: tuple[Table, ...]


def about(run: Run) -> tuple[str, ...]:
    """What was counted, and what was not."""
    lines = [f"{counted(run.rationales, 'rationale')} of {counted(run.letters, 'letter')}"]
    if run.unchecked:
        lines.append(f"{counted(run.unchecked, 'input')} that could not be checked: in no figure")
    return tuple(lines)


def rates_section(rates: Sequence[Rate]) -> Section:
    """Shares, of the run and of its groups."""
    tables = [
        _wide(by, measure, list(same)) if measure in _WIDE else _long(by, measure, list(same))
        for (by, measure), same in groupby(rates, key=lambda rate: (rate.by, rate.measure))
    ]
    return Section("rates", _RATE, tuple(map(_rate_record, rates)), tuple(tables))


def outliers_section(outliers: Outliers) -> Section:
    """Groups that differ from the run."""
    columns = (*_RATE, "run_count", "run_of", "run_share", "level", "comparisons")
    records = []
    rows = []
    for one in outliers.found:
        low, high = one.interval
        run: Record = {"run_count": one.whole.count, "run_of": one.whole.total}
        run |= {"run_share": _rounded(one.whole.share), "level": one.level}
        bounds: Record = {"low": _rounded(low), "high": _rounded(high)}
        records.append(_rate_record(one.rate) | bounds | run | {"comparisons": outliers.comparisons})
        group = f"{'+'.join(one.rate.by)}: {_group(one.rate.group)}"
        rows.append((group, _name(one.rate), _of(one.rate), _share(one.rate, one.level), _of(one.whole)))
    notes = (
        f"A group is listed where the interval of its share excludes the share of the run. With "
        f"{counted(outliers.comparisons, 'comparison')} the interval of each is at "
        f"{_percent(outliers.level, 6)} (Bonferroni): the chance that any group is listed where "
        f"none differs is about {_percent(1 - LEVEL)} at most.",
    )
    heads = ("Group", "What", "In the group", f"Share [{_percent(outliers.level, 6)}]", "In the run")
    return Section("outliers", columns, tuple(records), (Table("Outliers", heads, tuple(rows), 3, notes),))


def limits_section(figures: Iterable[Sequence[Figure]]) -> Section:
    """Criteria for which letters state different figures."""
    stated = [one for same in figures for one in same]
    columns = ("criterion", "figure", "letters", "agrees", "holds", *_PLACE)
    records = []
    rows = []
    for one in stated:
        record: Record = {"criterion": one.criterion, "figure": one.words, "letters": one.letters}
        records.append(record | {"agrees": one.agrees, "holds": one.holds} | _place(*one.first))
        borne = "yes" if one.agrees else "no"
        place = _place_words(*one.first)
        rows.append((one.criterion, one.words, borne, one.holds, place, f"{one.letters:,}"))
    heads = ("Criterion", "Stated", "Borne out", "It holds", "First in", "Letters")
    title = "One source quoted with different limits"
    return Section("limits", columns, tuple(records), (Table(title, heads, tuple(rows), 1),))


def duplicates_section(pairs: Iterable[Pair]) -> Section:
    """Rationales that are nearly the same with opposite decisions."""
    sides = ("upheld", "overturned")
    columns = ("likeness", *(f"{side}_{name}" for side in sides for name in (*_PLACE, "title", "alike")))
    columns = (*columns, *(f"only_{side}" for side in sides))
    records = []
    rows = []
    for pair in pairs:
        record: Record = {"likeness": _rounded(pair.likeness)}
        cells = []
        for side, one in (("upheld", pair.upheld), ("overturned", pair.overturned)):
            place = _place(one.path, one.part, one.item)
            record |= {f"{side}_{name}": value for name, value in place.items()}
            record |= {f"{side}_title": one.title, f"{side}_alike": one.alike}
            more = f" (and {one.alike - 1:,} like it)" if one.alike > 1 else ""
            cells.append(f"{_place_words(one.path, one.part, one.item)}: {one.title}{more}")
        records.append(record | {"only_upheld": pair.only_upheld, "only_overturned": pair.only_overturned})
        words = (" ".join(pair.only_upheld), " ".join(pair.only_overturned))
        rows.append((*cells, *words, _percent(pair.likeness)))
    notes = (
        f"Rationales of {LEAST} words and more that share {_percent(LIKENESS)} of their words in order, "
        f"without the conclusion. Look at the words that differ: one fact may be reason enough.",
    )
    heads = ("Upheld", "Overturned", "Only upheld", "Only overturned", "Alike")
    title = "Nearly the same rationale, the opposite decision"
    return Section("duplicates", columns, tuple(records), (Table(title, heads, tuple(rows), 1, notes),))


def _wide(by: By, measure: Measure, rates: Sequence[Rate]) -> Table:
    names = list(dict.fromkeys(rate.name for rate in rates))
    groups = groupby(rates, key=lambda rate: rate.group)
    rows = []
    for group, same in groups:
        shares = {rate.name: rate for rate in same}
        total = next(iter(shares.values()))
        rows.append((_group(group), _few(total), *map(_counted, shares.values())))
    heads = (_heading(by), "Of", *map(_capital, names))
    return Table(_title(by, measure), heads, tuple(rows), 1 + len(names), _notes(by, rates))


def _long(by: By, measure: Measure, rates: Sequence[Rate]) -> Table:
    """A row a name that is there at all: the others are at 0."""
    shown = [rate for rate in rates if rate.count]
    shown.sort(key=lambda rate: -rate.count)
    order = list(dict.fromkeys(rate.group for rate in rates))
    shown.sort(key=lambda rate: order.index(rate.group))
    if measure == "aspect":
        questions = list(dict.fromkeys(rate.name.partition(":")[0] for rate in rates))
        shown.sort(key=lambda rate: (order.index(rate.group), questions.index(rate.name.partition(":")[0])))
    rows = tuple((_group(rate.group), _name(rate), _of(rate), _share(rate)) for rate in shown)
    heads = (_heading(by), "Answer" if measure == "aspect" else "Check", "In", "Share")
    return Table(_title(by, measure), heads, rows, 2, _notes(by, rates))


def _title(by: By, measure: Measure) -> str:
    return f"{_MEASURES[measure]} by {' and '.join(by)}" if by else _MEASURES[measure]


def _heading(by: By) -> str:
    return " + ".join(map(_capital, by)) if by else "Run"


def _notes(by: By, rates: Sequence[Rate]) -> tuple[str, ...]:
    notes = []
    if any(rate.few for rate in rates):
        notes.append(f"few: fewer than {FEW}; the interval tells how little that says.")
    if any(name not in ONE_EACH for name in by):
        notes.append("What has several of these is counted in each: the groups add up to more than the run.")
    return tuple(notes)


def _name(rate: Rate) -> str:
    if rate.measure == "verdict":
        return VERDICT_WORDS[_verdict(rate.name)]
    words = value_words(rate.name) if rate.measure == "aspect" else rate.name
    return f"{words} (of letters)" if rate.unit == "letter" else words


def _verdict(name: str) -> Verdict:
    return next(one for one in VERDICT_WORDS if one == name)


def _of(rate: Rate) -> str:
    return f"{rate.count:,} of {_few(rate)}"


def _few(rate: Rate) -> str:
    return f"{rate.total:,}{' few' if rate.few else ''}"


def _counted(rate: Rate) -> str:
    """A share, and how many that is where they can be counted."""
    return _share(rate) if rate.total >= _MANY else f"{rate.count:,}: {_share(rate)}"


def _share(rate: Rate, level: float = LEVEL) -> str:
    """A share with its bounds, of many as finely as that tells: "39% [25-55]", "38.9% [38.1-39.7]"."""
    low, high = rate.interval(level)
    digits = 1 if rate.total >= _MANY else 0
    return f"{100 * rate.share:.{digits}f}% [{100 * low:.{digits}f}-{100 * high:.{digits}f}]"


def _percent(share: float, digits: int = 3) -> str:
    return f"{100 * share:.{digits}g}%"


def _capital(words: str) -> str:
    words = value_words(words)
    return words[:1].upper() + words[1:]


def _group(group: Group) -> str:
    return " + ".join(map(value_words, group)) if group else "all"


def _place(path: str, part: int | None, item: int) -> Record:
    return {"path": path, "part": part, "item": item}


def _place_words(path: str, part: int | None, item: int) -> str:
    return ", ".join((path, *([f"part {part}"] if part is not None else []), f"item {item}"))


def _rate_record(rate: Rate) -> Record:
    low, high = rate.interval()
    record: Record = {"by": rate.by, "group": rate.group, "measure": rate.measure, "name": rate.name}
    record |= {"count": rate.count, "of": rate.total, "unit": rate.unit, "share": _rounded(rate.share)}
    return record | {"low": _rounded(low), "high": _rounded(high), "few": rate.few}


def _rounded(share: float) -> float:
    return round(share, 6)
