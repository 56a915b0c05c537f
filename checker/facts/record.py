"""Facts on the rationale against the record: the case summary, and the rationale itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, quote
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.contrast import contrast_facts
from checker.facts.deciding import decides
from checker.facts.demographics import demographic_conflicts, side_conflicts
from checker.facts.documentation import RESPONSES_AND_GOALS, hedge_facts, undocumented_facts
from checker.facts.places import Place, place_of, same_place
from checker.facts.recorded import Recorded, Recording
from checker.knowledge.lexicon import Lexicon
from checker.letter import Mention
from checker.reading.marked import MarkedSentence

_QUALIFIED = re.compile(
    r"\b(?:witnessed|severe|significant|progressive|new|recent|worsening|clear|obvious|objective|acute"
    r"|any change|sufficient|adequate|enough|full|specific|further|additional|failure|failed|response|improve"
    r"|change|trial|exhaust|complet|emergence|relief|contraindicat|treatment of|how|denied|unequivocal"
    r"|definite|true|marked|current|ongoing|substantial|quantifi|measur"
    r"|dermatom|etiolog|type of|nature of|caus|assess|screen|severity|degree|characteri|due to|unrespon"
    r"|symptoms? of|complaints? of|testing|reduction|discussion|uncontrolled|refractory|side effects"
    r"|treatments? for|imaging|mri|emg|electrodiagnos|despite|whether|that (?:the|his|her|this)"
    r"|document(?:ation|ed) (?:of )?functional)"
)
_DENIES = re.compile(
    r"\b(?:no|without|denie[sd]|absence of|lack of|lacks|negative for|free of|nor|neither"
    r"|not (?:have|show|demonstrate|reveal|exhibit|indicate|document|suggest|present|include|"
    r"note|report|diagnosed)\w*)\b"
)
_MEANS = re.compile(r"\b(?:stud(?:y|ies)|tests?|tracings?|therap(?:y|ies))\b")
# What a study or treatment is for, or would show, is not denied with it; evidence of it that it gives is.
_OF_ANOTHER = re.compile(
    r"(?:,? (?!evidence|findings?|signs?|documentation|proof)[\w/-]+){0,4}? (?:for|that|to|which)\b"
)
_DENIED_AFTER = re.compile(
    r"^[^.;,]{0,25}\b(?:is|are|was|were|has been|have been) (?:not (?:documented|noted|present|found|reported"
    r"|seen|evident|demonstrated|identified|recorded|described|mentioned)|absent|negative)\b"
)
_AFTER = 120  # characters after a finding within which it can be denied
_ON_RECORD = re.compile(r"\b(?:noted|document|known|clear|indicat|evidence|provided|mention|record)")
_ON_EXAMINATION = re.compile(
    r"\bexam(?:ination)?s?\b|\bsigns? of\b|\bclinical(?:ly)? (?:findings?|evident)\b"
)
_EXAMINED = re.compile(
    r"\bexam|\bpalpat|\bpositive\b|\btests?\b|\breveal|\bdemonstrat|\btender|\breflex|\bsensation\b|\bstrength\b"
    r"|\brange of motion\b|\bnoted\b|\bshow"
)
_COMMON_WORDS = frozenset(
    {"pain", "histor", "positi", "test", "tests", "sign", "signs", "joint", "left", "right", "sympto"}
)
_YEAR_AFTER = 40  # characters after a finding within which the year is its own
_RESPONSES = frozenset({"functional_improvement", "pain_relief"})


def record_facts(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """Conflicts between a case statement and the record, and case facts that the record lacks."""
    record = Recorded(case_file.summary, compiled.lexicon)
    signs, response = _signs_found(record, compiled.lexicon), _response_told(record)
    for statement in item.of_kind("case", "conclusion"):
        yield from _denials(statement, record, signs, case_file, item, compiled)
        yield from _response(statement, response)
        yield from side_conflicts(statement, record, item, compiled)
        yield from demographic_conflicts(statement, case_file, compiled)
        yield from hedge_facts(statement, item, compiled)
    yield from contrast_facts(case_file, item, compiled.lexicon)
    yield from undocumented_facts(record, case_file, item, compiled)
    yield from _internal(item, compiled)


def _denials(
    statement: Statement,
    record: Recorded,
    signs: frozenset[str],
    case_file: CaseFile,
    item: ItemFile,
    compiled: Compiled,
) -> Iterator[Fact]:
    """A finding denied in the rationale that the summary records, itself or by something that implies it."""
    lexicon = compiled.lexicon
    seen: set[str] = set()
    for mention in statement.mentions:
        concept = lexicon.concepts[mention.concept]
        if mention.assertion != "negated" or concept.kind != "condition" or mention.concept in seen:
            continue
        if statement.kind != "case" or not _denied(statement, mention, lexicon):
            continue
        if mention.concept in RESPONSES_AND_GOALS:
            continue
        seen.add(mention.concept)
        found = _recorded_as(mention, record, item, statement, lexicon)
        if found is None:
            continue
        recording, in_place = found
        summary, recorded = recording.sentence, recording.mention
        basis = _basis(mention.concept, recorded.concept, lexicon)
        by_name = mention.concept == recorded.concept and _share_a_word(mention.words, recorded.words)
        yield kinds.RecordConflict(
            form="denied",
            basis=basis,
            concept=mention.words,
            recorded=recorded.words,
            qualified=_is_qualified(statement.sentence.folded, mention)
            or (
                _ON_EXAMINATION.search(statement.sentence.folded) is not None
                and not signs & lexicon.implied(mention.concept)
            ),
            same_place=in_place,
            doubtful=_doubtful(summary, recorded)
            or _is_past(summary, recorded, case_file)
            or _denied_there(mention, statement, record, item, lexicon),
            about=concept.id,
            decisive=decides(statement, mention.concept, item, lexicon),
            confidence="high" if basis == "belied" or (basis == "same" and by_name) else "medium",
            evidence=Grounds((quote("rationale", statement.sentence), quote("summary", summary.sentence))),
        )


def _basis(denied: str, recorded: str, lexicon: Lexicon) -> Literal["same", "belied", "implied"]:
    if denied in lexicon.up(recorded):
        return "same"
    return "implied" if denied in lexicon.implied(recorded) else "belied"


def _denied_there(
    mention: Mention, statement: Statement, record: Recorded, item: ItemFile, lexicon: Lexicon
) -> bool:
    """Whether the summary denies the finding of the same place too: serial findings, of which one holds."""
    place = place_of(statement.read, mention, lexicon)
    radiates = lexicon.radiates(mention.concept)
    return any(
        same_place(place, one.place, item.treatment.body_parts, lexicon, radiates=radiates)
        for one in record.denied(mention.concept)
    )


def _is_past(summary: MarkedSentence, mention: Mention, case_file: CaseFile) -> bool:
    """Whether the summary dates a finding to a year before the injury: "a fracture of the wrist in 2001"."""
    injured = case_file.letter.case.date_of_injury
    return injured is not None and any(
        mention.end <= start <= mention.end + _YEAR_AFTER
        and int(summary.sentence.folded[end - 4 : end]) < injured.year
        for start, end in summary.marks.places("year_told")
    )


def _denied(statement: Statement, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a sentence denies a finding, not a study or treatment that bears on it."""
    if _DENIED_AFTER.match(statement.sentence.folded[mention.end :][:_AFTER]):
        return True
    clause = statement.read.clause_of(mention)
    denial = _DENIES.search(clause)
    if denial is None:
        return False
    studies = [hit.end for hit in lexicon.find(clause, "treatment")]
    studies += [match.end() for match in _MEANS.finditer(clause)]
    return not any(end > denial.end() and _OF_ANOTHER.match(clause, end) for end in studies)


