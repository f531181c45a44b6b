"""The two readings of docs/ruleset.md say the same of random subjects, to the byte."""

from pathlib import Path
from random import Random

import pytest

from tests.verify import random_cases
from verify import score

SUBJECTS_A_CASE = 10
RULESETS = Path(__file__).parents[2] / "rulesets"
SHIPPED = sorted(path for path in RULESETS.iterdir() if path.is_dir())


def say_the_same(case: random_cases.Case) -> None:
    different = [
        f"{subject_id}:\n{random_cases.first_difference(first, second)}"
        for subject_id, first, second in random_cases.differences(case)
    ]
    assert not different, "\n".join(different)


@pytest.mark.parametrize("seed", range(60))
def test_both_readings_say_the_same_of_ten_subjects_under_random_rulesets(seed: int):
    say_the_same(random_cases.case(seed, SUBJECTS_A_CASE))


@pytest.mark.parametrize("scheme", SHIPPED, ids=lambda path: path.name)
@pytest.mark.parametrize("seed", range(5))
def test_both_readings_say_the_same_under_the_rulesets_of_the_product(scheme: Path, seed: int):
    texts = score.ruleset_texts(scheme)
    say_the_same(random_cases.case_of(Random(seed), seed, texts, SUBJECTS_A_CASE))
