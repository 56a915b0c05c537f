"""The process that does the work: what never ends, or dies, costs its own answer and no other."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.knowledge.packs import find_packs
from checker.serve.bench import Bench
from checker.serve.desk import Desk
from checker.serve.plan import Plan, RefusedError, Typed

from .server import RULE

EXAMPLES = Path(__file__).parents[2] / "examples"
TRIED = Typed(RULE, "The patient was seen.")


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    made = Desk(Plan(find_packs()), 60)
    yield made
    made.close()


def test_what_takes_too_long_is_ended_and_the_next_is_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.begin()
    with monkeypatch.context() as hurried:
        hurried.setattr(desk, "_seconds", 0.001)
        with pytest.raises(RefusedError, match=r"stopped: it took longer than 0\.001 seconds"):
            desk.ask("attempt", TRIED)
    assert "needs_visits" in desk.ask("attempt", TRIED)


def test_a_process_that_is_killed_costs_one_answer(desk: Desk) -> None:
    desk.begin()
    os.kill(desk._process.pid, signal.SIGKILL)
    desk._process.join()
    with pytest.raises(RefusedError, match="killed or crashed"):
        desk.ask("attempt", TRIED)
    assert "needs_visits" in desk.ask("attempt", TRIED)


def test_a_letter_that_can_not_be_read_is_refused_and_a_bug_named_without_its_words(desk: Desk) -> None:
    with pytest.raises(RefusedError, match=r"^it is named \.pdf but is no PDF file$"):
        desk.ask("letter", b"words", "a.pdf")
    with pytest.raises(RefusedError, match=r"^a bug in imr-check: AttributeError at bench\.py:\d+$"):
        desk.ask("attempt", "secret words")


def test_a_page_to_pass_on_tells_nobody() -> None:
    letter = (EXAMPLES / "denied-finding.txt").read_bytes()
    plain, redacted = (
        Bench(Plan(find_packs(), redact=redact)).letter(letter, "Jane Roe.txt")[0] for redact in (False, True)
    )
    for secret in ("CM15-", "Jane Roe", "2015"):
        assert secret in plain
    for secret in ("CM15-", "Jane Roe"):
        assert secret not in redacted
    assert re.search(r"\d/\d\d/201\d", plain)
    assert not re.search(r"\d/\d\d/201\d", redacted)


def test_packs_that_do_not_load_are_told_to_who_asks() -> None:
    packs = find_packs()
    broken = packs._replace(rules=packs.rules[:1], guidelines=packs.rules[:1])
    desk = Desk(Plan(broken), 60)
    with pytest.raises(RefusedError, match="no YAML files"):
        desk.ask("attempt", TRIED)
    desk.close()
