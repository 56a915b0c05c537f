"""Facts on the rationale against the record: the case summary, and the rationale itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.casefile.casefile import AnalysedItem, AnalysedLetter, Grounds, quote
from checker.casefile.ledger import Statement
from checker.casefile.opening import Analyst
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.demographics import demographic_conflicts, side_conflicts
from checker.facts.documentation import RESPONSES_AND_GOALS, hedge_facts, undocumented_facts
from checker.knowledge.lexicon import Lexicon
from checker.letter import BodyPart, Mention
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
    r"note|report|diagnosed)\w*)\b[^.;]{0,80}$"
)
_DENIED_AFTER = re.compile(
    r"^[^.;,]{0,25}\b(?:is|are|was|were|has been|have been) (?:not (?:documented|noted|present|found|reported"
    r"|seen|evident|demonstrated|identified|recorded|described|mentioned)|absent|negative)\b"
)
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
_RESPONSES = frozenset({"functional_improvement", "no_improvement", "pain_relief"})


def record_facts(analysed: AnalysedLetter, item: AnalysedItem, analyst: Analyst) -> Iterator[Fact]:
    """Conflicts between a case statement and the record, and case facts that the record lacks."""
    for statement in item.of_kind("case", "conclusion"):
        yield from _denials(statement, analysed, item, analyst)
        yield from _response(statement, analysed, analyst)
        yield from side_conflicts(statement, analysed, analyst)
        yield from demographic_conflicts(statement, analysed)
        yield from undocumented_facts(statement, analysed, item, analyst)
        yield from hedge_facts(statement, item, analyst)
    yield from _internal(item, analyst)


def _denials(
    statement: Statement, analysed: AnalysedLetter, item: AnalysedItem, analyst: Analyst
) -> Iterator[Fact]:
    """A finding denied in the rationale that the summary records, itself or by something that implies it."""
    lexicon = analyst.lexicon
    seen: set[str] = set()
    for mention in statement.mentions:
        concept = lexicon.concepts[mention.concept]
        if mention.assertion != "negated" or concept.kind != "condition" or mention.concept in seen:
            continue
        if statement.kind != "case" or not _denied(statement.sentence.folded, mention):
            continue
        if mention.concept in RESPONSES_AND_GOALS:
            continue
        seen.add(mention.concept)
        found = _recorded_as(mention.concept, analysed, item, statement, lexicon)
        if found is None:
            continue
        summary, recorded, same_place = found
        yield kinds.RecordConflict(
            form="denied",
            basis="same" if mention.concept in lexicon.up(recorded.concept) else "implied",
            concept=mention.words,
            recorded=recorded.words,
            qualified=_is_qualified(statement.sentence.folded, mention)
            or (
                _ON_EXAMINATION.search(statement.sentence.folded) is not None
                and not _examined(mention.concept, analysed, lexicon)
            ),
            same_place=same_place,
            doubtful=_doubtful(summary, recorded),
            about=concept.id,
            confidence="high"
            if mention.concept == recorded.concept and _share_a_word(mention.words, recorded.words)
            else "medium",
            evidence=Grounds((quote("rationale", statement.sentence), quote("summary", summary.sentence))),
        )


def _denied(folded: str, mention: Mention) -> bool:
    before, after = folded[: mention.start], folded[mention.end :]
    return _DENIES.search(before) is not None or _DENIED_AFTER.match(after) is not None


def _examined(concept: str, analysed: AnalysedLetter, lexicon: Lexicon) -> bool:
    """Whether an examination in the summary found a sign of what the condition shows too."""
    return any(
        mention.assertion == "affirmed" and lexicon.implied(mention.concept) & lexicon.implied(concept)
        for summary in analysed.summary
        if _EXAMINED.search(summary.sentence.folded)
        for mention in summary.mentions
    )


def _share_a_word(words: str, other: str) -> bool:
    """Whether two names of a finding have a word in common, endings apart: the concept may be a wide one."""
    first, second = (
        {word[:6] for word in re.findall(r"[a-z]{4,}", text)} - _COMMON_WORDS for text in (words, other)
    )
    return bool(first & second)


def _response(statement: Statement, analysed: AnalysedLetter, analyst: Analyst) -> Iterator[Fact]:
    """The response to earlier treatment said to be undocumented, where the summary tells of it."""
    denied = [m for m in statement.mentions if m.concept in _RESPONSES and m.assertion == "negated"]
    if not denied or not re.search(
        r"\b(?:noted|document|known|clear|indicat|evidence|provided|mention|record)",
        statement.sentence.folded,
    ):
        return
    for summary in analysed.summary:
        told = [
            m
            for m in summary.mentions
            if m.concept in _RESPONSES and m.assertion in ("affirmed", "historical")
        ]
        if told and not _doubtful(summary, told[0]):
            yield kinds.RecordConflict(
                form="response",
                basis="implied",
                concept=denied[0].words,
                recorded=told[0].words,
                same_place=True,
                confidence="medium",
                evidence=Grounds(
                    (quote("rationale", statement.sentence), quote("summary", summary.sentence))
                ),
            )
            return


def _recorded_as(
    concept: str, analysed: AnalysedLetter, item: AnalysedItem, statement: Statement, lexicon: Lexicon
) -> tuple[MarkedSentence, Mention, bool] | None:
    folded = statement.sentence.folded
    parts = statement.read.body_parts or item.treatment.body_parts
    own = next((_parts_beside(folded, m, lexicon) for m in statement.mentions if m.concept == concept), set())
    best: tuple[MarkedSentence, Mention, bool] | None = None
    for summary in analysed.summary:
        for mention in summary.mentions:
            if mention.assertion != "affirmed" or lexicon.concepts[mention.concept].kind != "condition":
                continue
            if concept not in lexicon.implied(mention.concept):
                continue
            place = _same_place(summary, parts, lexicon) and not _parts_apart(own, summary, mention, lexicon)
            if (
                best is None
                or (place and not best[2])
                or (mention.concept == concept and best[1].concept != concept and place >= best[2])
            ):
                best = (summary, mention, place)
    return best


def _same_place(summary: MarkedSentence, parts: tuple[BodyPart, ...], lexicon: Lexicon) -> bool:
    if not parts or not summary.body_parts:
        return True
    wanted = {region for part in parts for region in lexicon.regions(part.concept)}
    named = {region for part in summary.body_parts for region in lexicon.regions(part.concept)}
    limbs = {
        "low_back": {"lower_extremity", "thigh", "lower_leg", "foot"},
        "neck": {"upper_extremity", "hand", "forearm", "upper_arm"},
    }
    for region, radiating in limbs.items():
        if region in wanted:
            wanted |= radiating
    return bool(wanted & named) and not _other_side(parts, summary.body_parts)


def _parts_beside(folded: str, mention: Mention, lexicon: Lexicon) -> set[str]:
    """The body part right before a finding, or in its name: "lumbar radiculopathy"."""
    hits = lexicon.find(folded[max(0, mention.start - 16) : mention.end], "body_part")
    return {region for hit in hits for region in lexicon.regions(hit.concept)}


def _parts_apart(own: set[str], summary: MarkedSentence, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether the same finding is named there right beside another body part."""
    other = _parts_beside(summary.sentence.folded, mention, lexicon)
    return bool(own and other) and not own & other


