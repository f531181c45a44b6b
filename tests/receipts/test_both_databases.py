"""A receipt is made on either database, and proved."""

from __future__ import annotations

import pytest

from tests.receipts.place import SCHEME, lived_in
from tests.support.world import TODAY
from verify.check import check
from verify.trust import Trust


@pytest.mark.db
def test_a_receipt_made_on_either_database_is_proved(session, world, instance, tmp_path):
    place = lived_in(session, world, instance)
    report = check(place.file(tmp_path), Trust())
    assert report.wrong == ()
    receipt = place.receipt()
    assert (receipt.score.points_text, receipt.score.view.on) == ("83.2", TODAY)
    assert receipt.ruleset.scheme == SCHEME
