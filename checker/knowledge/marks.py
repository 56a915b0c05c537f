"""The shape of ``guidelines/language/marks/<family>.yaml``: words that tell what a sentence says and does.

A mark is a name for words that mean the same to the program. What follows from a mark is decided elsewhere:
in the case file (the kind of a sentence, what it concludes, what it denies) and in the facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from checker.knowledge.concepts import ConceptKind
from checker.knowledge.phrases import expand
from checker.knowledge.strict import Several, Strict, Text

MarkName = Literal[
    # sources
    "guideline_name",
    "source_part",
    "names_mtus",
    "names_odg",
    "names_other",
    "names_acoem",
    "chapter_named",
    # kinds
    "guideline",
    "case",
    "case_weak",
    "patient",
    "narrative",
    "science",
    "general",
    "on_topic",
    "capped",
    "told_beside",
    "aside",
    "reported",
    "drawn",
    # conclusions
    "no_conclusion",
    "denial_reversed",
    "not_necessary",
    "necessary",
    "conclusion",
    "clause_break",
    "refused_before",
    "refused_after",
    "finite_verb",
    "negator",
    # assertions
    "of_another_before",
    "of_another_after",
    "allergy_before",
    "allergy_after",
    "negation_before",
    "negation_after",
    "result_after",
    "sound_after",
    "uncertain_before",
    "uncertain_after",
    "hypothetical_before",
    "historical_before",
    "historical_after",
    "found_so",
    "found_beside",
    "without_result",
    "clause_beside",
    "told_of",
    "listed_beside",
    "terminators",
    # conditions
    "not_on_record",
    "used_long",
    "drug_pointed_to",
    "longer_told",
    "use_began",
    "use_broken",
    "for_months",
    "for_years",
    "to_begin_with",
    "score_falls",
    "score_rises",
    "able_with",
    "response_in_degree",
    "response_measured",
    "care_meant",
    "exception_claimed",
    "excess_owned",
    "usual_only",
    # grounds
    "silent",
    "silent_in_part",
    "silence_denied",
    "silent_hedged",
    "silent_on_it",
    "dependent",
    "hedge",
    "criteria_met",
    "criteria_unmet",
    "exclusion",
    "exceeds",
    "dose_above",
    "dose_within",
    "unspecified",
    "tightening",
    "compound_rule",
    # fit
    "figure_for",
    "turn_to_case",
    "added_up",
    "spent",
    "goes_beyond",
    "gone_beyond",
    "bounded",
    "limiting",
    "floor",
    "brought_from",
    "ceiling",
    "at_first",
    "exceeding",
    "nothing_holds",
    "optional",
    "recommending",
    "attributing",
    "cited_study",
    "long_term",
    "short_term",
    "first_line",
    "later_line",
    "rising",
    "falling",
    "high",
    "low",
    "young",
    "old",
    "normal",
    "abnormal",
    "sweeping",
    "in_favour",
    "against",
    "excepting",
    "in_a_role",
    "reason_given",
    "graded",
    "restricting",
    "not_only",
    "restricted",
    "of_those_who",
    "demands",
    "asks_nothing",
    "not_listed",
    "nobody",
    "conditional",
    "joins_all",
    "joins_groups",
    "joins_demands",
    "joins_choice",
    "joins",
    "chooses",
    "one_enough",
    "one_asked",
    "all_asked",
    "none_alone",
    "not_alone",
    "either",
    "or_again",
    "listed",
    "these_grounds",
    "grounds_follow",
    "in_every_case",
    "defeating",
    "called_age",
    "called_care",
    "called_imaging",
    "called_signs",
    "called_symptoms",
    "enumerates",
    "acute",
    "chronic",
    # leaning
    "not_outright_met",
    "not_own_unmet",
    "speaks_of_criteria",
    "points_back",
    "based_on_those",
    "none_of_them",
    "any_finding",
    "kept_within",
    "not_for_long",
    "advised_against",
    "way_round",
    "exception_made",
    "of_surgery",
    "of_procedure",
    "of_operation",
    # subjects
    "no_subject",
    # outright
    "outright",
    # requests
    "left_unspecified",
    "accompanies_surgery",
    "surgeon_accompanies",
    "by_weight",
    "oral_form",
    # history
    "injury_told",
    "necessity_decided",
    "decided_before",
    "visit_told",
    "past_told",
    "year_told",
    # features
    "visits_done",
    "visits_in_all",
    "visits_authorized",
    "visits_requested",
    "visits_denied",
    "visits_by_guideline",
    "visits_capped",
    "visits_not_had",
    "visits_ahead",
    "visits_were",
    "visits_relative",
    "visits_decided",
    "visits_allowed_and_had",
    "visits_added",
    "visits_had_alone",
    "visits_allowed_alone",
    "visits_elsewhere",
    "visits_cut_to",
    "visits_cut_to_allow",
    "visits_asked_for",
    "visits_tried",
    "visits_of_requested",
    "visits_of_others",
    "visits_summed",
    "visits_by_reviewer",
    "visits_after_surgery",
    "initials_of_therapy",
    "visits_of_pt",
    "visits_of_course",
    "visits_lately",
    "visits_none",
    "visits_unknown",
    "care_planned",
    "put_off",
    "care_given",
    "drug_taken",
    "drug_stopped",
    "not_now",
    "relief_at",
    "lasting",
    "ago_told",
    "since_told",
    "so_long",
    "nothing_noted",
    "either_said",
    "parted",
    "adds_nothing",
    "in_morphine",
    "since_injury",
    "care_failed",
    "care_partly",
    "care_helped",
    "pain_better",
    "function_better",
    "medication_less",
    "overall_better",
    "pain_named",
    "function_named",
    "change_worse",
    "change_same",
    "work_off",
    "work_modified",
    "work_full",
    "exam_told",
    "grade_minimal",
    "grade_mild",
    "grade_moderate",
    "grade_severe",
    "undocumented",
    "pain_agreement",
    "drug_database",
    "request_form",
    "exam_left_out",
    "exam_in_degree",
    "pain_persists",
    "therapy_tried",
    "itself_had",
    "none_had",
    "had_after",
    "none_of_it",
    "none_of_those",
    "not_had",
    "bare_word",
    "clause_word",
    "then_provided",
    "none_there",
    "result_told",
    "in_degree",
    "where_told",
    "since_when",
    # record
    "use_told",
    "long_use",
    "of_patient",
    "openly_put",
    "period_exceeded",
    "vouched",
    "finding_in_degree",
    "unqualified",
    "gone_since",
    "to_come",
    "absent_after",
    "finding_named",
    "denies",
    "means_named",
    "to_what_end",
    "evidence_named",
    "objectively",
    "but_for",
    "on_examination",
    "examined",
    "record_spoken_of",
    "told_by_others",
    "takes_now",
    "takes_none",
    "past_named",
    "denied_in_part",
    "has_or_had",
    "had_told",
    "had_told_after",
    "not_reaching",
    "denying_word",
    "says_he",
    "says_she",
    "man_named",
    "woman_named",
    "care_giver",
    "another_person",
    "aged",
    "relative_aged",
    "patient_noun",
    # what a rationale restates
    "restates_request",
    "another_request",
    "side_told_of",
    "warranting",
    "requested",
    "requested_for",
    "given_before",
    "limit_told",
    # damage
    "mojibake",
    "cut_sentence",
    "stranded_preposition",
]
Asserted = Literal["of_another", "allergy", "negated", "uncertain", "hypothetical", "historical"]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=1_000, strip_whitespace=True)]
GroupName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]

_GROUP = re.compile(r"<([a-z][a-z_]*)>")


class Mark(Strict):
    """Words that occur in a sentence: RE2 patterns over its folded form, any of which will do.

    ``<name>`` in a pattern stands for any of the family's ``words`` of that name, ``@concept`` for any term
    of the concept. ``examples`` have the mark and ``near`` have not: deleting any alternative of any pattern
    loses an example. A mark that ``asserts`` gives that status to what stands on the side of its
    ``direction``, up to ``reach`` characters away and to the next mark that stops, but not to what it
    ``spares``.
    """

    name: MarkName
    about: Text
    asserts: Asserted | None = None
    direction: Literal["forward", "backward", "stop"] | None = None
    reach: Annotated[int, Field(ge=1)] | None = None
    spares: Several[ConceptKind] = ()
    patterns: Several[Pattern] = Field(min_length=1)
    examples: Several[Text] = ()
    near: Several[Text] = ()

    @model_validator(mode="after")
    def _directed(self) -> Self:
        if (self.asserts is not None) != (self.direction in ("forward", "backward")):
            raise ValueError("a mark that asserts has the direction forward or backward, another has not")
        return self


class MarkFamily(Strict):
    """One file: marks of a kind, and the lists of ``words`` that their patterns share."""

    words: dict[GroupName, Several[Pattern]] = Field(default_factory=dict)
    marks: Several[Mark] = Field(min_length=1)

    def pattern(self, mark: Mark, terms_of: Callable[[str], Iterable[str]]) -> str:
        """The one pattern of a mark. Raises KeyError for words or a concept that there is none of."""
        return "|".join(f"(?:{expand(spell_out(one, self.words), terms_of)})" for one in mark.patterns)


def spell_out(pattern: str, words: Mapping[str, Iterable[str]]) -> str:
    """Replace each ``<name>`` by an alternation of the words of that name. Raises KeyError for others."""
    return _GROUP.sub(lambda match: f"(?:{'|'.join(words[match[1]])})", pattern)
