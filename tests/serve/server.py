"""``imr-check serve`` as it is started from a command line, and what asks it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

TEMPLATES = Path(__file__).parents[2] / "checker" / "render" / "html" / "templates"
CRITERION, RULE, LETTER = (
    (TEMPLATES / f"start-{name}").read_text(encoding="utf-8")
    for name in ("criterion.yaml", "rule.yaml", "letter.txt")
)


class Answered(NamedTuple):
    """An answer of the server."""

    status: int
    headers: dict[str, str]
    text: str


class Server(NamedTuple):
    """A server that runs, and its address, which ends in a slash."""

    address: str

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def token(self) -> str:
        return urlsplit(self.address).path.strip("/")

    def ask(
        self,
        path: str = "",
        data: bytes | None = None,
        *,
        token: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answered:
        """Ask as a browser would on its own page; ``headers`` are added, or stand in place of its own."""
        sent = {"Host": self.host, **({"Origin": f"http://{self.host}"} if data is not None else {})}
        sent |= headers or {}
        connection = http.client.HTTPConnection(self.host, timeout=120)
        place = f"/{self.token if token is None else token}/{path}"
        connection.request(
            "GET" if data is None else "POST", place, data, {k: v for k, v in sent.items() if v}
        )
        answer = connection.getresponse()
        found = Answered(
            answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode("utf-8")
        )
        connection.close()
        return found

    def attempt(self, left: str = "", right: str = "", **more: str | bool) -> Answered:
        """What is told of what is typed."""
        return self.ask("try", json.dumps({"left": left, "right": right, **more}).encode())


@contextmanager
def running(*options: str) -> Iterator[Server]:
    """A server with these options. It ends without an error when it is interrupted."""
    command: Sequence[str] = [
        sys.executable,
        "-c",
        "from checker.cli.main import run; run()",
        "serve",
        *options,
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), process.communicate(timeout=10)
        yield Server(address)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
        assert (process.returncode, said) == (0, "")
    finally:
        process.kill()
        process.communicate()
