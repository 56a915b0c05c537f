"""Who is let in: requests to this very page, with its token, from itself."""

from __future__ import annotations

import hmac
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checker.serve.plan import RefusedError

_SENT = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_POLICY = "default-src 'none'; frame-ancestors 'none'"  # of what is no page


class TooLargeError(RefusedError):
    """More was sent than is taken."""


class Guard:
    """Lets through what names a host of this page, begins its path with the token, and comes from itself.

    Another site that guesses the port has neither the token nor an origin that is let in; a name that is
    made to lead here (DNS rebinding) is no host of this page.
    """

    def __init__(self, app: ASGIApp, token: str, hosts: Collection[str]) -> None:
        self._app, self._token, self._hosts = app, token, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 for all others; each answer says that it is for this page alone, kept nowhere."""
        if scope["type"] != "http":
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_SENT)
                headers.setdefault("Content-Security-Policy", _POLICY)
            await send(message)

        refused = self._refusal(scope)
        app = PlainTextResponse(refused, 403) if refused else self._app
        await app(scope, receive, sent)

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return "not for this host"
        origin = headers.get("origin")
        if (origin is None and scope["method"] not in {"GET", "HEAD"}) or origin not in {
            None,
            f"http://{hosts[0]}",
        }:
            return "not from there"
        # A link to it may stand anywhere, as in a terminal that is a page; nothing else from there is let in.
        followed = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"} and not followed:
            return "not from there"
        token = scope["path"].split("/", 2)[1] if scope["path"].startswith("/") else ""
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self._token.encode("ascii")):
            return "the address is not that which imr-check serve printed"
        return None


async def body_of(request: Request, most: int) -> bytes:
    """What was sent. Raises TooLargeError as soon as it is more than ``most`` bytes."""
    parts: list[bytes] = []
    left = most
    async for piece in request.stream():
        left -= len(piece)
        if left < 0:
            raise TooLargeError(f"larger than {most:,} bytes")
        parts.append(piece)
    return b"".join(parts)
