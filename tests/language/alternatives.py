"""The word alternatives of a pattern, and the pattern without each: a test deletes them one by one."""

from __future__ import annotations

from collections.abc import Iterator


def without_each(pattern: str) -> Iterator[tuple[str, str]]:
    """Each alternative of each group, and the pattern with that one deleted.

    An optional group of one alternative counts: without it, what it allows is gone.
    """
    for start, end, parts in _groups(pattern):
        optional = pattern[end + 1 : end + 2] in ("?", "*")
        if len(parts) == 1 and not optional:
            continue
        for index, (begin, stop) in enumerate(parts):
            kept = [pattern[b:s] for at, (b, s) in enumerate(parts) if at != index]
            yield pattern[begin:stop], pattern[:start] + "|".join(kept) + pattern[end:]


def _groups(pattern: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Every group with alternatives: where its inside starts and ends, and its alternatives' places."""
    open_groups: list[tuple[int, list[tuple[int, int]], int]] = [(0, [], 0)]
    position = 0
    while position < len(pattern):
        character = pattern[position]
        if character == "\\":
            position += 2
            continue
        if character == "[":
            position = pattern.index("]", position + 2) + 1
            continue
        if character == "(":
            inside = position + (3 if pattern.startswith("(?:", position) else 1)
            open_groups.append((inside, [], inside))
            position = inside
            continue
        if character in "|)":
            start, parts, begin = open_groups.pop()
            parts.append((begin, position))
            if character == "|":
                open_groups.append((start, parts, position + 1))
            else:
                yield start, position, parts
        position += 1
    start, parts, begin = open_groups.pop()
    parts.append((begin, len(pattern)))
    yield start, len(pattern), parts
