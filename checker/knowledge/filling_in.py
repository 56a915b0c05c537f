"""What a guideline file need not say again: provenance from above, and by which words a work is cited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from checker.knowledge.phrases import fold
from checker.knowledge.provenance import ABOVE, Provenance
from checker.knowledge.strict_yaml import Document, Key

_WORD = re.compile(r"\w")


def filled_in(document: Document, model: type[BaseModel]) -> Document:
    """The file of an edition, or of sections, with what it leaves to what stands above."""
    data = document.data
    stand: dict[Key, Key] = {}
    if isinstance(data, dict):
        if "aliases" not in data and "aliases" in model.model_fields:
            data = {**data, "aliases": [_alias(data.get("topic"))]}
            stand["aliases",] = ("topic",)
        if "provenance" in model.model_fields:
            data = _handed_down(data, "sections")
        if isinstance(data.get("sections"), list):
            data = {**data, "sections": [_handed_down(section, "criteria") for section in data["sections"]]}
    return document.holding(data, stand)


def _alias(topic: Any) -> Mapping[str, Any]:
    if not isinstance(topic, str) or not topic.strip():  # told once, where it stands
        topic = "none"
    words = fold(topic).split()
    pattern = " ".join(map(re.escape, words))
    begin, end = (r"\b" if words and _WORD.match(words[at][at]) else "" for at in (0, -1))
    return {"pattern": f"{begin}{pattern}{end}", "examples": [topic]}


def _handed_down(data: Any, below: str) -> Any:
    """Give what is below the provenance of what is above, where it has none of its own."""
    if not isinstance(data, dict) or not isinstance(data.get(below), list):
        return data
    above = data.get("provenance")
    try:
        Provenance.model_validate(above)
    except ValidationError:  # told once, where it stands
        above = ABOVE
    parts = [{"provenance": above, **one} if isinstance(one, dict) else one for one in data[below]]
    return {**data, below: parts}
