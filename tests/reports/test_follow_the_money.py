"""Listings as entities: what a listing says of itself, and when a party bears the topic."""

from __future__ import annotations

import json
from datetime import date

from reports.follow_the_money import Designation, entities

DAY = date(2026, 11, 21)


def designation(row_id: str, state: str) -> Designation:
    return Designation(
        subject_id="s",
        is_person=False,
        name="甲岭检测技术有限公司",
        code="",
        row_id=row_id,
        list_name="名单",
        authority="甲厅",
        reason="",
        basis="",
        document="",
        from_on=DAY,
        last_day=DAY,
        state=state,
    )


def told(*states: str) -> tuple[list[str], list[str]]:
    """The topics of the one party, and the status of each of its listings."""
    rows = [designation(str(n), state) for n, state in enumerate(states)]
    party, *sanctions = map(json.loads, entities(rows, DAY, DAY).splitlines())
    return party["properties"].get("topics", []), [
        one["properties"]["status"][0] for one in sanctions
    ]


def test_what_has_ended_or_is_stayed_is_not_called_active_and_gives_no_topic():
    assert told("ended", "stayed") == ([], ["Inactive", "Suspended"])
    assert told("ended", "listed") == (["reg.action"], ["Inactive", "Active"])
