"""Pages in a real browser: Chromium, driven by playwright. ``.ci/run`` brings it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, expect, sync_playwright

from ..render.html.pages import EXAMPLES, batch, example, page_of
from ..render.html.test_page import MARKUP
from ..serve.server import Server, running

expect.set_options(timeout=60_000)  # a machine that is busy is no fault of a page
SHARED = Path(os.environ.get("IMR_CHECK_LETTERS", Path(__file__).parents[3] / "shared" / "letters"))
NAMES = sorted(path.name for path in EXAMPLES.glob("*.txt"))
# What letters may hold to be more than words: of elements, attributes, styles, addresses, templates, bidi.
ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</span></div></main></body><script>alert(1)</script>",
    '"><svg/onload=alert(1)>',
    "'-alert(1)-'",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<form action=http://evil.example/><button>send</button></form>",
    "<a href=javascript:alert(1)>go</a>",
    "<object data=http://evil.example/x></object><embed src=http://evil.example/x>",
    "<template><script>alert(1)</script></template><noscript><img src=x onerror=alert(1)>",
    "<textarea></textarea></textarea><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "{{ 7 * 7 }} {% include '/etc/passwd' %} ${7*7} #{7*7}",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "\u202egnp.exe\u202c \u2066isolated \u200bzero \ufeffmark \u00adhyphen \x00nul \x1b[31mred",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "url(http://evil.example/x) expression(alert(1)) @import 'http://evil.example/x.css'",
)
HOSTILE = f"{MARKUP} \u202egnp.exe\u202c <svg onload=alert(3)> <a href=javascript:alert(4)>go</a> &lt;b&gt;"


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page of each example, of a hostile letter, and the index."""
    folder = tmp_path_factory.mktemp("pages")
    for name in NAMES:
        (folder / f"{name}.html").write_text(page_of(example(name), name), encoding="utf-8")
    text = example("side-and-strength.txt").replace("The ", f"The {HOSTILE} ")
    (folder / "hostile.html").write_text(page_of(text, f"{HOSTILE}.txt"), encoding="utf-8")
    for number, attack in enumerate(ATTACKS):
        attacked = example("side-and-strength.txt").replace(" the ", f" the {attack} ")
        (folder / f"attack-{number}.html").write_text(page_of(attacked, f"{attack}.txt"), encoding="utf-8")
    (folder / "index.html").write_text(batch(NAMES), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_of(), args=ARGUMENTS)
        yield chromium
        chromium.close()


# What the policy of a page has kept from running or loading is told like any other fault.
_TELL = """addEventListener("securitypolicyviolation",
  (one) => console.error(`policy: ${one.violatedDirective} ${one.blockedURI}`));"""


ARGUMENTS = ["--no-sandbox", "--disable-lcd-text"]  # letters without colored edges: small pictures


def chromium_of() -> str:
    """Where Chromium is."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        pytest.fail("these tests need Chromium: install the package chromium")
    return found


class Watched:
    """A page with what it complained of, asked for from elsewhere, or popped up."""

    def __init__(self, context: BrowserContext, own: str = "file:") -> None:
        self.page: Page = context.new_page()
        self._own = own
        self.faults: list[str] = []
        self.page.add_init_script(_TELL)
        self.page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", self._popped_up)
        self.page.on("request", self._requested)

    def _popped_up(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _requested(self, request: Request) -> None:
        if not request.url.startswith(self._own):
            self.faults.append(f"request: {request.url}")

    def open(self, path: Path) -> Page:
        self.page.goto(path.as_uri())
        return self.page


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of guidelines that has no file."""
    return tmp_path_factory.mktemp("pack")


@pytest.fixture(scope="session")
def server(pack: Path) -> Iterator[Server]:
    """What imr-check serve serves; it saves into the pack."""
    with running("--guidelines", str(pack), "--edit", str(pack)) as one:
        yield one


@pytest.fixture
def served(browser: Browser, server: Server) -> Iterator[Watched]:
    """A page of the server. It may have had no fault when the test is over."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(60_000)
    yield (one := Watched(context, server.address))
    one.page.wait_for_timeout(50)
    context.close()
    assert one.faults == []


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page on a desktop. No page may have had a fault when the test is over."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    yield (one := Watched(context))
    one.page.wait_for_timeout(50)  # a fault is told a moment after it was made
    context.close()
    assert one.faults == []
