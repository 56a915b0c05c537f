"""The options that a project keeps in ``imr-check.toml``, or in pyproject.toml under ``[tool.imr-check]``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from checker.engine import RuleBase
from checker.errors import CheckerError
from checker.knowledge.plain_words import did_you_mean, of_validation
from checker.knowledge.strict import Several
from checker.running.timing import DEFAULT_SECONDS

_OWN, _PROJECT = "imr-check.toml", "pyproject.toml"
_TABLE = "[tool.imr-check]"
_MAX_BYTES = 1_000_000


class ConfigError(CheckerError):
    """A configuration file can't be used. The message has a line for each problem."""


class Config(BaseModel):
    """Options of ``imr-check check``. Rules are named by code, name, check or family.

    The findings of rules that are not in ``select`` (empty: all), or that are in ``ignore``, are suppressed:
    they stay in the report and decide nothing.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        alias_generator=lambda name: name.replace("_", "-"),
        title="imr-check options",
    )

    fail_level: Literal["error", "warning", "note", "never"] = Field(
        default="error", description="Lowest severity for exit code 1."
    )
    select: Several[str] = Field(default=(), description="Only these rules decide anything.")
    ignore: Several[str] = Field(default=(), description="These rules decide nothing.")
    timeout: float = Field(
        default=DEFAULT_SECONDS, gt=0, allow_inf_nan=False, description="Seconds that one letter may take."
    )
    as_of: date | None = Field(default=None, description="Date of the decisions, in place of the letters'.")
    _source: str = PrivateAttr("configuration")


def load_config(path: Path | None) -> Config:
    """Read the options of a file, or those of the current folder; without a file, the defaults.

    Raises ConfigError with every problem of the file.
    """
    if path is not None:
        return _read(path, needed=True)
    found = [name for name in (_OWN, _PROJECT) if Path(name).is_file()]
    return _read(Path(found[0]), needed=False) if found else Config()


def ignored_rules(config: Config, base: RuleBase) -> frozenset[str]:
    """Find the codes of the rules whose findings are suppressed. Raises ConfigError for unknown names."""
    selected, ignored = _codes(config, "select", base), _codes(config, "ignore", base)
    everything = frozenset(rule.code for rule in base.rules)
    return ignored | (everything - selected if config.select else frozenset())


def _codes(config: Config, option: Literal["select", "ignore"], base: RuleBase) -> frozenset[str]:
    # A check without a rule in this rule base is no mistake.
    known = {*base.checks.names, *(family.name for family in base.checks.families)}
    codes: set[str] = set()
    unknown: list[str] = []
    for name in config.select if option == "select" else config.ignore:
        named = {
            rule.code
            for rule in base.rules
            if name in (rule.code, rule.name, rule.check, base.family_of(rule))
        }
        if not named and name not in known:
            names = [*known, *(called for rule in base.rules for called in (rule.code, rule.name))]
            meant = did_you_mean(name, names) or " (see imr-check rule list)"
            message = f"no rule, check or family is called {name!r}{meant}"
            unknown.append(f"{config._source}: {option}: {message}")
        codes |= named
    if unknown:
        raise ConfigError(*unknown)
    return frozenset(codes)


def _read(path: Path, *, needed: bool) -> Config:
    source = _source(path)
    try:
        data: Any = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None
    except RecursionError:
        raise ConfigError(f"{path}: not usable: nested too deep") from None
    if path.name == _PROJECT:
        data = data.get("tool", {}) if isinstance(data.get("tool", {}), dict) else {}
        if "imr-check" not in data and needed:
            raise ConfigError(f"{path}: it has no table {_TABLE}")
        data = data.get("imr-check", {})
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        found = of_validation(error, Config)
        problems = [
            (_place(path, source, loc), words if loc else f"imr-check: {words}") for loc, words in found
        ]
        raise ConfigError(*(f"{place}: {words}" for place, words in problems)) from None
    config._source = str(path)
    return config


def _source(path: Path) -> str:
    if not path.is_file():
        raise ConfigError(f"{path}: no such file")
    try:
        with path.open("rb") as file:
            source = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from None
    if len(source) > _MAX_BYTES:
        raise ConfigError(f"{path}: larger than {_MAX_BYTES} bytes")
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8: byte {error.start}") from None


def _place(path: Path, source: str, loc: Sequence[int | str]) -> str:
    """Path, line and column of an option, or of the table where there is no such place: TOML keeps none."""
    table = source.find(_TABLE) + 1 if path.name == _PROJECT else 0
    option = re.escape(str(loc[0]) if loc else "imr-check")
    place = re.compile(rf"^[ \t]*([\"']?{option}[\"']?)[ \t]*[=.]", re.MULTILINE).search(source, table)
    if place is None:
        return str(path)
    start = place.start(1)
    return f"{path}:{source.count(chr(10), 0, start) + 1}:{start - source.rfind(chr(10), 0, start)}"
