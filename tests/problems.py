"""Problems as most tests compare them: place and words. Which code each has, tests/test_codes.py says."""

from __future__ import annotations

from checker.problems import Problem


def uncoded(problem: Problem) -> str:
    """A problem in a line, without its code."""
    return f"{problem.path}:{problem.line}:{problem.column}: {problem.message}"
