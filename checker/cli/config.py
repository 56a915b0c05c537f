"""The options that a project keeps in ``imr-check.toml``, or in pyproject.toml under ``[tool.imr-check]``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, ValidationError

from checker.cli.config_files import ConfigError, ConfigFile, layers_of
from checker.cli.toml_places import Path as Key
from checker.knowledge.plain_words import of_validation, shown
from checker.knowledge.strict import Several
from checker.running.changes import Changes, CriterionChange, RuleChange
from checker.running.memory import DEFAULT_MEGABYTES, MOST_MEGABYTES
from checker.running.timing import DEFAULT_SECONDS, MOST_SECONDS

__all__ = ["Config", "ConfigError", "read_config"]

_PACKS = ("rules", "guidelines")
_NO_TABLE = "must be a list of packs: a rule is changed in [rule.CODE], a criterion in [criterion.ID]"

_UNQUOTED = 'an id with points stands in quotes, as [criterion."CP09.mass.visits"]'
_BELOW = 3  # parts of the place of a key of a criterion: of no such key if it holds a table itself


def _no_table(value: Any) -> Any:
    if isinstance(value, dict):
        raise ValueError(_NO_TABLE)  # noqa: TRY004 - pydantic tells it
    return value


def _listed(value: Any) -> Any:
    if not isinstance(value, str | list | tuple):
        raise ValueError(f"must be a file or a list of files, not {shown(value)}")  # noqa: TRY004
    return [value] if isinstance(value, str) else value


PackNames = Annotated[Several[str], BeforeValidator(_no_table)]


class Config(BaseModel):
    """Options of ``imr-check``. Rules are named by code, name, check or family.

    The findings of rules that are not in ``select`` (empty: all), or that are in ``ignore``, are suppressed:
    they stay in the report and fail nothing.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        alias_generator=lambda name: name.replace("_", "-"),
        title="imr-check options",
    )

    extends: Annotated[Several[str], BeforeValidator(_listed)] = Field(
        default=(), description="Files whose options hold where this one has no such key."
    )
    fail_level: Literal["error", "warning", "note", "never"] = Field(
        default="error", description="Lowest severity for exit code 1."
    )
    select: Several[str] = Field(default=(), description="Only these rules decide anything.")
    ignore: Several[str] = Field(default=(), description="These rules fail nothing.")
    exclude: Several[str] = Field(default=(), description="Patterns of files and folders that are left out.")
    max_errors: int = Field(default=0, ge=0, description="Findings at the fail level that are let pass.")
    on_unreadable: Literal["fail", "warn"] = Field(
        default="fail", description="Whether an input that is no letter, or can't be read, makes exit code 2."
    )
    timeout: float = Field(
        default=DEFAULT_SECONDS,
        gt=0,
        le=MOST_SECONDS,
        allow_inf_nan=False,
        description="Seconds that one letter may take.",
    )
    max_memory: int = Field(
        default=DEFAULT_MEGABYTES,
        gt=0,
        le=MOST_MEGABYTES,
        description="Megabytes of memory that one letter may take.",
    )
    as_of: date | None = Field(default=None, description="Date of the decisions, in place of the letters'.")
    rules: PackNames = Field(default=(), description="Packs of rules, folders or installed, that are added.")
    guidelines: PackNames = Field(default=(), description="Packs of guidelines that are added.")
    shipped: bool = Field(
        default=True,
        description="false: packs that are named stand in place of what comes with imr-check of their kind.",
    )
    rule: dict[str, RuleChange] = Field(default={}, description="Changes of rules, by code or name.")
    criterion: dict[str, CriterionChange] = Field(default={}, description="Changes of criteria, by id.")
    _origins: dict[Key, str] = PrivateAttr(default_factory=dict)

    @property
    def changes(self) -> Changes:
        """What it changes of rules and criteria."""
        return Changes(self.rule, self.criterion)

    def origin(self, *key: str) -> str:
        """Path, line and column of an option, or that it is by default."""
        return next(
            (self._origins[key[:size]] for size in range(len(key), 0, -1) if key[:size] in self._origins),
            "default",
        )

    def changed_by(self, table: Literal["rule", "criterion"], *names: str) -> str | None:
        """The place where it changes a rule or criterion that goes by one of these names, if it does."""
        return next((self.origin(table, name) for name in names if name in getattr(self, table)), None)


def read_config(path: Path | None) -> Config:
    """Read the options of a file and of those that it extends, key by key; without a file, the defaults.

    Raises ConfigError with every problem of every file.
    """
    if path is None:
        return Config()
    merged: dict[str, Any] = {}
    origins: dict[Key, str] = {}
    problems: list[str] = []
    for file in layers_of(path):
        try:
            Config.model_validate(file.data)
        except ValidationError as error:
            problems += [_told(file, loc, words) for _, loc, words in of_validation(error, Config)]
            continue
        _merge(merged, file, origins)
    if problems:
        raise ConfigError(*problems)
    config = Config.model_validate(merged)
    config._origins = origins
    return config


def _told(file: ConfigFile, loc: tuple[int | str, ...], words: str) -> str:
    place = file.place(tuple(part for part in loc if isinstance(part, str)))
    if loc[:1] == ("criterion",) and len(loc) == _BELOW and isinstance(_value(file.data, loc), Mapping):
        return f"{place}: {'.'.join(map(str, loc))}: {_UNQUOTED}"
    return f"{place}: {words}" if loc else f"{place}: imr-check: {words}"


def _value(data: Any, loc: tuple[int | str, ...]) -> Any:
    for part in loc:
        data = data.get(part) if isinstance(data, Mapping) else None
    return data


def _merge(merged: dict[str, Any], file: ConfigFile, origins: dict[Key, str]) -> None:
    """Put the keys of a file in the place of those before; those of tables too."""
    for key, value in file.data.items():
        if key == "extends":
            continue
        if isinstance(value, Mapping):
            for name, change in value.items():
                merged.setdefault(key, {})[name] = change  # one change is one value
                origins[key, name] = file.place((key, name))
                inside = change if isinstance(change, Mapping) else ()
                origins |= {(key, name, part): file.place((key, name, part)) for part in inside}
            continue
        merged[key] = [file.pack(name) for name in value] if key in _PACKS else value
        origins[key,] = file.place((key,))
