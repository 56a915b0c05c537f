"""What libyaml and pydantic find wrong with a file, in words for those who write it."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from rapidfuzz import process
from rapidfuzz.distance import OSA

from checker.knowledge.strict import WRITTEN, ConceptName
from checker.problems import Code

if TYPE_CHECKING:
    import yaml

Location = tuple[int | str, ...]

_LIKENESS = 0.7
_OF_FEW, _SLIPS = 0.5, 2
_BEGUN, _SHORT = 0.6, 2  # of the shorter of two words; letters that are no beginning
# How newcomers call what has another name here.
_CALLED = {
    "or": ("any",),
    "either": ("any",),
    "and": ("all",),
    "both": ("all",),
    "min": ("low", "at_least"),
    "max": ("high", "at_most"),
    "sessions": ("visit",),
    "diagnosis": ("condition", "applies_to"),
}
_MANY = 12  # keys
_SHOWN = 60  # characters of a wrong value that are shown
_TAB = "a tab can't be used for indentation: use spaces"
_OPEN = "{} isn't closed, or a comma is missing"
_NOT_CLOSED = ("did not find expected ',' or ']'", "did not find expected ',' or '}'")
_SECOND = "a second document: a file holds one"
_AFTER_ALL = "did not find expected key"
_NO_ITEM = "did not find expected '-' indicator"
_NO_ALIAS = "did not find expected alphabetic or numeric character"
_NO_TOKEN = "found character that cannot start any token"
_NO_BREAK = "did not find expected comment or line break"
_YAML = {
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    _AFTER_ALL: "wrong indentation, or something stands behind a closed quote or bracket",
    _NO_ITEM: "wrong indentation, or an item of the list without '- '",
    "did not find expected node content": "a value is missing here",
    "could not find expected ':'": "a key without ': ' behind it",
    "block sequence entries are not allowed in this context": "a list begins on a line of its own",
    _NOT_CLOSED[0]: _OPEN.format("the list that '[' opens"),
    _NOT_CLOSED[1]: _OPEN.format("what '{' opens"),
    "found unexpected end of stream": "the quote that opens here isn't closed",
    "found unknown escape character": "no such escape in double quotes: use single quotes",
    "exceeded maximum nesting depth": "nested too deep",
    "but found another document": _SECOND,
    "did not find expected <document start>": _SECOND,
}
# A comparison as it is written elsewhere, and the words for it.
COMPARED = re.compile(r"(<=?|>=?|!?=)\s*(\d+(?:\.\d+)?)")
_SIGNS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "=": "eq", "!=": "ne"}
_BULLET = re.compile(r"\s*(?:[^\w\s-]|\d+[.)])\s")  # of a list as word processors and mails have it
OF_KEY = "[key]"  # below the place of a value: that of its key
# What pydantic puts into a place beside names and positions: a key itself is wrong, or a branch of a union.
_BRANCHES = (OF_KEY, "a value", "several tests")
# The mark of these is where the parser gave up; the fault is where it began.
_BEGIN = ("could not find expected ':'", "found unexpected end of stream")

# The codes of what pydantic finds; what is not named here is a figure or list out of its range.
_CODES = {
    "missing": Code.MISSING,
    "extra_forbidden": Code.NO_SUCH_KEY,
    "literal_error": Code.NOT_ALLOWED,
    "string_pattern_mismatch": Code.SPELLING,
    "value_error": Code.TOGETHER,
}
_PYDANTIC = {
    "missing": "is missing{allowed}",
    "string_type": "must be text, not {value}{helps}",
    "int_type": "must be a whole number{range}, not {value}{helps}",
    "float_type": "must be a number, not {value}{helps}",
    "finite_number": "must be a finite number",
    "bool_type": "must be true or false, not {value}",
    "date_type": "must be a date such as 2009-07-18, not {value}",
    "tuple_type": "must be a list, not {value}{helps}",
    "model_type": "must be keys with values{keys}, not {value}{helps}",
    "dict_type": "must be keys with values, not {value}",
    "literal_error": "{value} is none of {allowed}",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "must be {written}, not {value}",
    "too_short": "must have at least {min_length} {members}, not {actual_length}",
    "too_long": "must have at most {max_length} {members}, not {actual_length}",
    "greater_than_equal": "must be at least {ge:,.10g}, not {value}",
    "greater_than": "must be above {gt:,.10g}, not {value}",
    "less_than_equal": "must be at most {le:,.10g}, not {value}",
    "less_than": "must be below {lt:,.10g}, not {value}",
    "value_error": "{error}",
}


def did_you_mean(word: str, known: Iterable[str], *, few: bool = False) -> str:
    """The known word that is most like another, as the end of a message; nothing where none is like it.

    Of a ``few``, as of a closed set, one may be less like it, or begin alike: "fail" for failed.
    """
    words = sorted(known)
    found = (few and _within(word, words)) or _likest(word, words)
    found = found or (few and (_slip(word, words) or _begun(word, words))) or ""
    return f" (did you mean {found}?)" if found else ""


def _within(word: str, known: Sequence[str]) -> str | None:
    """The longest known name of several words that stands among those of another: "visits per week"."""
    said = f" {word.lower()} "
    there = [one for one in known if "_" in one and f" {one.replace('_', ' ')} " in said]
    return max(there, key=len, default=None)


def _likest(word: str, known: Collection[str]) -> str | None:
    """The known word that another is a usual name of, or else is most like."""
    called = next((one for one in _CALLED.get(word.lower(), ()) if one in known), None)
    return called or nearest(word, known)


def _slip(word: str, known: Sequence[str]) -> str | None:
    """The known word that a slip or two make another of: "wk"; "not helped" is no slip for helped."""
    found = nearest(word, known, _OF_FEW)
    return found if found and OSA.distance(word.lower(), found.lower()) <= _SLIPS else None


def nearest(word: str, known: Iterable[str], likeness: float = _LIKENESS) -> str | None:
    """The known word that is most like another, or None where none is like it."""
    found = process.extractOne(
        word,
        sorted(known),
        scorer=OSA.normalized_similarity,
        processor=str.lower,
        score_cutoff=likeness,
    )
    return found[0] if found else None


def _begun(word: str, known: Sequence[str]) -> str | None:
    """The first of some words that shares its beginning, most of the shorter one, with another."""
    for one in known:
        shorter = min(len(word), len(one))
        begin = math.ceil(_BEGUN * shorter)
        if begin > _SHORT and word.lower()[:begin] == one[:begin]:
            return one
    return None


def by_signs(comparison: re.Match[str]) -> str:
    """How a comparison by signs is written: ``{gt: 10}``."""
    return f"{{{_SIGNS[comparison[1]]}: {comparison[2]}}}"


def of_yaml(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """Line, column and words of what libyaml could not read. The place is 0, 0 where it gives none."""
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    if problem in _BEGIN:
        mark = error.context_mark or mark
    opened = error.context_mark if problem in _NOT_CLOSED else None
    if opened and mark and opened.line < mark.line:
        return opened.line + 1, opened.column + 1, _YAML[problem]
    if mark is None:
        return 0, 0, "not YAML"
    if problem == _AFTER_ALL and (opened := _quote_before(text, mark)):
        words = f"the quote that opens here is closed on line {mark.line + 1}, and more stands behind it"
        return opened.line + 1, opened.column + 1, words
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    words = _yaml_words(problem, line, mark.column)
    if problem == _NO_ITEM and error.context_mark:
        words += f"; the list begins on line {error.context_mark.line + 1}"
    return mark.line + 1, mark.column + 1, words


def _quote_before(text: str, mark: yaml.Mark) -> yaml.Mark | None:
    """Where the quoted text of several lines begins that ends on the line of a mark, if one does."""
    import yaml  # noqa: PLC0415 - most starts read no YAML

    last = None
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            start, end = token.start_mark, token.end_mark
            if (start.line, start.column) >= (mark.line, mark.column):
                break
            last = start if start.line < end.line == mark.line and _quoted(token) else None
    return last


def _quoted(token: yaml.Token) -> bool:
    return getattr(token, "style", None) in ("'", '"')


def _yaml_words(problem: str, line: str, column: int) -> str:
    begin = line.rfind(">", 0, column + 1) if problem == _NO_BREAK else column  # behind that of a folded text
    if problem in (_NO_TOKEN, _NO_BREAK) and (sign := COMPARED.match(line, begin)):
        return f"a value can't begin with {sign[1]}: write {by_signs(sign)}, or put text in quotes"
    if problem == _NO_TOKEN:
        character = line[column : column + 1]
        return _TAB if character == "\t" else f"a value can't begin with {character}: put it in quotes"
    if problem == _NO_BREAK:
        if re.match(r"\s*(?:- )?\|", line):
            return "a table can't stand here: each row of it is an item, '- {…}'"
        return "behind | or > nothing stands on the line: put the text in quotes, or below, indented"
    if problem in _BEGIN and re.match(r"\s*-[^\s-]", line):
        return "a '-' of a list without a space behind it"
    if problem in (*_BEGIN, _NO_ALIAS) and _BULLET.match(line):
        return "an item of a list begins with '- '"
    if problem == "mapping values are not allowed in this context":
        again = re.search(r":\s", line[:column])
        if again:
            return "a second ': ' on the line: put the value in quotes"
        return f"wrong indentation: {line[:column].strip()} begins deeper than what it should stand beside"
    if problem == _AFTER_ALL and (opened := re.match(r"\s*(?:- )?(?:[\w.]+: +)?([{['\"])", line)):
        words = f"more stands behind what {opened[1]} opens: put text that begins so in quotes, all of it"
        item = "; an item of a list begins with '- ', as deep as those above it"
        return words + item if opened[1] == "{" else words
    if problem == _AFTER_ALL and re.match(r"\s*- ", line):
        return "an item of a list where a key is due: is there a '- ' before what stands above it?"
    return _YAML.get(problem, f"not YAML: {problem}")


def of_validation(
    error: ValidationError, model: type[BaseModel]
) -> Iterator[tuple[Code, tuple[int | str, ...], str]]:
    """Code, place and words of each thing that a model refuses."""
    found = error.errors(include_url=False)
    places = [problem["loc"] for problem in found]
    meant = {_meant(problem["loc"], model) for problem in found if problem["type"] == "extra_forbidden"}
    for problem in found:
        loc = problem["loc"]
        below = any(len(place) > len(loc) and place[: len(loc)] == loc for place in places)
        # Refused items are not counted, and a misspelt key is not missing.
        if not (
            (below and problem["type"] == "too_short") or (problem["type"] == "missing" and loc in meant)
        ):
            words = _words(problem, model)
            subject = _subject(problem, words)
            name = "" if subject and words.startswith(f"{subject[0]}: ") else _name(loc)
            yield _code(problem["type"]), (*loc, *subject), name + words


def _subject(problem: Mapping[str, Any], words: str) -> Location:
    """The key below a place at which a problem is told.

    Of several values that can't stand together that of which the words speak first ("low 4 is above"), of an
    item of a list without its dash the first.
    """
    if problem["type"] == "tuple_type" and isinstance(problem["input"], dict) and "id" in problem["input"]:
        return ("id",)
    first = re.match(r"\w+", words)
    there = (
        problem["input"] if problem["type"] == "value_error" and isinstance(problem["input"], dict) else ()
    )
    return (first[0],) if first and first[0] in there else ()


def _meant(loc: Location, model: type[BaseModel]) -> Location:
    """The place of the key that an unknown one is like."""
    above, name = loc[:-1], str(loc[-1])
    return (*above, _likest(name, tuple(_keys(model, above))) or "")


def _code(kind: str) -> Code:
    return _CODES.get(kind, Code.TYPE if kind.endswith("_type") else Code.RANGE)


def _name(loc: Sequence[int | str]) -> str:
    name = next((part for part in reversed(loc) if isinstance(part, str) and part not in _BRANCHES), None)
    return f"{name}: " if name else ""


def _words(problem: Mapping[str, Any], model: type[BaseModel]) -> str:
    kind, value = problem["type"], problem["input"]
    if kind == "extra_forbidden":
        return "no such key" + _instead(model, problem["loc"])
    if kind == "missing" and isinstance(problem["loc"][-1], int):
        return "must have more in the list"
    if kind == "model_type" and value is None and not problem["loc"]:
        return "the file is empty"
    context = dict(problem.get("ctx", {})) | _remedies(problem, model)
    if kind in ("too_short", "too_long"):
        context["members"] = "key" if isinstance(value, dict) else "in the list"
        context["actual_length"] = len(value)  # pydantic stops counting at the limit
    if kind == "string_pattern_mismatch":
        context["written"] = WRITTEN.get(context["pattern"], f"as the pattern {context['pattern']} has it")
    words = str(_PYDANTIC.get(kind, problem["msg"])).replace("{value}", "\0")
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
        context["allowed"] = ", ".join(allowed)
        words += did_you_mean(value, allowed, few=True) if isinstance(value, str) else ""
    return words.format(**context).replace("\0", shown(value)) if kind in _PYDANTIC else words


def _instead(model: type[BaseModel], loc: Location) -> str:
    """What is meant by an unknown key, or to where it belongs, or else what is allowed."""
    *above, name = loc
    if " " in str(name):
        return ": within { } a comma ends a text, so put text with commas in quotes"
    inner = _model_at(model, tuple(above))
    fields = _fields(inner) if inner else {}
    if meant := did_you_mean(str(name), fields):
        return meant
    below = next((key for key, field in fields.items() if name in _fields(_model_in(field.annotation))), None)
    if below:
        indented = getattr(model, "nested", "")
        return f" here: it belongs to what stands under {below}{indented}"
    if place := getattr(inner, "elsewhere", {}).get(name):
        return f" here: it belongs into {place}"
    return f" (keys: {', '.join(fields)})"


def _remedies(problem: Mapping[str, Any], model: type[BaseModel]) -> dict[str, str]:
    """What helps against a value of another type, as the end of a message."""
    kind, value = problem["type"], problem["input"]
    helps = ""
    fields, name = _beside(model, problem["loc"])
    if kind == "tuple_type" and value is None:
        helps = ": what belongs to it stands below it, indented, each with its '- '"
    elif kind == "string_type" and name in fields and ConceptName in get_args(fields[name].annotation):
        helps = ": it names a concept (see imr-check guideline concepts)"
    elif kind == "string_type" and isinstance(value, int | float) and not isinstance(value, bool):
        helps = f": put it in quotes, '{value}'"
        if isinstance(problem["loc"][-1], int) and problem["loc"][-1] > 0:
            helps += " (of a text with a comma, all of it)"
    elif kind == "string_type" and isinstance(value, dict):
        below = next((key for key, field in fields.items() if _fits(value, field)), None)
        helps = f": it belongs under {below}" if below else ": put text with ': ' in it in quotes"
    elif isinstance(value, str) and kind in ("int_type", "float_type"):
        helps = ": take it out of its quotes" if value.replace(".", "", 1).isdigit() else ""
    elif isinstance(value, str) and kind == "tuple_type" and value.startswith("-"):
        helps = ": each '-' has a space behind it"
    elif isinstance(value, str) and kind == "tuple_type" and _BULLET.match(value):
        helps = ": each of it begins with '- '"
    elif isinstance(value, dict) and kind == "tuple_type" and "id" in value:
        helps = ": each of it begins with '- ', as in '- id: …'"
    elif kind == "tuple_type" and (inner := list(_keys(model, problem["loc"]))):
        helps = f": each of it has keys, {', '.join(inner)}{_as_in(model, problem['loc'], '[{}]')}"
    elif isinstance(value, str) and kind == "tuple_type":
        helps = f": write [{value}]" if value and not set(value) & set(",[]{}:#") else ""
    elif kind == "model_type":
        helps = _as_in(model, problem["loc"], "{}")
    keys = list(_keys(model, problem["loc"])) if kind == "model_type" and problem["loc"] else []
    told = keys and not (helps and len(keys) > _MANY)  # beside so many an example says more
    allowed, ends = _allowed(model, problem["loc"])
    return {
        "helps": helps,
        "keys": f" ({', '.join(keys)})" if told else "",
        "allowed": allowed,
        "range": ends,
    }


def shown(value: Any) -> str:
    """A wrong value as its file has it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f"'{value[:_SHOWN]}…'" if len(value) > _SHOWN else f"'{value}'"
    if isinstance(value, list | tuple):
        return "a list"
    return "keys with values" if isinstance(value, dict) else str(value)