def _signs_found(record: Recorded, lexicon: Lexicon) -> frozenset[str]:
    """What the examinations of the summary found, and what that is a kind or evidence of."""
    return frozenset(
        implied
        for summary in record.sentences
        if _EXAMINED.search(summary.sentence.folded)
        for mention in summary.mentions
        if mention.assertion == "affirmed"
        for implied in lexicon.implied(mention.concept)
    )


def _share_a_word(words: str, other: str) -> bool:
    """Whether two names of a finding have a word in common, endings apart: the concept may be a wide one."""
    first, second = (
        {word[:6] for word in re.findall(r"[a-z]{4,}", text)} - _COMMON_WORDS for text in (words, other)
    )
    return bool(first & second)


def _response_told(record: Recorded) -> tuple[MarkedSentence, Mention] | None:
    """Where the summary first tells of a response to earlier treatment."""
    for summary in record.sentences:
        told = [
            m
            for m in summary.mentions
            if m.concept in _RESPONSES and m.assertion in ("affirmed", "historical")
        ]
        if told and not _doubtful(summary, told[0]):
            return summary, told[0]
    return None


def _response(statement: Statement, told: tuple[MarkedSentence, Mention] | None) -> Iterator[Fact]:
    """The response to earlier treatment said to be undocumented, where the summary tells of it."""
    denied = [m for m in statement.mentions if m.concept in _RESPONSES and m.assertion == "negated"]
    if told is None or not denied or not _ON_RECORD.search(statement.sentence.folded):
        return
    summary, mention = told
    yield kinds.RecordConflict(
        form="response",
        basis="implied",
        concept=denied[0].words,
        recorded=mention.words,
        same_place=True,
        confidence="medium",
        evidence=Grounds((quote("rationale", statement.sentence), quote("summary", summary.sentence))),
    )


