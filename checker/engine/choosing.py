"""Which inference engine runs: durable-rules, or the indexed evaluator."""

from __future__ import annotations

from typing import Literal

from checker.engine.compiling import RuleBase
from checker.engine.engines import Engine
from checker.engine.indexed import IndexedEngine
from checker.errors import EngineUnavailableError

Preference = Literal["auto", "durable", "indexed"]


def make_engine(rule_base: RuleBase, prefer: Preference = "auto") -> Engine:
    """Make an engine for the rule base: durable-rules where it works, else the indexed evaluator.

    Raises EngineUnavailableError where ``prefer`` is ``durable`` and durable-rules does not work.
    """
    if prefer == "indexed":
        return IndexedEngine(rule_base)
    try:
        # Imported late: it is absent on Python 3.13, and the indexed evaluator never needs it.
        from checker.engine.durable import DurableEngine  # noqa: PLC0415

        return DurableEngine(rule_base)
    except Exception as error:
        reason = str(error) or type(error).__name__
        if prefer == "durable":
            raise EngineUnavailableError(f"the engine durable can't be used: {reason}") from error
        absent = isinstance(error, ModuleNotFoundError)
        return IndexedEngine(rule_base, instead=None if absent else reason)
