"""``imr-check stats``: what a saved run says as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import Color, ColorOption
from checker.cli.output import fail, print_rich, write, write_json

if TYPE_CHECKING:
    from checker.report.records import LetterRecord
    from checker.stats.rates import By, Measure
    from checker.stats.runs import Run
    from checker.stats.sections import Section

_PARQUET = b"PAR1"


class Of(StrEnum):
    """What shares are counted of."""

    verdicts = "verdicts"
    aspects = "aspects"
    findings = "findings"


class Period(StrEnum):
    """How long a period is."""

    year = "year"
    quarter = "quarter"
    month = "month"


class StatsForm(StrEnum):
    """What statistics are written as."""

    terminal = "terminal"
    csv = "csv"
    json = "json"
    markdown = "markdown"


def stats(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run saved as parquet, json or jsonl.")],
    *,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="GROUPS",
            help="treatment, drug, guideline, edition, specialty, decision or period; repeatable. "
            "treatment+decision has a group for each pair.",
        ),
    ] = None,
    of: Annotated[
        list[Of] | None,
        typer.Option("--of", help="What is counted; repeatable (default: all, of groups the verdicts)."),
    ] = None,
    period: Annotated[
        Period, typer.Option("--period", help="How long a period is, by the date of the decision.")
    ] = Period.year,
    outliers: Annotated[
        bool,
        typer.Option(
            "--outliers", help="Groups of which a share differs from the run's, corrected for their number."
        ),
    ] = False,
    limits: Annotated[
        bool, typer.Option("--limits", help="Criteria for which letters state different figures.")
    ] = False,
    duplicates: Annotated[
        bool,
        typer.Option("--duplicates", help="Nearly the same rationales, one upheld and one overturned."),
    ] = False,
    form: Annotated[StatsForm, typer.Option("--format", help="What it is written as.")] = StatsForm.terminal,
    picture: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE", help="Draw the shares of the groups too: .svg or .png."),
    ] = None,
    color: ColorOption = Color.auto,
) -> None:
    """Count a saved run: verdicts, answers and findings, each with its denominator and interval.

    --outliers, --limits and --duplicates are shown in place of the shares.
    """
    from checker.stats.runs import require, run_of

    require()
    groups = [_by(given) for given in by or ()]
    measures = _measures(of, bool(groups))
    if outliers and not groups:
        fail("--outliers needs --by: it compares groups with the run")
    if picture is not None:
        _refuse_plot(picture, groups, measures)
    if duplicates:
        from checker.stats import duplicates as nearly

        nearly.require()
    with run_of(_source(run), str(run), period.value, texts=limits or duplicates) as made:
        if not made.rationales:
            fail(f"{run}: no rationale in it was checked: there is nothing to count")
        sections = list(_sections(made, groups, measures, outliers, limits, duplicates))
        _write(made, sections, form, color)
        if picture is not None:
            _plot(made, picture, groups[0], measures)


def _by(given: str) -> By:
    from checker.knowledge.plain_words import did_you_mean
    from checker.stats.runs import DIMENSIONS

    names = tuple(given.split("+"))
    for name in names:
        if name not in DIMENSIONS:
            meant = did_you_mean(name, DIMENSIONS) or f" (there are {', '.join(DIMENSIONS)})"
            fail(f"--by: nothing is grouped by {name!r}{meant}")
        if names.count(name) > 1:
            fail(f"--by: {given} names {name} twice")
    return names


def _measures(of: Sequence[Of] | None, grouped: bool) -> tuple[Measure, ...]:
    wanted = tuple(of or ((Of.verdicts,) if grouped else Of))
    named: dict[Of, tuple[Measure, ...]] = {
        Of.verdicts: ("verdict",),
        Of.aspects: ("aspect",),
        Of.findings: ("severity", "check"),
    }
    return tuple(measure for one in dict.fromkeys(wanted) for measure in named[one])


def _source(path: Path) -> Path | Iterable[LetterRecord]:
    """A Parquet file as it is, the letters of another run. Raises SavedRunError."""
    from checker.cli.saved import SavedRunError, load_run

    try:
        with path.open("rb") as file:
            if file.read(len(_PARQUET)) == _PARQUET:
                return path
            file.seek(0)
            first = _letter(file.readline())
    except OSError as error:
        raise SavedRunError(f"{path}: {error.strerror}") from None
    return load_run(path).letters if first is None else _lines(path)


def _lines(path: Path) -> Iterator[LetterRecord]:
    from checker.cli.saved import SavedRunError

    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            letter = _letter(line)
            if letter is None:
                raise SavedRunError(f"{path}:{number}: not a letter of a saved run")
            yield letter


def _letter(line: bytes) -> LetterRecord | None:
    from pydantic import TypeAdapter, ValidationError

    from checker.report.records import LetterRecord

    try:
        return TypeAdapter(LetterRecord).validate_json(line)
    except ValidationError:
        return None


def _sections(
    run: Run,
    groups: Sequence[By],
    measures: Sequence[Measure],
    outliers: bool,
    limits: bool,
    duplicates: bool,
) -> Iterator[Section]:
    from checker.stats import sections
    from checker.stats.rates import WHOLE, rates_of

    if outliers or not (limits or duplicates):
        whole = rates_of(run, WHOLE, measures)
        grouped = [rate for by in groups for rate in rates_of(run, by, measures)]
        if outliers:
            from checker.stats.outliers import outliers_of

            yield sections.outliers_section(outliers_of(whole, grouped))
        else:
            yield sections.rates_section([*whole, *grouped])
    if limits:
        from checker.stats.limits import figures_of

        yield sections.limits_section(figures_of(run))
    if duplicates:
        from checker.stats.duplicates import pairs_of

        yield sections.duplicates_section(pairs_of(run))


def _write(run: Run, sections: Sequence[Section], form: StatsForm, color: Color) -> None:
    from checker.stats import writing

    if form is StatsForm.json:
        write_json(writing.as_data(run, sections))
    elif form is StatsForm.csv:
        write(writing.as_csv(sections))
    elif form is StatsForm.markdown:
        write(writing.as_markdown(run, sections))
    else:
        from checker.stats.terminal import shown

        print_rich(shown(run, sections), color)


def _refuse_plot(file: Path, groups: Sequence[By], measures: Sequence[Measure]) -> None:
    from checker.cli.whole import refuse_unwritable
    from checker.stats.plot import KINDS, require

    if _kind(file) not in KINDS:
        fail(f"--plot: {file} is no {' or '.join(f'.{kind}' for kind in KINDS)}")
    if len(groups) != 1:
        fail("--plot draws the groups of one --by")
    if _drawn(measures) is None:
        fail("--plot draws verdicts or findings, one of them: --of")
    require()
    refuse_unwritable(file)


def _plot(run: Run, file: Path, by: By, measures: Sequence[Measure]) -> None:
    from checker.cli.whole import write_whole
    from checker.stats.plot import plot
    from checker.stats.rates import WHOLE, rates_of

    drawn = [measure for measure in (_drawn(measures),) if measure]
    whole, groups = rates_of(run, WHOLE, drawn), rates_of(run, by, drawn)
    title = f"{'Verdicts' if drawn == ['verdict'] else 'Findings'} by {' and '.join(by)}"
    write_whole(file, plot(_kind(file), whole, groups, title))


def _drawn(measures: Sequence[Measure]) -> Measure | None:
    """What is drawn: the one of them that has few names."""
    few: list[Measure] = [one for one in measures if one in ("verdict", "severity")]
    return few[0] if len(few) == 1 else None


def _kind(file: Path) -> str:
    return file.suffix.lower().removeprefix(".")
