"""What a sentence concludes: the polarity of its verdict words."""

from __future__ import annotations

import pytest

from checker.knowledge.phrases import fold
from tests.letters import compiled

CONCLUSIONS = {
    "necessary": [
        "Therefore, the MRI is appropriate and medically necessary.",
        "The request is reasonable and medically necessary.",
        "The request is within the guideline and medically necessary.",
        "The request is, therefore, medically necessary.",
        "The request should be authorized.",
        "The UR decision is reversed.",
        "The request meets medical necessity.",
        "Although the provider did not document function, naproxen is medically necessary.",
        "The request was not certified because of a lack of records, so it is medically necessary.",
        "Not only is naproxen indicated, it is medically necessary.",
        "The UR decision is not upheld.",
        "The denial is not supported by the guideline, and the request is medically necessary.",
        "With no improvement after therapy, the MRI is medically necessary.",
        "The decision is overturned.",
        "The medical necessity of the request is established.",
        "Medical necessity for the surgery is clear.",
        "Therefore, the currently requested MRI is medically necessary.",
        "The request is therefore deemed medically necessary and appropriate.",
        "The request was previously denied, but the MRI is medically necessary.",
        "The denial is not reasonable.",
    ],
    "not_necessary": [
        "Naproxen is no longer medically necessary.",
        "The request lacks medical necessity.",
        "The request fails to meet medical necessity.",
        "The request is neither reasonable nor medically necessary.",
        "The request isn't medically necessary.",
        "The request is non-certified.",
        "I agree with the UR denial.",
        "The request is not medically necessary.",
        "The request is not reasonable and medically necessary.",
        "Medical necessity has not been established.",
        "Medical necessity is not supported.",
        "The request for the MRI is not appropriate or medically necessary.",
        "Therefore, the request cannot be considered medically necessary.",
        "As such, the treatment is medically unnecessary.",
        "The request for an MRI is not supported as medically necessary at this time.",
        "Without documentation of function, the request is not medically necessary.",
        "Without red flags, the MRI is not warranted.",
        "The request is upheld.",
        "Given the lack of red flags, medical necessity is not clear.",
        "The patient fails to meet the criteria.",
        "It was not shown that 1,000 mg a day is medically necessary.",
        "The decision to operate is not supported by the guideline.",
    ],
    "none": [
        "The provider states that naproxen is medically necessary.",
        "It would be medically necessary if there were red flags.",
        "An FRP may be considered medically necessary when all of the following criteria are met.",
        "This medical necessity decision should not be read as advice to stop opioids abruptly.",
        "This decision addresses the medical necessity of opioids as prescribed.",
        "The provider states that the patient meets the criteria for the study.",
        "The prior request for tizanidine was not certified.",
        "The request was previously denied.",
        "Tizanidine was never authorized.",
        "The dose was not indicated in the request.",
        "Topical ketoprofen is not approved by the FDA.",
        "I do not agree with the UR denial.",
    ],
}
CASES = [(sentence, polarity) for polarity, sentences in CONCLUSIONS.items() for sentence in sentences]


@pytest.mark.parametrize(("sentence", "polarity"), CASES)
def test_what_a_sentence_concludes(sentence: str, polarity: str) -> None:
    assert compiled().frames.polarity(*compiled().reader.clause(fold(sentence))) == polarity
