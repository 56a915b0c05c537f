"""Asks the case what a criterion needs: a three-valued answer for each statement of its tree.

What the letter doesn't say is unknown, never false. A statement is true where a sentence on the patient
affirms what it names, or what that is a kind or evidence of; false where one denies it, or where a figure of
the case is short of the one asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from checker.casefile.conditions import Answer, Answered
from checker.casefile.features import kinds
from checker.casefile.features.care import in_use, is_planned
from checker.casefile.features.findings import grade_of, names_grade, stage_of
from checker.casefile.figured import Measured, figured, measured, unimproved
from checker.casefile.sought import CARE, DRUGS, Seeking, Sought, Way
from checker.casefile.terms import Terms
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.needs import Need, Subject
from checker.knowledge.phrases import fold
from checker.letter import Mention
from checker.reading.marked import MarkedSentence, SentenceReader

_STATUS: dict[str, kinds.Status] = {
    "affirmed": "asserted",
    "historical": "asserted",
    "negated": "denied",
    "uncertain": "possible",
    "hypothetical": "possible",
}
_IS_SO: frozenset[kinds.Status] = frozenset({"asserted", "inferred", "reported"})
_TO_COME: tuple[Subject, ...] = ("plan", "purpose")
_HAD: tuple[Subject, ...] = ("tried", "procedure")
_NO_FEATURES = kinds.Features()
_ANY = Sought("context")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on the patient, and where it stands; ``index`` counts the statements of the rationale.

    ``heard`` is what was heard in it so far, by the body parts asked for.
    """

    read: MarkedSentence
    place: kinds.Place
    index: int | None = None
    heard: dict[frozenset[str], tuple[Heard, ...]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a mention says of the patient, where it is of the parts treated or of none named.

    ``of`` is what it tells of: affirmed, its evidence too; denied, its kinds; missed, both. ``against`` is
    what it speaks against.
    """

    told: Told
    mention: Mention
    status: kinds.Status
    of: frozenset[str]
    against: frozenset[str]

    def feature(self, status: kinds.Status) -> kinds.Condition:
        """The mention as a feature of the case."""
        sentence = self.told.read.sentence
        return kinds.Condition(
            concept=self.mention.concept,
            words=self.mention.words,
            sentence=sentence.text,
            span=sentence.span,
            place=self.told.place,
            status=status,
        )


class Asker:
    """Answers needs on a case. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon, reader: SentenceReader, terms: Terms) -> None:
        self._lexicon, self._terms = lexicon, terms
        self._seeking = Seeking(lexicon, reader, terms)
        self._named: dict[str, frozenset[str]] = {}

    def ask(
        self,
        need: Need,
        told: Sequence[Told],
        parts: frozenset[str],
        features: kinds.Features = _NO_FEATURES,
    ) -> Answered:
        """The tree with its answers. ``parts`` are the body parts treated: empty, any."""
        if not need.parts:
            return self._leaf(need, told, parts, features)
        answers = tuple(self.ask(part, told, parts, features) for part in need.parts)
        join = "all" if need.all else "any" if need.any else "not" if need.not_ else None
        least = len(answers) if need.all else 1 if need.any else need.at_least_of or 1
        if join == "not":
            answer = _turned(answers[0].answer)
        else:
            answer = fold_of([one.answer for one in answers], least)
        if join is None and answer == "true" and _apart(answers) < least:
            answer = "unknown"
        return Answered("", answer, join or f"at least {least} of", answers)

    def named(self, words: str) -> frozenset[str]:
        """The conditions, treatments and drugs that words of a criterion name, or their one id."""
        if words not in self._named:
            named = frozenset(hit.concept for hit in self._seeking.hits(words))
            self._named[words] = frozenset(
                one for one in named if self._lexicon.concepts[one].kind != "body_part"
            )
        return self._named[words]

    def _leaf(
        self, need: Need, told: Sequence[Told], parts: frozenset[str], features: kinds.Features
    ) -> Answered:
        subject, words = need.statement or ("context", "")
        sought = self._seeking.sought(need)
        answer, rests = (
            figured(need, sought, features)
            or self._measured(need, sought, told, parts)
            or self._placed(sought, told, parts)
            or self._told(need, sought, told, parts)
        )
        if answer == "unknown":
            answer, rests = unimproved(sought, features) or (answer, rests)
        return Answered(f"{subject}: {words}", answer, None, (), rests)

    def _measured(
        self, need: Need, sought: Sought, told: Sequence[Told], parts: frozenset[str]
    ) -> Measured | None:
        """What is sought by a figure beside its name."""
        named = (
            (one.read, heard.mention, heard.feature(heard.status))
            for one in told
            for heard in self._heard(one, parts)
            if heard.mention.concept in sought.kinds and heard.status in _IS_SO
        )
        by_name = sought.subject == "timing"  # its other words say "since the last"
        return measured(
            need,
            sought,
            (one for one in named if by_name or any(self._says(way, one[2]) for way in sought.ways)),
        )

    def _placed(self, sought: Sought, told: Sequence[Told], parts: frozenset[str]) -> Measured | None:
        """A body part that is asked for, against those that are treated, or else told of."""
        if sought.subject != "body_part" or not sought.parts:
            return None
        own = parts or {part.concept for one in told for part in one.read.body_parts}
        if not own:
            return None
        within = any(not sought.parts.isdisjoint(self._lexicon.regions(part)) for part in own)
        apart = not self._lexicon.meet(sought.parts, own)
        return ("true" if within else "false" if apart else "unknown"), ()

    def _told(self, need: Need, sought: Sought, told: Sequence[Told], parts: frozenset[str]) -> Measured:
        """What sentences say of it: by its own words, by instances, or by what shows it."""
        found: list[kinds.Condition] = []
        answers: list[Answer] = []
        for ways in (sought.ways, sought.instances, sought.shown):
            each = [self._way(way, sought, told, parts) for way in ways]
            found += [feature for _, features in each for feature in features]
            answers.append(fold_of([answer for answer, _ in each], 1) if each else "unknown")
        named, instanced, evident = answers
        # A figure, or what came of a treatment, is more than that its name occurs; what shows it has that.
        if need.given & {"result", "at_least", "more_than", "at_most", "less_than"}:
            named, instanced = (one if one != "true" else "unknown" for one in (named, instanced))
        shown = "true" in (instanced, evident)
        if named == "conflicting" or (named == "false" and shown):
            return "conflicting", tuple(found)
        if shown or sought.ways:
            return ("true" if shown else named), tuple(found)
        return (instanced if sought.instances else evident), tuple(found)

    def _way(
        self, way: Way, sought: Sought, told: Sequence[Told], parts: frozenset[str]
    ) -> tuple[Answer, list[kinds.Condition]]:
        """One way of being so: all its concepts are told, one of them in a sentence with its other words."""
        each = [self.found(frozenset({one}), told, parts, sought) for one in way.concepts]
        found = [feature for one in each for feature in one]
        answer = fold_of([answer_of(one) for one in each], len(each))
        if answer == "true" and not any(self._says(way, one) for one in found if one.status in _IS_SO):
            answer = "unknown"
        return (_turned(answer) if way.denied else answer), found

    def _says(self, way: Way, feature: kinds.Condition) -> bool:
        return way.beside <= self._terms.set_of(fold(feature.sentence))

    def found(
        self,
        wanted: frozenset[str],
        told: Iterable[Told],
        parts: frozenset[str],
        sought: Sought = _ANY,
    ) -> list[kinds.Condition]:
        """What is told of any of these concepts, of the parts treated or of none named.

        What speaks against them (a normal examination) denies them where nothing affirms them: it may be of
        a part of them alone. ``sought`` is how they are asked for: suspected, so severe, acute.
        """
        plain: list[kinds.Condition] = []
        against: list[kinds.Condition] = []
        for one in told:
            for heard in self._heard(one, parts):
                if not wanted.isdisjoint(heard.of):
                    plain.append(heard.feature(self._as_sought(heard, sought)))
                elif not wanted.isdisjoint(heard.against):
                    against.append(heard.feature("denied"))
        return plain if any(one.status in _IS_SO for one in plain) else [*plain, *against]

    def _as_sought(self, heard: Heard, sought: Sought) -> kinds.Status:
        """The status of what is heard as it is sought: suspected, to come, had, of a grade or stage."""
        read, mention, status = heard.told.read, heard.mention, heard.status
        if status == "possible":
            return "inferred" if sought.suspected or sought.subject in _TO_COME else status
        graded = grade_of(read, mention)
        if status == "denied" and graded and not sought.grades and not names_grade(read, mention):
            return "possible"  # "no severe weakness" denies the grade
        if status not in _IS_SO:
            return status
        if sought.subject == "finding" and self._found_nothing(read, mention):
            return "denied"
        if self._lexicon.concepts[mention.concept].kind in CARE and sought.subject in (*_TO_COME, *_HAD):
            planned = is_planned(read, mention)
            return status if planned == (sought.subject in _TO_COME) else "possible"
        if self._lexicon.concepts[mention.concept].kind in DRUGS and sought.subject == "drug":
            used = in_use(read, mention)
            return status if used else "possible" if used is None else "denied"
        asked = [(sought.grades, graded)] if sought.grades else []
        stages = [({sought.stage}, stage_of(read, mention))] if sought.stage else []
        own = [(among, told) for among, told in (*asked, *stages)]
        if any(told is not None and told not in among for among, told in own):
            return "denied"
        return "possible" if any(told is None for _, told in own) else status

    def _found_nothing(self, read: MarkedSentence, study: Mention) -> bool:
        """Whether a study is said after it to have found nothing."""
        if self._lexicon.concepts[study.concept].kind != "treatment":
            return False
        clear = self._lexicon.nothing_found(study.concept)
        return any(one.concept == clear and study.end <= one.start for one in read.scopes.results)

    def _heard(self, one: Told, parts: frozenset[str]) -> tuple[Heard, ...]:
        """What a sentence mentions that is of these parts. Each condition of an item asks for it."""
        known = one.heard
        if parts not in known:
            known[parts] = tuple(
                Heard(one, mention, status, self._meant(mention, status), self._against(mention))
                for mention in one.read.mentions
                if mention.assertion in _STATUS and not self._elsewhere(one.read, mention, parts)
                for status in (status_of(one.read, mention, recorded=one.place == "summary"),)
            )
        return known[parts]

    def _meant(self, mention: Mention, status: kinds.Status) -> frozenset[str]:
        evidence, kinds_of = self._lexicon.implied(mention.concept), self._lexicon.down(mention.concept)
        if status == "unknown":
            return evidence | kinds_of
        return kinds_of if status == "denied" else evidence

    def _against(self, mention: Mention) -> frozenset[str]:
        affirmed = mention.assertion == "affirmed"
        return self._lexicon.ruled_out(mention.concept) if affirmed else frozenset()

    def _elsewhere(self, read: MarkedSentence, mention: Mention, parts: frozenset[str]) -> bool:
        own = [part.concept for part in read.parts_of(mention)]
        meet = self._lexicon.meet
        return not (meet(own, parts, radiating=True) or meet(parts, own, radiating=True))


