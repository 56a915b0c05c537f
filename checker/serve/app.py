"""The pages and what they ask for. Nothing is stored but in memory, and that is forgotten."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from checker.readers.files import MAX_BYTES
from checker.render.html.environment import policy_of
from checker.render.html.served import drop_page, playground_page
from checker.report.records import Report
from checker.serve.desk import Desk
from checker.serve.guard import Guard, TooLargeError, body_of
from checker.serve.plan import Plan, RefusedError, Typed
from checker.serve.saving import files_of, keep, read_draft, refuse_name

_TYPED = 2_000_000  # bytes that are taken of what is typed
_PAGES = 20  # letters whose pages are held
_LONGEST = 500  # characters of a letter's name


class Attempt(BaseModel):
    """What is typed, as it is sent (:class:`checker.serve.plan.Typed`)."""

    model_config = ConfigDict(extra="forbid", strict=True)

    left: str = Field(default="", max_length=500_000)
    right: str = Field(default="", max_length=1_000_000)
    file: str = Field(default="", max_length=200)
    cases: bool = False
    save: bool = False


class Served(NamedTuple):
    """What an app serves: the plan, what does its work, and a report on nothing, with the knowledge."""

    plan: Plan
    desk: Desk
    report: Report


def app_of(served: Served, token: str, hosts: Collection[str]) -> Guard:
    """The app, for requests that begin with the token and name one of the hosts."""
    site = _Site(served)
    routes = [
        Route(f"/{token}/", site.drop),
        Route(f"/{token}/letter", site.letter, methods=["POST"]),
        Route(f"/{token}/pages/{{number:int}}/{{name}}", site.page),
        Route(f"/{token}/playground", site.playground),
        Route(f"/{token}/try", site.attempt, methods=["POST"]),
        Route(f"/{token}/file", site.file),
    ]
    refusals: dict[Any, Callable[[Request, Any], Awaitable[Response]]] = {
        TooLargeError: _answer(413),
        RefusedError: _answer(422),
    }
    return Guard(Starlette(routes=routes, exception_handlers=refusals), token, hosts)


def _answer(status: int) -> Callable[[Request, Any], Awaitable[Response]]:
    async def answered(_: Request, error: Any) -> Response:
        return PlainTextResponse("\n".join(error.lines), status)

    return answered


class _Site:
    def __init__(self, served: Served) -> None:
        self._plan, self._desk, self._report = served
        self._pages: OrderedDict[int, tuple[str, ...]] = OrderedDict()
        self._numbers = itertools.count(1)

    async def drop(self, _: Request) -> Response:
        """The page on which a letter is dropped."""
        return _html(drop_page(self._report, kept=str(self._plan.keep) if self._plan.keep else None))

    async def letter(self, request: Request) -> Response:
        """Check a letter; the answer is the address of its page."""
        name = " ".join(request.query_params.get("name", "").split())[:_LONGEST] or "letter.txt"
        data = await body_of(request, MAX_BYTES)
        pages = await run_in_threadpool(self._desk.ask, "letter", data, name)
        if self._plan.keep is not None:
            await run_in_threadpool(keep, self._plan.keep, name, data, pages)
        number = next(self._numbers)
        self._pages[number] = pages
        while len(self._pages) > _PAGES:
            self._pages.popitem(last=False)
        return JSONResponse({"page": f"pages/{number}/0.html"})

    async def page(self, request: Request) -> Response:
        """A page that was made: 0 is that of the file, the others are those of its letters."""
        pages = self._pages.get(request.path_params["number"], ())
        found = [page for index, page in enumerate(pages) if request.path_params["name"] == f"{index}.html"]
        return _html(found[0]) if found else PlainTextResponse("forgotten: drop the letter again", 404)

    async def playground(self, _: Request) -> Response:
        """The page on which authors type."""
        edit = self._plan.edit
        names = await run_in_threadpool(files_of, edit) if edit else []
        return _html(playground_page(self._report, edit.name if edit else None, names))

    async def attempt(self, request: Request) -> Response:
        """Try what is typed, and save it where that is asked for."""
        try:
            typed = Attempt.model_validate_json(await body_of(request, _TYPED))
        except ValidationError as error:
            raise RefusedError("; ".join(one["msg"] for one in error.errors())) from None
        if typed.file:
            refuse_name(typed.file)
        return HTMLResponse(await run_in_threadpool(self._desk.ask, "attempt", Typed(**dict(typed))))

    async def file(self, request: Request) -> Response:
        """The text of a file that is edited."""
        if self._plan.edit is None:
            raise RefusedError("imr-check serve was started without --edit")
        name = request.query_params.get("name", "")
        return PlainTextResponse(await run_in_threadpool(read_draft, self._plan.edit, name))


def _html(page: str) -> Response:
    policy = f"{policy_of(page)}; frame-ancestors 'none'"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})
