"""The shape of ``rules/checks.yaml``: aspects of a verdict, and kinds of defect, a family a folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from checker.engine.wording import none_of, spelt
from checker.knowledge.strict import Several, Strict, Text
from checker.knowledge.strict_yaml import Key
from checker.problems import Code

CHECKS_FILE = "checks.yaml"

_NAME = r"^[a-z][a-z0-9_]*$"
_KEBAB = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_DIGIT = r"^[0-9]$"

Name = Annotated[
    str,
    StringConstraints(pattern=_NAME, max_length=60),
    BeforeValidator(spelt(_NAME, "a name in small letters, digits and _")),
]
Kebab = Annotated[
    str,
    StringConstraints(pattern=_KEBAB, max_length=60),
    BeforeValidator(spelt(_KEBAB, "words in small letters with hyphens between them")),
]
Digit = Annotated[str, StringConstraints(pattern=_DIGIT), BeforeValidator(spelt(_DIGIT, "one digit"))]


class Check(Strict):
    """A kind of defect, and what is compared to find it. An error of it turns its ``aspect``, if any."""

    name: Kebab
    compares: Text
    aspect: Name | None = None


class Aspect(Strict):
    """One of the questions of a verdict, and its values.

    Of several ``values`` that rules set, the first listed holds; where none is set, ``otherwise``. A verdict
    is inconsistent where one aspect is ``against``, consistent where each has a value that is ``for`` it.
    """

    name: Name
    asks: Text
    values: Several[Name] = Field(min_length=2)
    otherwise: Name
    against: Several[Name] = Field(min_length=1)
    in_favour: Several[Name] = Field(alias="for", min_length=1)


class Family(Strict):
    """The checks of one folder of rules. The codes of its rules begin with ``digit``, after IMR."""

    name: Kebab
    digit: Digit
    checks: Several[Check] = Field(min_length=1)


class Checks(Strict):
    """All families, in the order in which they are listed, and the aspects that a verdict follows from."""

    aspects: Several[Aspect] = ()
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

    def aspect(self, name: str | None) -> Aspect | None:
        """The aspect of this name."""
        return next((one for one in self.aspects if one.name == name), None)

    def aspect_of(self, check: str) -> str | None:
        """The name of the aspect that an error of a check turns, None where it can turn none."""
        every = (one for family in self.families for one in family.checks)
        return next((one.aspect for one in every if one.name == check), None)

    def with_more(self, more: Checks) -> Checks:
        """These checks, and those that a pack adds to their families or in families of its own."""
        own = {family.name: family for family in more.families}
        families = [
            family.model_copy(update={"checks": (*family.checks, *own.pop(family.name).checks)})
            if family.name in own
            else family
            for family in self.families
        ]
        return Checks(aspects=self.aspects or more.aspects, families=(*families, *own.values()))

    def problems(self, before: Checks | None = None) -> Iterator[tuple[Code, Key, str]]:
        """All that is wrong beyond the shape, with its place; ``before`` are those that it adds to."""
        yield from self._repeated(before)
        for at, aspect in enumerate(self.aspects):
            for field in ("otherwise", "against", "for"):
                named = getattr(aspect, "in_favour" if field == "for" else field)
                for value in (named,) if isinstance(named, str) else named:
                    if value not in aspect.values:
                        yield Code.NOT_ALLOWED, ("aspects", at, field), none_of(aspect.values, value)
        names = [aspect.name for aspect in (self.aspects or (before.aspects if before else ()))]
        for at, family in enumerate(self.families):
            for index, check in enumerate(family.checks):
                if check.aspect is not None and check.aspect not in names:
                    yield (
                        Code.NOT_ALLOWED,
                        ("families", at, "checks", index, "aspect"),
                        none_of(names, check.aspect),
                    )

    def _repeated(self, before: Checks | None) -> Iterator[tuple[Code, Key, str]]:
        """Places of families, digits and checks that are there already, with what is wrong.

        A family of checks before is added to where its digit is the same.
        """
        families = {family.name: family.digit for family in before.families} if before else {}
        added = {(family.name, family.digit) for family in self.families} & set(families.items())
        known = {("family", name) for name, _ in added} | {("digit", digit) for _, digit in added}
        seen = {(what, name) for what, name, _ in (before._named() if before else ())} - known
        for what, name, place in self._named():
            if (what, name) in seen:
                yield Code.TAKEN, place, f"{what} {name} is there twice"
            seen.add((what, name))

    def _named(self) -> Iterator[tuple[str, str, Key]]:
        for at, aspect in enumerate(self.aspects):
            yield "aspect", aspect.name, ("aspects", at, "name")
        for at, family in enumerate(self.families):
            yield "family", family.name, ("families", at, "name")
            yield "digit", family.digit, ("families", at, "digit")
            for index, check in enumerate(family.checks):
                yield "check", check.name, ("families", at, "checks", index, "name")


NO_CHECKS = Checks()
