"""The errors that imr-check raises on purpose.

Each says what is wrong in one line that can be shown as it is. Anything else that is raised is a bug.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.problems import Problem


class CheckerError(Exception):
    """Base of every error that imr-check raises on purpose. It has a line for each thing that is wrong."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))


class UnreadableError(CheckerError):
    """A file could not be read as a letter: missing, empty, binary, encrypted, cut, over a limit."""


class LimitError(UnreadableError):
    """A letter goes beyond a limit: on its facts, on their combinations, or on the time that it takes."""


class KnowledgeError(CheckerError):
    """The rule base or the guidelines do not load. Holds all problems found, never just the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(*map(str, self.problems))


class EngineUnavailableError(CheckerError):
    """The inference engine that was asked for can't be used here."""


class EngineError(CheckerError):
    """An inference engine failed or disagreed with its guards. Names the rule base and the letter."""
