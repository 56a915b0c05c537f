"""Facts on sentences that have the MTUS silent on a treatment that a section of it covers."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Reference, quote
from checker.casefile.opening import Compiled
from checker.casefile.silence import silences
from checker.casefile.wording import edition_name
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.mtus import coverings


def false_silences(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """The sentences that have the MTUS, or a guideline of it, silent on what a section of it covers."""
    for silence in silences(item, compiled):
        statement, silent = silence.statement, silence.silent
        found = [
            one
            for one in coverings(case_file, item, compiled, silent.titled)
            if one.edition.id in silent.editions
            and one.phase != "no"
            and compiled.coverage.names(one.section, item.treatment)
        ]
        if item.title_marks.has("accompanies_surgery", "surgeon_accompanies"):
            found = [one for one in found if one.edition.phase == "postsurgical"]
        for one in found[:1]:
            of_part = bool(one.edition.body_parts) or not statement.read.body_parts
            yield kinds.FalseSilence(
                sure=silence.whole and of_part and one.edition.id not in silent.perhaps,
                edition=edition_name(one.edition),
                section=one.section.title,
                confidence="medium",
                evidence=Grounds(
                    (quote("rationale", statement.sentence),), Reference(one.edition, one.section)
                ),
            )
