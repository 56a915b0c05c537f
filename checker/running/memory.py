"""A limit on the memory that one letter may take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.errors import LimitError

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]

DEFAULT_MEGABYTES, MOST_MEGABYTES = 1000, 1_000_000

_MEGABYTE = 1024 * 1024
_SIZES = Path("/proc/self/statm")


class OutOfMemoryError(LimitError):
    """A letter took more memory than it may."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"not checked: it took more than {megabytes:,} MB of memory")


@contextmanager
def memory_limit(megabytes: int) -> Iterator[None]:
    """Raise OutOfMemoryError in the body where it takes so much memory more than is taken already.

    The limit is one of the system, on this process; C code that is refused memory may crash it. Without
    effect where the system doesn't tell how much is taken (all but Linux).
    """
    taken = _taken()
    if resource is None or taken is None:
        yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_AS)
    others = [limit for limit in (before, most) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([taken + megabytes * _MEGABYTE, *others]), most))
    try:
        yield
    except MemoryError:
        raise OutOfMemoryError(megabytes) from None
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, most))


def _taken() -> int | None:
    """The size of this process's address space in bytes."""
    try:
        return int(_SIZES.read_bytes().split()[0]) * resource.getpagesize()
    except OSError:
        return None