def status_of(
    read: MarkedSentence, mention: Mention | None = None, *, recorded: bool = False
) -> kinds.Status:
    """Whether a sentence says that something is so; of a mention, or of all that it says.

    What no record tells of is unknown; what an examination doesn't show is denied, and so is what the record
    itself (``recorded``) doesn't note.
    """
    at = (mention.start, mention.end) if mention else (0, len(read.sentence.folded))
    silent = next(
        (
            end
            for start, end in _silences(read, recorded)
            if mention is None or _bears(read, (start, end), at)
        ),
        None,
    )
    if silent is not None:
        looked = any(start < silent for start, _ in read.marks.places("exam_told"))
        return "denied" if looked else "unknown"
    if mention is None:
        return "denied" if read.scopes.negates else "asserted"
    return _STATUS[mention.assertion]


def _silences(read: MarkedSentence, recorded: bool) -> list[tuple[int, int]]:
    found = sorted([*read.marks.places("not_on_record"), *read.marks.places("undocumented")])
    return [one for one in found if not (recorded and read.marks.inside(one, "nothing_noted"))]


def _bears(read: MarkedSentence, silence: tuple[int, int], at: tuple[int, int]) -> bool:
    """Whether words of silence bear on what stands there: no clause ends or denial begins between."""
    first, last = min(silence[1], at[1]), max(silence[0], at[0])
    between = [*read.marks.places("terminators")]
    if silence[1] <= at[0]:
        between += read.marks.places("negation_before")
    return not any(first <= start < last for start, _ in between)


