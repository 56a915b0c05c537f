"""The fact catalogue: every kind of fact that a rule may ask about, with typed fields.

Code measures, rules decide: nothing here is a judgement. Unknown is always a value of its own
("unknown", or a ``…_known`` field that is false), never a missing field.
"""

from __future__ import annotations

from checker.engine.facts import Catalogue, FactKind, FieldType


def _kind(name: str, doc: str, /, **fields: FieldType) -> FactKind:
    return FactKind(name, {**fields, "confidence": "string"}, doc)


_KINDS = (
    _kind(
        "part",
        "A part that a letter (credentials, summary, issues) or an item (decision, "
        "claims_line, reviewer_line,"
        " rationale) must have.",
        name="string",
        present="boolean",
    ),
    _kind(
        "history",
        "What the case summary tells of the patient.",
        present="boolean",
        age="boolean",
        sex="boolean",
        injury="boolean",
        findings="boolean",
    ),
    _kind(
        "undisputed_decision",
        "A sentence outside the items that decides a treatment; disputed: whether an item has it.",
        treatment="string",
        disputed="boolean",
    ),
    _kind(
        "damage",
        "Text that is damaged. form: mojibake, misspelt_term, misspelt_heading, cut_sentence. where: title,"
        " guideline_line, rationale, summary, heading.",
        form="string",
        where="string",
        words="string",
    ),
    _kind(
        "item",
        "The disputed item. family: drug, topical, study, therapy, surgery, injection, equipment, program, …;"
        " decision: upheld, overturned, modified, unknown.",
        decision="string",
        category="string",
        family="string",
        treatment="string",
        treatment_known="boolean",
        associated="boolean",
        drug="boolean",
        visits="integer",
        visits_known="boolean",
        strength_known="boolean",
        quantity_known="boolean",
        body_part_known="boolean",
        needs_body_part="boolean",
        needs_visits="boolean",
        says_unspecified="boolean",
        summary_present="boolean",
        in_summary="boolean",
        ingredients="integer",
        ingredients_named="integer",
        unjudged="integer",
        compound_rule_stated="boolean",
        guideline_statements="integer",
        case_statements="integer",
    ),
    _kind(
        "supply",
        "The quantity asked for against the units that the title's directions use up. excess: quantity "
        "less used.",
        quantity="integer",
        used="integer",
        days="integer",
        excess="integer",
    ),
    _kind("incomplete_request", "The rationale says that the request leaves something out.", words="string"),
    _kind(
        "citation",
        "One source in a guideline line. label: mtus, non_mtus, none (how the line labels "
        "it). in_force, fits_body,"
        " fits_phase, fits_treatment: yes, no, unknown. divided: it has sections to name, for all that is "
        "known. silence_said: the rationale says "
        "that the MTUS does not"
        " address the treatment.",
        id="integer",
        by="string",
        source="string",
        label="string",
        name="string",
        edition_named="boolean",
        dated="boolean",
        resolved="boolean",
        rank="integer",
        paged="boolean",
        divided="boolean",
        sections_cited="integer",
        pages_cited="integer",
        in_force="string",
        current="string",
        dates="string",
        fits_body="string",
        fits_phase="string",
        fits_treatment="string",
        another_fits="boolean",
        silence_said="boolean",
        used="boolean",
        others_used="boolean",
        named_in_rationale="boolean",
        side_has_mtus="boolean",
    ),
    _kind(
        "cited_section",
        "A section named in a citation. known: yes, alias (by other words than its title), number, "
        "no. covers: yes, no, unknown. pages: inside, outside, unknown."
        " complete: every section title of the edition is encoded.",
        citation="integer",
        by="string",
        name="string",
        known="string",
        complete="boolean",
        covers="string",
        pages="string",
        pages_cited="string",
        section_pages="string",
        named="boolean",
        grade="string",
    ),
    _kind(
        "mtus_coverage",
        "A section of the MTUS in force that covers the treatment and the body part. phase: "
        "any, acute, chronic.",
        edition="string",
        section="string",
        exact="boolean",
        phase="string",
        phase_fits="boolean",
        grade="string",
    ),
    _kind(
        "sides",
        "The two sides' citations compared. share: any topic and edition in common.",
        share="boolean",
        reviewer="string",
        claims_administrator="string",
    ),
    _kind(
        "relied_source",
        "A source that the rationale relies on by name in a guideline statement; cited: the "
        "reviewer's line has it.",
        source="string",
        cited="boolean",
        line_cites="boolean",
    ),
    _kind(
        "claim",
        "A guideline statement tied to a criterion: the best tie of the sentence. where: "
        "cited, same_guideline,"
        " other_guideline. relation: agreeing, conflicting, no_figure. covers: the criterion "
        "is about the disputed"
        " treatment. excluded: the cited guideline is known not to hold it. in_force: of the citation.",
        sentence="integer",
        criterion="string",
        where="string",
        relation="string",
        kind="string",
        dimension="string",
        stated="string",
        expected="string",
        covers="boolean",
        excluded="boolean",
        distinctive="boolean",
        section="string",
        edition="string",
        pages="string",
        place="string",
        cited="string",
        cites_pages="boolean",
        cites_section="boolean",
        other_body_part="boolean",
        of_body_part="boolean",
        grade="string",
    ),
    _kind(
        "tightening",
        "A qualifier that the case is held to and the guideline statement lacks.",
        qualifier="string",
        concept="string",
    ),
    _kind(
        "widened_exclusion",
        "An exclusion stated for a body part of the request that the cited criterion does not list.",
        part="string",
        listed="string",
    ),
    _kind(
        "required_condition",
        "The diagnoses that the stated criterion's rows are for, against the case summary's.",
        stated="string",
        diagnosed="boolean",
        summary_present="boolean",
        covers="boolean",
        rows="integer",
    ),
    _kind(
        "visit_count",
        "The request's visits against a cap. margin: the cap's upper end less requested and "
        "prior visits. basis: stated (in the rationale), cited (criterion of the cited"
        " section). prior_known: the letter gives the number of earlier visits; "
        "prior_mentioned: it speaks of some."
        " exceeds_said: the rationale says that the limit is exceeded.",
        basis="string",
        requested="integer",
        prior="integer",
        prior_known="boolean",
        prior_mentioned="boolean",
        total="integer",
        low="integer",
        high="integer",
        margin="integer",
        limit_known="boolean",
        exceeds_said="boolean",
        decision="string",
        grade="string",
    ),
    _kind(
        "criteria_said",
        "The rationale says outright that the criteria are met or unmet.",
        met="boolean",
        decision="string",
    ),
    _kind(
        "unapplied",
        "Guideline statements with a condition or figure that no case statement takes up. "
        "any_applied: another"
        " one is. tied: one of them is tied to a criterion.",
        case_statements="integer",
        any_applied="boolean",
        tied="boolean",
    ),
    _kind(
        "unmet_condition",
        "An approval on a criterion none of whose conditions the letter finds in the patient.",
        names="string",
    ),
    _kind(
        "dependence",
        "The reason given is what was decided of another item. borne_out: an earlier item "
        "was decided so. sole: the"
        " rationale gives no other reason.",
        other="integer",
        borne_out="boolean",
        sole="boolean",
    ),
    _kind(
        "record_conflict",
        "A case statement against the case summary. form: denied (negated there, recorded "
        "here), response, sex, age, side."
        " basis: same (the finding itself), implied (something that is evidence of it). "
        "same_place: body parts agree"
        " or neither names one.",
        form="string",
        basis="string",
        concept="string",
        recorded="string",
        qualified="boolean",
        same_place="boolean",
        doubtful="boolean",
        about="string",
    ),
    _kind(
        "internal_conflict",
        "Two statements of one rationale, or two places of the summary, that can't both "
        "hold. form: finding, date.",
        form="string",
        words="string",
        other="string",
    ),
    _kind(
        "undocumented_fact",
        "A case fact of the rationale that the case summary does not hold. form: duration, visits, long_term,"
        " finding, treatment.",
        form="string",
        words="string",
        summary_present="boolean",
        summary_names_treatment="boolean",
        decisive="boolean",
    ),
    _kind(
        "hedge",
        "A case statement put as an appearance. decisive: it is about the treatment's use.",
        words="string",
        decisive="boolean",
    ),
    _kind(
        "drift",
        "Title and rationale differ. field: strength, quantity, side, body_part, "
        "warranted_body_part, visits, treatment. restates: the"
        " sentence restates the request. only: the rationale never gives the title's value. "
        "original: the value is"
        " that of the original request.",
        field="string",
        title="string",
        rationale="string",
        restates="boolean",
        only="boolean",
        original="boolean",
        concludes="boolean",
    ),
    _kind(
        "conclusion",
        "What the rationale concludes: necessary, not_necessary, none. opposed: another "
        "sentence concludes the"
        " opposite. found_reasonable: any sentence finds it so. for_want_of_detail: the "
        "rationale says that the request leaves something out.",
        polarity="string",
        opposed="boolean",
        decision="string",
        any="boolean",
        found_reasonable="boolean",
        for_want_of_detail="boolean",
        recommended="boolean",
    ),
    _kind(
        "other_modality",
        "Words of another treatment or route in a statement about the disputed one. form: treatment, route.",
        form="string",
        words="string",
        item="string",
    ),
)  # fmt: skip

CATALOGUE: Catalogue = {kind.name: kind for kind in _KINDS}