def _other_side(parts: tuple[BodyPart, ...], others: tuple[BodyPart, ...]) -> bool:
    """Whether each body part that both name is on one side here and on the other there."""
    pairs = [(part.side, other.side) for part in parts for other in others if part.concept == other.concept]
    return bool(pairs) and all({side, other} == {"left", "right"} for side, other in pairs)


def _is_qualified(folded: str, mention: Mention) -> bool:
    before = folded[max(0, mention.start - 45) : mention.end + 45]
    return _QUALIFIED.search(before) is not None


def _doubtful(summary: MarkedSentence, mention: Mention) -> bool:
    folded = summary.sentence.folded
    return bool(
        re.search(r"\b(?:utilization review|non-certif|denied|\bur\b|request|rule out|r/o)\b", folded)
    ) or bool(
        re.search(
            r"\b(?:denie[sd]|negative|without|no)\b", folded[max(0, mention.start - 30) : mention.start]
        )
    )


def _internal(item: AnalysedItem, analyst: Analyst) -> Iterator[Fact]:
    """A finding affirmed in one case statement and denied in another."""
    affirmed: dict[str, Statement] = {}
    for statement in item.of_kind("case"):
        for mention in statement.mentions:
            if (
                analyst.lexicon.concepts[mention.concept].kind != "condition"
                or mention.concept in RESPONSES_AND_GOALS
            ):
                continue
            if mention.assertion == "affirmed":
                affirmed.setdefault(mention.concept, statement)
    for statement in item.of_kind("case"):
        for mention in statement.mentions:
            other = affirmed.get(mention.concept)
            if mention.assertion == "negated" and other is not None and other is not statement:
                if _is_qualified(statement.sentence.folded, mention):
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
