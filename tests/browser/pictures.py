"""The pictures of the pages in README and docs: ``python -m tests.browser.pictures`` takes them anew.

The same page, browser and fonts give the same bytes.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ..render.html.pages import batch, example, page_of
from ..serve.server import Server, running
from .conftest import ARGUMENTS, NAMES, chromium_of

FOLDER = Path(__file__).parents[2] / "docs" / "pages"
SIZES = {"page.png": (1360, 720), "index.png": (1180, 620), "playground.png": (1180, 860)}
_COLORS = 256
LETTER = "misstated-limit.txt"
# Shorter panes, so that what stands below them is seen too.
_SHORT = """() => {
  document.activeElement.blur();
  for (const one of document.querySelectorAll("textarea, .numbered")) one.style.height = "17rem";
}"""
STATED = "Zolpidem is limited to 21 days.\nThe guideline supports at most ten days of Ambien.\n"


def take(browser: Browser, server: Server, folder: Path) -> None:
    """Take the pictures into a folder."""
    for name, (width, height) in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page.set_default_timeout(60_000)
        _open(page, name, server)
        page.wait_for_timeout(300)
        taken = page.screenshot(animations="disabled", caret="hide")
        with Image.open(io.BytesIO(taken)) as picture:  # of text: 256 colors are enough, in half the bytes
            few = picture.convert("RGB").quantize(_COLORS, dither=Image.Dither.NONE)
            few.save(folder / name, optimize=True)
        page.close()


def _open(page: Page, name: str, server: Server) -> None:
    if name == "playground.png":
        page.goto(f"{server.address}playground")
        page.locator("#right").fill(STATED)
        expect(page.locator("#result .tie")).to_have_count(2, timeout=60_000)
        expect(page.locator("#answer[aria-busy='false']")).to_be_visible(timeout=60_000)
        page.evaluate(_SHORT)
        return
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "page.html"
        file.write_text(
            page_of(example(LETTER), LETTER) if name == "page.png" else batch(NAMES), encoding="utf-8"
        )
        page.goto(file.as_uri())
        if name == "page.png":
            page.keyboard.press("n")


def main() -> None:
    """Take those of the documentation."""
    with sync_playwright() as playwright, running() as server:
        browser = playwright.chromium.launch(executable_path=chromium_of(), args=ARGUMENTS)
        take(browser, server, FOLDER)
        browser.close()
    for name in SIZES:
        print(FOLDER / name, f"{(FOLDER / name).stat().st_size / 1_000:.0f} kB", file=sys.stderr)


if __name__ == "__main__":
    main()
