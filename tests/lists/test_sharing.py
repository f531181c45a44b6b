"""A public listing is uploaded in its days, and whoever was given it learns when it is public no longer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.lists.publish_listing import EarlyEnd, answer_publication, end_publication
from services.messages import Invalid
from services.record.verify_record import verify_record
from services.running_clocks import running_clocks
from services.subjects.disclose import DisclosureDraft, disclose, show_disclosures
from tests.lists.cases import Cases, later
from tests.support.world import NOW, TODAY

UPLOAD_BY = date(2026, 11, 27)
"""Five working days after Saturday, 21 November 2026."""


def given(listing_id: str, day: int = 0, *, tells_end: bool = False) -> DisclosureDraft:
    return DisclosureDraft(
        recipient="某省公共信用信息中心",
        what="列入名单的决定",
        basis="《某省社会信用条例》第二十五条",
        given_on=TODAY + timedelta(days=day),
        listing_id=listing_id,
        tells_end=tells_end,
    )


def uploads_due(session, actor, on: date = TODAY) -> list[tuple[str, str, date]]:
    found = running_clocks(session, actor, on)
    return [(*one.clock.about, one.clock.on) for one in found if one.clock.code == "upload"]


@pytest.mark.db
def test_the_clock_of_the_upload_runs_from_the_first_public_day_until_it_is_entered(
    cases: Cases, session, world
):
    listing = cases.listing(cases.public())
    clerk = world["provincial_clerk"]
    assert uploads_due(session, clerk) == [("listing", listing.id, UPLOAD_BY)]
    assert uploads_due(session, world["contractor_user"]) == []
    disclose(session, clerk, world.own, given(listing.id), NOW)
    assert uploads_due(session, clerk) == []
    assert verify_record(session, None).findings == ()


def test_an_internal_listing_is_not_uploaded(cases: Cases, session, world):
    listing = cases.listing(cases.listed())
    clerk = world["provincial_clerk"]
    assert uploads_due(session, clerk) == []
    with pytest.raises(Invalid):
        disclose(session, clerk, world.own, given(listing.id), NOW)


def test_whoever_was_given_it_is_to_be_told_when_it_has_left_the_register(
    cases: Cases, session, world
):
    case_id, clerk = cases.public(), world["provincial_clerk"]
    listing_id = cases.listing(case_id).id
    disclose(session, clerk, world.own, given(listing_id), NOW)
    with pytest.raises(Invalid):
        disclose(session, clerk, world.own, given(listing_id, tells_end=True), NOW)
    cases.decide(case_id, "annul", day=1)

    def untold(day: int) -> list[bool]:
        on = TODAY + timedelta(days=day)
        return [row.over for row in show_disclosures(session, clerk, world.own, on)]

    assert untold(1) == [True]
    disclose(session, clerk, world.own, given(listing_id, 2, tells_end=True), later(2))
    assert untold(2) == [False, False]


def test_the_page_offers_what_is_public_and_keeps_the_choice(
    cases: Cases, session, world, client_as
):
    listing_id = cases.listing(cases.public()).id
    session.rollback()
    address = f"/contractors/{world.own}/disclosures/?lang=en&listing={listing_id}"
    clerk = client_as("provincial_clerk")
    assert f'value="{listing_id}" selected' in clerk.get(address).text
    typed = {"recipient": "", "what": "w", "basis": "b", "given_on": str(TODAY)}
    refused = clerk.post(address, data={**typed, "listing_id": listing_id})
    assert refused.status_code == 422
    assert f'value="{listing_id}" selected' in refused.text


def test_what_becomes_public_again_is_uploaded_again(cases: Cases, session, world):
    case_id, clerk = cases.public(), world["provincial_clerk"]
    decider, first = world["provincial_decider"], cases.publication(case_id)
    disclose(session, clerk, world.own, given(first.listing_id), NOW)
    early = EarlyEnd("wrong", "公示内容有误。")
    end_publication(session, decider, first.listing_id, first.id, early, NOW)
    cases.ask(case_id, from_on=TODAY + timedelta(days=1))
    again = cases.publication(case_id)
    answer_publication(session, decider, again.listing_id, again.id, True, NOW)
    assert uploads_due(session, clerk, later(1).date())