def _recorded_as(
    denied: Mention, record: Recorded, item: ItemFile, statement: Statement, lexicon: Lexicon
) -> tuple[Recording, bool] | None:
    """Where the summary records what is denied, and whether in its place: best there and by its own name."""
    place = place_of(statement.read, denied, lexicon)
    best: tuple[Recording, bool] | None = None
    for recording in record.affirmed(denied.concept):
        recorded = recording.mention.concept
        there = same_place(
            place, recording.place, item.treatment.body_parts, lexicon, radiates=lexicon.radiates(recorded)
        )
        rank = (there, recorded == denied.concept)
        if best is None or rank > (best[1], best[0].mention.concept == denied.concept):
            best = (recording, there)
    return best


def _is_qualified(folded: str, mention: Mention) -> bool:
    before = folded[max(0, mention.start - 45) : mention.start]
    after = folded[mention.end : mention.end + 45].partition(" and ")[0]
    return _QUALIFIED.search(before) is not None or _QUALIFIED.search(after) is not None


def _doubtful(summary: MarkedSentence, mention: Mention) -> bool:
    folded = summary.sentence.folded
    return bool(
        re.search(r"\b(?:utilization review|non-certif|denied|\bur\b|request|rule out|r/o)\b", folded)
    ) or bool(
        re.search(
            r"\b(?:denie[sd]|negative|without|no)\b", folded[max(0, mention.start - 30) : mention.start]
        )
    )


def _internal(item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """A finding affirmed in one case statement and denied in another, of the same place."""
    lexicon = compiled.lexicon
    affirmed: dict[str, dict[Place, Statement]] = {}
    denied: list[tuple[Statement, Mention]] = []
    for statement in item.of_kind("case"):
        for mention in statement.mentions:
            if (
                lexicon.concepts[mention.concept].kind != "condition"
                or mention.concept in RESPONSES_AND_GOALS
            ):
                continue
            if mention.assertion == "affirmed":
                places = affirmed.setdefault(mention.concept, {})
                places.setdefault(place_of(statement.read, mention, lexicon), statement)
            elif mention.assertion == "negated":
                denied.append((statement, mention))
    for statement, mention in denied:
        place = place_of(statement.read, mention, lexicon)
        for where, other in affirmed.get(mention.concept, {}).items():
            if other is statement or _is_qualified(statement.sentence.folded, mention):
                continue
            if _ON_EXAMINATION.search(statement.sentence.folded):  # what is complained of may show no sign
                continue
            if not same_place(
                place, where, item.treatment.body_parts, lexicon, radiates=lexicon.radiates(mention.concept)
            ):
                continue
            yield kinds.InternalConflict(
                form="finding",
                words=mention.words,
                other=other.sentence.text[:120],
                confidence="low",
                evidence=Grounds(
                    (quote("rationale", statement.sentence), quote("rationale", other.sentence))
                ),
            )
            return
