"""The two readings of docs/ruleset.md say the same of random subjects, to the byte."""

import pytest

from tests.verify import random_cases

SUBJECTS_A_CASE = 10


@pytest.mark.parametrize("seed", range(60))
def test_both_readings_say_the_same_of_ten_subjects(seed: int):
    case = random_cases.case(seed, SUBJECTS_A_CASE)
    different = [
        f"{subject_id}:\n{random_cases.first_difference(first, second)}"
        for subject_id, first, second in random_cases.differences(case)
    ]
    assert not different, "\n".join(different)
