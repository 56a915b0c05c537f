"""The extraction process: PDF and DOCX libraries where a crash, a loop or a memory bomb harms nobody.

A job is a line of JSON (``form``, ``size``, ``seconds``) and ``size`` bytes on standard input; its answer is
a line of JSON with ``pages`` or ``error`` on standard output. The process ends with its input.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

from checker.errors import UnreadableError

try:
    import resource
except ImportError:  # Windows: the parent's time limit alone
    resource = None  # type: ignore[assignment]

MAX_MEMORY = 1_500_000_000  # bytes of address space
MAX_CHARACTERS = 20 * 1024 * 1024
OUT_OF_MEMORY = 3  # exit code


def main() -> None:
    """Answer jobs until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may mix with the answers
    limit_memory()
    for line in iter(sys.stdin.buffer.readline, b""):
        job = json.loads(line)
        data = sys.stdin.buffer.read(job["size"])
        limit_time(job["seconds"])
        try:
            answer = json.dumps(_answer(job["form"], data))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        answers.write(answer.encode("ascii") + b"\n")
        answers.flush()


def _answer(form: str, data: bytes) -> dict[str, Any]:
    try:
        pages = _pages(form, data)
    except UnreadableError as error:
        return {"error": str(error)}
    if sum(map(len, pages)) > MAX_CHARACTERS:
        return {"error": "it holds more than 20 MB of text"}
    return {"pages": pages}


def _pages(form: str, data: bytes) -> list[str]:
    """Pages of a PDF; a DOCX file counts as one. The libraries load when first needed."""
    if form == "pdf":
        from checker.readers.pdf import pdf_pages  # noqa: PLC0415

        return pdf_pages(data)
    from checker.readers.docx import docx_text  # noqa: PLC0415

    return [docx_text(data)]


def limit_memory() -> None:
    """Limit the address space; no core dumps, which hold letter text; no writing of files at all."""
    if resource:
        _limit(resource.RLIMIT_AS, MAX_MEMORY)
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_FSIZE, 0)


def limit_time(seconds: int) -> None:
    """Let the system end the process after so many more seconds of processor time."""
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds)


def _limit(kind: int, value: int) -> None:
    """Set a soft limit, within the hard one that the process was started with."""
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
