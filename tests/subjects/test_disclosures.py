"""What was given to an office outside stands on the contractor's own page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from evidence.store import Store
from services.messages import Forbidden, Invalid, NotFound
from services.record.verify_record import verify_record
from services.subjects.disclose import DisclosureDraft, disclose, show_disclosures
from tests.support.world import NOW, TODAY

DRAFT = DisclosureDraft(
    recipient="某市公共资源交易中心",
    what="2026年上半年评价结果",
    basis="《某省公共资源交易办法》第十二条",
    given_on=TODAY - timedelta(days=1),
    document_no="示环函〔2026〕8号",
)


@pytest.mark.db
def test_the_contractor_sees_to_whom_what_when_and_why(session, world, instance):
    disclose(session, world["provincial_clerk"], world.own, DRAFT, NOW)
    (row,) = show_disclosures(session, world["contractor_user"], world.own, TODAY)
    assert (row.recipient, row.basis, row.given_on) == (
        DRAFT.recipient,
        DRAFT.basis,
        DRAFT.given_on,
    )
    assert verify_record(session, Store(instance / "evidence", b"0" * 32)).findings == ()
    with pytest.raises(NotFound):
        show_disclosures(session, world["other_user"], world.own, TODAY)


def test_it_is_entered_by_staff_and_after_it_happened(session, world):
    with pytest.raises(Forbidden):
        disclose(session, world["contractor_manager"], world.own, DRAFT, NOW)
    early = DisclosureDraft(**{**vars(DRAFT), "given_on": TODAY + timedelta(days=1)})
    with pytest.raises(Invalid):
        disclose(session, world["provincial_clerk"], world.own, early, NOW)


def test_the_form_keeps_what_was_typed(world, client_as):
    address = f"/contractors/{world.own}/disclosures/?lang=en"
    clerk = client_as("provincial_clerk")
    typed = {"recipient": "某中心", "what": "", "basis": "某办法", "given_on": "2026-11-20"}
    refused = clerk.post(address, data=typed)
    assert refused.status_code == 422
    assert 'value="某中心"' in refused.text
    assert client_as("contractor_user").get(address).status_code == 200
    assert client_as("other_user").get(address).status_code == 404
