"""Serving it on this machine alone."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from checker.errors import CheckerError
from checker.serve.app import Served, app_of
from checker.serve.desk import Desk
from checker.serve.plan import RefusedError

_HOST = "127.0.0.1"
_REQUESTS = 32  # at once
_PARTING = 2  # seconds that a request gets when the server is to end


class PortError(CheckerError):
    """The port can't be had."""


def serve(served: Served, port: int, started: Callable[[str], None]) -> None:
    """Serve until interrupted. ``port`` 0: one that is free. ``started`` is told the address."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_HOST, port))
            listening.listen()  # who reads the address at once waits, and is not refused
        except OSError as error:
            raise PortError(f"port {port}: {error.strerror}") from None
        port = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        app = app_of(served, token, (f"{_HOST}:{port}", f"localhost:{port}"))
        config = uvicorn.Config(
            app,
            access_log=False,  # which would hold the token and the names of letters
            log_level="critical",
            lifespan="off",
            ws="none",
            http="h11",
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_REQUESTS,
            timeout_graceful_shutdown=_PARTING,
        )
        threading.Thread(target=_begun, args=(served.desk,), daemon=True).start()
        started(f"http://{_HOST}:{port}/{token}/")
        try:
            with suppress(KeyboardInterrupt):  # uvicorn has come to its end by then
                uvicorn.Server(config).run(sockets=[listening])
        finally:
            served.desk.close()


def _begun(desk: Desk) -> None:
    with suppress(RefusedError):  # the first who asks is told
        desk.begin()
