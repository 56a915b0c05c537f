"""Numbers of things in words."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """Write ``1 error``, ``2 errors``, ``1,200 errors``."""
    return f"{count:,} {noun if count == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """The plural of a noun that the messages use: ``visit`` ``visits``, ``criterion`` ``criteria``."""
    return {"criterion": "criteria", "foot": "feet"}.get(noun, f"{noun}s")
