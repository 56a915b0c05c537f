"""How fields are named towards durable-rules, which tells names apart by a 32-bit hash only.

Apart from the adapter, because the check for collisions has to run where durable-rules is not installed:
a rule base that loads on one machine loads on all.
"""

from __future__ import annotations

from collections.abc import Iterable

KIND = "kind"
ONE = "one"

# Names that durable-rules gives a meaning to, wherever in a message or a rule they stand.
_OWN = (
    "id sid name all any pri count cap dist $s $m $i $l $r $forward $lt $lte $gt $gte $eq $neq $mt $imt "
    "$iall $iany $ex $nex $or $and $add $sub $mul $div"
)


def wire_name(field: str) -> str:
    """Return the field's name in durable-rules. The underscore keeps ``id`` apart from durable-rules' own."""
    return f"_{field}"


def fnv1a(name: str) -> int:
    """Compute the 32-bit FNV-1a hash of an ASCII name, as durable-rules computes it."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def collisions(fields: Iterable[str]) -> list[tuple[str, str]]:
    """Find pairs of names that durable-rules could not tell apart, among the fields and its own names."""
    seen: dict[int, str] = {fnv1a(name): name for name in (*_OWN.split(), KIND, ONE)}
    found: list[tuple[str, str]] = []
    for field in sorted(set(fields)):
        other = seen.setdefault(fnv1a(wire_name(field)), field)
        if other != field:
            found.append((other, field))
    return found
