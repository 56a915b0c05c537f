"""The shape of ``rules/checks.yaml``: the kinds of defect that rules look for, a family a folder of rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from checker.engine.wording import spelt
from checker.knowledge.strict import Several, Strict, Text
from checker.knowledge.strict_yaml import Key

CHECKS_FILE = "checks.yaml"

_KEBAB = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_DIGIT = r"^[0-9]$"

Kebab = Annotated[
    str,
    StringConstraints(pattern=_KEBAB, max_length=60),
    BeforeValidator(spelt(_KEBAB, "words in small letters with hyphens between them")),
]
Digit = Annotated[str, StringConstraints(pattern=_DIGIT), BeforeValidator(spelt(_DIGIT, "one digit"))]


class Check(Strict):
    """A kind of defect, and what is compared to find it."""

    name: Kebab
    compares: Text


class Family(Strict):
    """The checks of one folder of rules. The codes of its rules begin with ``digit``, after IMR."""

    name: Kebab
    digit: Digit
    checks: Several[Check] = Field(min_length=1)


class Checks(Strict):
    """All families, in the order in which they are listed."""

    families: Several[Family] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all checks."""
        return tuple(check.name for family in self.families for check in family.checks)

    def family(self, name: str) -> Family | None:
        """The family of this name."""
        return next((family for family in self.families if family.name == name), None)

    def family_of(self, check: str) -> Family | None:
        """The family that a check belongs to."""
        return next((one for one in self.families if check in [own.name for own in one.checks]), None)

    def repeated(self) -> Iterator[tuple[Key, str]]:
        """Places of families, digits and checks that are there already, with what is wrong."""
        seen: set[tuple[str, str]] = set()
        for what, name, place in self._named():
            if (what, name) in seen:
                yield place, f"{what} {name} is there twice"
            seen.add((what, name))

    def _named(self) -> Iterator[tuple[str, str, Key]]:
        for at, family in enumerate(self.families):
            yield "family", family.name, ("families", at, "name")
            yield "digit", family.digit, ("families", at, "digit")
            for index, check in enumerate(family.checks):
                yield "check", check.name, ("families", at, "checks", index, "name")


NO_CHECKS = Checks()
