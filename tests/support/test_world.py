"""The shared world is what tests believe it to be."""

import pytest


@pytest.mark.db
def test_everybody_holds_the_role_of_their_name(world):
    assert world["auditor"].roles == {"auditor"}
    assert world["contractor_user"].subject_id == world.own
    assert world["other_user"].subject_id == world.other
    assert world["mianyang_clerk"].region == "510700"
    assert not world["nobody"].roles
