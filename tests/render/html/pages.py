"""Pages of letters, made as the command line makes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from checker.judging.examine import Checker
from checker.render.html.guideline import Cards
from checker.render.html.page import index_page, letter_page
from checker.report.records import LetterRecord, Report
from checker.report.views import letter_record, report_of
from checker.running.setup import make_checker
from checker.spans import LetterText

EXAMPLES = Path(__file__).parents[3] / "examples"


@cache
def checker() -> Checker:
    return make_checker()


@cache
def cards() -> Cards:
    return Cards(checker().knowledge.editions)


def checked(text: str, name: str) -> tuple[LetterRecord, str]:
    examination = checker().examine(LetterText(text), name)
    return letter_record(examination, name, checker().compiled.lexicon), examination.text.text


def report_on(*letters: LetterRecord) -> Report:
    return report_of(letters, checker())


def page_of(text: str, name: str = "letter.txt") -> str:
    letter, whole = checked(text, name)
    return letter_page(letter, whole, cards(), report_on(letter))


def example(name: str) -> str:
    return (EXAMPLES / name).read_text(encoding="utf-8")


def batch(names: list[str]) -> str:
    letters = [checked(example(name), name)[0] for name in names]
    return index_page(report_on(*letters), [f"{name}.html" for name in names])
