"""How large the page of a letter is, and how soon it is rendered: ``python -m benchmarks.pages [LETTER...]``.

Without letters those of ``examples/``. Chromium loads each page from a file. Printed: kilobytes, and
milliseconds from the beginning of the load to its end and to the first paint, the median of five loads.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from checker.readers import read_letter
from checker.render.html.guideline import Cards
from checker.render.html.page import letter_page
from checker.report.views import letter_record, report_of
from checker.running.setup import make_checker

EXAMPLES = Path(__file__).parents[1] / "examples"
LOADS = 5
_PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"
_TIMES = """() => {
  const [load] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return [load.loadEventEnd, paint ? paint.startTime : 0];
}"""


def main(names: list[str]) -> None:
    """Print a line a letter, and the worst of all."""
    checker = make_checker()
    cards = Cards(checker.knowledge.editions)
    worst = [0.0, 0.0, 0.0]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = chromium.new_page(viewport={"width": 1400, "height": 900})
        for path in [Path(name) for name in names] or sorted(EXAMPLES.glob("*.txt")):
            examination = checker.examine(read_letter(path), path.name)
            letter = letter_record(examination, path.name, checker.compiled.lexicon)
            page = letter_page(letter, examination.text.text, cards, report_of([letter], checker))
            file = Path(folder) / "page.html"
            file.write_text(page, encoding="utf-8")
            times = []
            for _ in range(LOADS):
                tab.goto(file.as_uri())
                tab.evaluate(_PAINTED)
                times.append(tab.evaluate(_TIMES))
            load, paint = (median(one[index] for one in times) for index in (0, 1))
            row = [len(page.encode()) / 1_000, load, paint]
            worst = [max(pair) for pair in zip(worst, row, strict=True)]
            print(f"{row[0]:7.1f} kB {load:6.0f} ms loaded {paint:6.0f} ms painted  {path.name}")
        chromium.close()
    print(f"{worst[0]:7.1f} kB {worst[1]:6.0f} ms loaded {worst[2]:6.0f} ms painted  the worst")


if __name__ == "__main__":
    main(sys.argv[1:])
