"""The one letter that a command is about."""

from __future__ import annotations

from datetime import date

from checker.cli.in_force import InForce
from checker.cli.selecting import ignored_rules
from checker.cli.silenced import silenced
from checker.engine import Preference
from checker.errors import CheckerError, UnreadableError
from checker.judging.examine import Checker, Examination
from checker.readers import find_letters, path_name, read_letter
from checker.reading.binding import find_letters as find_bound
from checker.reading.form import prepared
from checker.spans import LetterText


class LetterError(CheckerError):
    """The letter that a command was given can't be used. The message names it."""


def read_one(given: str) -> tuple[str, LetterText]:
    """Read the letter that a path names: its name and text. Raises LetterError unless it is exactly one."""
    found = find_letters([given])
    if len(found) != 1:
        raise LetterError(f"{path_name(given)}: one letter is needed, this names {len(found)}")
    path, error = found[0].path, found[0].error
    name = path_name(path)
    if error is not None:
        raise LetterError(f"{name}: {error}")
    try:
        return name, read_letter(path)
    except UnreadableError as problem:
        raise LetterError(f"{name}: {problem}") from None


def checker_for(letter: str, force: InForce, engine: Preference) -> Checker:
    """The checker in force for a letter, with what its configuration or a file beside it silences."""
    checker = force.checker(engine)
    return checker.ignoring(ignored_rules(force.config, checker.rules) | silenced([letter]).ids)


def examine_one(checker: Checker, text: LetterText, name: str, as_of: date | None) -> Examination:
    """Examine a letter. Raises LetterError where a limit forbids it, and for several bound in one file."""
    bound = len(find_bound(prepared(text), checker.knowledge.form))
    if bound > 1:
        raise LetterError(f"{name}: one letter is needed, this file binds {bound}")
    try:
        return checker.examine(text, name, as_of)
    except UnreadableError as problem:
        raise LetterError(f"{name}: {problem}") from None
