"""What is done with a letter that is dropped, and with what an author types."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from checker.judging.examine import Checker
from checker.readers import letter_from
from checker.reading.binding import find_letters
from checker.reading.form import prepared
from checker.render.html.guideline import Cards
from checker.render.html.page import index_page, letter_page
from checker.render.html.playground import answer_part
from checker.report.records import LetterRecord
from checker.report.redacting import name_of
from checker.report.views import letter_record, report_of
from checker.running.setup import make_checker
from checker.running.tasks import redaction_of
from checker.serve.overlay import Draft, Overlay
from checker.serve.plan import Plan, RefusedError, Typed
from checker.serve.saving import write_draft
from checker.serve.trying import tried


class Bench:
    """The checker of a page, and what it last made of an author's file. Raises KnowledgeError."""

    def __init__(self, plan: Plan) -> None:
        made = make_checker(plan.engine, plan.loaded, plan.changes)
        self._plan = plan
        self._last: tuple[tuple[str, str], Draft] | None = None
        self._take(made.ignoring(plan.ignored) if plan.ignored else made)

    def _take(self, checker: Checker) -> None:
        """Check with it from now on."""
        self._checker = checker
        self._overlay = Overlay(self._plan, checker)
        self._cards = Cards(checker.knowledge.editions)

    def letter(self, data: bytes, name: str) -> tuple[str, ...]:
        """The page of a letter; of several in one file an index, then theirs, ``1.html`` and on.

        Raises UnreadableError, and RefusedError for a text that is no determination.
        """
        text = prepared(letter_from(data, PurePath(name).suffix))
        records: list[tuple[LetterRecord, str]] = []
        for span in find_letters(text, self._checker.knowledge.form):
            found = self._checker.examine(text.part(span), name, self._plan.as_of)
            record, own = letter_record(found, name, self._checker.compiled.lexicon), found.text.text
            if self._plan.redact:
                redaction = redaction_of(self._checker, found)
                record, own = redaction.page(replace(redaction.record(record), path=name_of(name)), own)
            records.append((record, own))
        if all(record.status != "checked" for record, _ in records):
            raise RefusedError(*(record.error or "not checked" for record, _ in records))
        if len(records) > 1:
            records = [(replace(one, part=part), own) for part, (one, own) in enumerate(records, 1)]
        letters = [record for record, _ in records]
        pages = tuple(
            letter_page(one, own, self._cards, report_of([one], self._checker)) for one, own in records
        )
        if len(pages) == 1:
            return pages
        addresses = [f"{part}.html" for part in range(1, len(pages) + 1)]
        return (index_page(report_of(letters, self._checker), addresses), *pages)

    def attempt(self, typed: Typed) -> str:
        """What a rule or guideline file does to a letter or a sentence, as a part of a page.

        What is saved is in force for letters, too. Raises RefusedError.
        """
        given = typed.left, typed.file
        if self._last is None or self._last[0] != given:
            self._last = given, self._overlay.drafted(*given)
        draft = self._last[1]
        answer = tried(draft, typed.right, typed.cases or typed.save)
        if typed.save and draft.checker is not None:
            edit = self._plan.edit
            if edit is None or edit.kind != draft.kind:
                what = "rules" if draft.kind == "rules" else "guidelines"
                raise RefusedError(f"not saved: --edit named no pack of {what}")
            write_draft(edit, draft.file, typed.left)
            self._take(draft.checker)
            answer = replace(answer, saved=draft.file)
        return answer_part(answer)
