"""疑似承继: staff are warned of who shares persons, address or telephone with a listed one; nothing follows of it."""

from __future__ import annotations

from datetime import date

import pytest

from services.messages import Conflict
from services.record.verify_record import verify_record
from services.subjects.possible_successors import (
    dismiss_warning,
    every_warning,
    typed_question,
    warnings_of,
)
from services.subjects.subject_contact import keep_contact
from services.writing import writing
from tests.proposals.acts import Acts, at
from tests.support.world import TODAY

SINCE = date(2025, 1, 1)


def contact(acts: Acts, subject: str, address: str, telephone: str) -> None:
    with writing(acts.session, acts.world["provincial_clerk"], at(TODAY)) as writer:
        keep_contact(writer, subject, address, telephone)


def shared(acts: Acts, reader: str = "provincial_clerk") -> list[str]:
    acts.session.rollback()
    found = warnings_of(acts.session, acts.world[reader], acts.world.other, TODAY)
    return [one.code for warned in found if warned.dismissed is None for one in warned.shared]


@pytest.mark.db
def test_what_is_shared_with_a_listed_one_is_told_until_a_person_dismisses_it(acts: Acts):
    own, other, clerk = acts.world.own, acts.world.other, acts.world["provincial_clerk"]
    acts.blacklisted(own, date(2026, 6, 1), date(2029, 6, 1))
    acts.relate("legal_representative", own, "石秉衡", SINCE)
    acts.relate("legal_representative", other, "石秉衡", SINCE)
    contact(acts, own, "成都市某街1号 3楼", "028-8123 4567")
    contact(acts, other, "成都市某街1号3楼", "+86 (028) 81234567")
    assert shared(acts) == ["legal_representative", "address", "telephone"]
    dismiss_warning(acts.session, clerk, other, own, "同名，经核实并非同一人。", at(TODAY))
    assert shared(acts) == []
    acts.session.rollback()
    (told,) = every_warning(acts.session, acts.world["auditor"], TODAY)
    assert told.dismissed is not None
    with pytest.raises(Conflict):
        dismiss_warning(acts.session, clerk, other, own, "再次。", at(TODAY))
    acts.session.rollback()
    assert verify_record(acts.session, None).findings == ()


def test_with_more_in_common_it_is_another_warning(acts: Acts):
    own, other = acts.world.own, acts.world.other
    acts.blacklisted(own, date(2026, 6, 1), date(2029, 6, 1))
    contact(acts, own, "成都市某街1号", "")
    contact(acts, other, "成都市某街1号", "")
    dismiss_warning(acts.session, acts.world["provincial_clerk"], other, own, "同楼。", at(TODAY))
    assert shared(acts) == []
    acts.relate("technical_head", own, "石秉衡", SINCE)
    acts.relate("engineer", other, "石秉衡", SINCE)
    assert shared(acts) == ["key_person", "address"]


def test_who_is_not_listed_is_nobodys_predecessor_and_no_outsider_is_told(acts: Acts):
    own, other = acts.world.own, acts.world.other
    contact(acts, own, "成都市某街1号", "")
    contact(acts, other, "成都市某街1号", "")
    assert shared(acts) == []
    acts.blacklisted(own, date(2026, 6, 1), date(2029, 6, 1))
    assert shared(acts) == ["address"]
    assert shared(acts, "other_manager") == []
    assert list(typed_question(acts.session, "成都市某街 1号", None, TODAY)) == ["known_successor"]
    assert typed_question(acts.session, "成都市某街2号", None, TODAY) == {}
