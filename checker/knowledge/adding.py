"""What a pack adds to the guidelines before it: editions, sections and criteria, concepts, twins, new ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checker.knowledge.concepts import Concept, Vocabulary
from checker.knowledge.editions import EditionFolder, add_editions, ids_of
from checker.knowledge.files import FileReader, Model, Placed
from checker.knowledge.misses import MISSES_FILE
from checker.knowledge.packs import PACK_FILE, Pack
from checker.knowledge.plain_words import did_you_mean
from checker.knowledge.strict_yaml import Document, files
from checker.problems import Code, Problem

# What of a base no pack adds to: how letters are read, how sentences are tied, which are not as they should.
_BASE_ONLY = ("language", "ties.yaml", MISSES_FILE)


def concepts_of(files: Iterable[Placed[Vocabulary]]) -> list[Placed[Concept]]:
    """The concepts of vocabularies, each with its place."""
    return [
        Placed(concept, file.document, ("concepts", index))
        for file in files
        for index, concept in enumerate(file.value.concepts)
    ]


@dataclass(frozen=True, slots=True)
class Added:
    """What a pack adds: editions in any of its files but these, concepts, twins, new ids."""

    reader: FileReader
    pack: Pack

    def to(
        self, editions: list[EditionFolder], concepts: list[Placed[Concept]]
    ) -> tuple[list[EditionFolder], list[Placed[Concept]]]:
        """The editions and concepts before, with its own, and without what they stand in the place of."""
        folder = self.pack.folder
        for name in _BASE_ONLY:
            if (folder / name).exists() and self.pack.only is None:
                message = (
                    "a pack adds editions and vocabulary; one with all else is used without the shipped ones"
                )
                self.reader.problems.append(Problem(Code.PACK, str(folder / name), 0, 0, message))
        if self.pack.only is not None:
            return add_editions(self.reader, self.pack.only, editions, ())[0], concepts
        own = concepts_of(self.files("vocabulary", Vocabulary))
        apart = (
            folder / PACK_FILE,
            folder / "twins.yaml",
            folder / "aliases_of_ids.yaml",
            folder / "vocabulary",
            *(folder / name for name in _BASE_ONLY),
        )
        names = [path for path in files(folder) if not any(path.is_relative_to(one) for one in apart)]
        if not names and not own and not self.reader.problems:
            message = "no guidelines in this folder: imr-check guideline new makes some"
            self.reader.problems.append(Problem(Code.UNREAD, str(folder), 0, 0, message))
        editions = self._ended(editions)
        before = {*ids_of(editions), *(one.value.id for one in concepts)}
        joined, new = add_editions(self.reader, names, editions, self.pack.replaces)
        new |= {one.value.id for one in own}
        kept = [one for one in concepts if one.value.id not in new & set(self.pack.replaces)]
        self.reader.problems += self.pack.replacing(before, new, "edition, section, criterion or concept")
        return joined, [*kept, *own]

    def _ended(self, editions: list[EditionFolder]) -> list[EditionFolder]:
        """The editions before, some of them ended by the pack."""
        document, ends = self.pack.document, dict(self.pack.ends)
        if document is None or not ends:
            return editions
        known = {one.edition.value.id for one in editions}
        for name in [one for one in ends if one not in known]:
            message = f"there is no edition {name} in an earlier pack{did_you_mean(name, known)}"
            self.reader.problems.append(document.problem(Code.PACK, ("ends", name), message, name))
        return [
            self._until(one, ends[one.edition.value.id], document) if one.edition.value.id in ends else one
            for one in editions
        ]

    def _until(self, folder: EditionFolder, day: date, document: Document) -> EditionFolder:
        """An edition that ends on a day."""
        edition, days = folder.edition.value, folder.edition.value.in_force
        if not (days.since or date.min) <= day <= (days.until or date.max):
            since, until = days.since or "its beginning", days.until or "now"
            message = f"{edition.id} is in force from {since} to {until}: {day} is no day of that"
            self.reader.problems.append(document.problem(Code.DATES, ("ends", edition.id), message))
            return folder
        ended = edition.model_copy(update={"in_force": days.model_copy(update={"until": day})})
        return EditionFolder(Placed(ended, folder.edition.document), folder.sections)

    def files(self, below: str, model: type[Model]) -> list[Placed[Model]]:
        """Those at or below a path, if any."""
        there = (self.pack.folder / below).exists() and self.pack.only is None
        return self.reader.read_all(below, model) if there else []
