"""How far a run is, on a terminal: done of all, rate and time left, on stderr, gone when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Watch = Callable[[int, int], None]
_LEAST = 50  # inputs for which it is worth while


@contextmanager
def progress() -> Iterator[Watch | None]:
    """What is to be told how many inputs are done, of how many. None where stderr is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("letters  {task.fields[rate]:.0f}/s  left")
    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        rate,
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("letters", total=None, rate=0.0)
    start = time.monotonic()

    def watch(done: int, total: int) -> None:
        if total >= _LEAST:
            if not bar.live.is_started:
                bar.start()
            speed = done / max(time.monotonic() - start, 0.001)
            bar.update(task, completed=done, total=total, rate=speed)

    try:
        yield watch
    finally:
        bar.stop()
