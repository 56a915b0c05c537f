"""Which inference engine runs: durable-rules, or the indexed evaluator."""

from __future__ import annotations

from typing import Literal

from checker.engine.compiling import RuleBase
from checker.engine.engines import Engine
from checker.engine.indexed import IndexedEngine
from checker.errors import EngineError

Preference = Literal["auto", "durable", "indexed"]


def make_engine(rule_base: RuleBase, prefer: Preference = "auto") -> Engine:
    """Make an engine for the rule base: durable-rules where it can be imported, else the indexed evaluator.

    Raises EngineError where ``prefer`` is ``durable`` and durable-rules can't be imported.
    """
    if prefer != "indexed":
        try:
            # Imported late: it is absent on Python 3.13, and the indexed evaluator never needs it.
            from checker.engine.durable import DurableEngine  # noqa: PLC0415
        except ImportError as error:
            if prefer == "durable":
                raise EngineError(f"durable-rules can't be imported: {error}") from error
        else:
            return DurableEngine(rule_base)
    return IndexedEngine(rule_base)