def _keys(model: type[BaseModel], loc: Location) -> Iterator[str]:
    """The keys that a model takes at a place inside of it."""
    inner = _model_at(model, loc)
    if inner is not None:
        yield from _fields(inner)


def _allowed(model: type[BaseModel], loc: Location) -> tuple[str, str]:
    """What may stand at a place, or nothing: the values of a closed set, the ends of a whole number."""
    fields, name = _beside(model, loc)
    field = fields.get(name)
    if field is None:
        return "", ""
    values = ", ".join(one for one in _literals(field.annotation) if isinstance(one, str))
    ends = [getattr(one, end) for end in ("ge", "le") for one in field.metadata if hasattr(one, end)]
    return (f": one of {values}" if values else "", " from {} to {}".format(*ends) if len(ends) == 2 else "")


def _as_in(model: type[BaseModel], loc: Location, form: str) -> str:
    """How what stands at a place is written, as the end of a message."""
    written = getattr(_model_at(model, loc), "as_in", "")
    return f", as in {form.format(written)}" if written else ""


def _beside(model: type[BaseModel], loc: Location) -> tuple[Mapping[str, FieldInfo], str]:
    """The fields among which a value stands, alone or in a list, and the name of its own."""
    *above, name = (loc[:-1] if isinstance(loc[-1], int) else loc) if loc else ("",)
    return _fields(_model_at(model, tuple(above))), str(name)


def _fits(value: Mapping[str, Any], field: FieldInfo) -> bool:
    """Whether a field takes such keys with values."""
    inner = _fields(_model_in(field.annotation))
    needed = {name for name, one in inner.items() if one.is_required()}
    return bool(inner) and needed <= value.keys() <= inner.keys()


def _literals(annotation: Any) -> Iterator[Any]:
    """The values of a closed set, be it alone or beside others."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from _literals(part)


def _model_at(model: type[BaseModel], loc: Location) -> type[BaseModel] | None:
    """The model that stands at a place inside of one."""
    inner: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, str) and inner is not None:
            fields = _fields(inner)
            # What is no field is the name of a value in a table, all of which are of one model.
            inner = _model_in(fields[part].annotation) if part in fields else inner
    return inner


def _fields(model: type[BaseModel] | None) -> dict[str, FieldInfo]:
    fields = model.model_fields if model else {}
    return {field.alias or name: field for name, field in fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, alone, in a list, or where it may be missing."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