def answer_of(features: Iterable[kinds.Feature]) -> Answer:
    """What features say together: affirmed and denied is conflicting, what is only possible is unknown."""
    statuses = {feature.status for feature in features}
    affirmed = not statuses.isdisjoint(_IS_SO)
    if affirmed and "denied" in statuses:
        return "conflicting"
    if affirmed:
        return "true"
    return "false" if "denied" in statuses and "unknown" not in statuses else "unknown"


def fold_of(answers: Sequence[Answer], least: int) -> Answer:
    """The answer of a join that holds where at ``least`` so many of its parts do."""
    true, false = answers.count("true"), answers.count("false")
    if true >= least:
        return "true"
    if len(answers) - false < least:
        return "false"
    return "conflicting" if true + answers.count("conflicting") >= least else "unknown"


def _apart(answers: Sequence[Answered]) -> int:
    """How many parts are so, each by a mention of its own: one sign is not two."""
    shown: dict[tuple[int, str], int] = {}  # which part a mention shows

    def placed(index: int, tried: set[tuple[int, str]]) -> bool:
        for one in _shows(answers[index]):
            if one not in tried:
                tried.add(one)
                if one not in shown or placed(shown[one], tried):
                    shown[one] = index
                    return True
        return False

    true = [index for index, one in enumerate(answers) if one.answer == "true"]
    told = [index for index in true if _shows(answers[index])]
    return len(true) - len(told) + sum(placed(index, set()) for index in told)


def _shows(answered: Answered) -> set[tuple[int, str]]:
    """The words, each with its sentence, that a part rests on."""
    return {(one.span.start, one.words) for one in answered.rests_on if one.status in _IS_SO}


def _turned(answer: Answer) -> Answer:
    turned: dict[Answer, Answer] = {"true": "false", "false": "true"}
    return turned.get(answer, answer)
