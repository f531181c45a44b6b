"""The dispute mark travels: every place that names a disputed record or listing bears it, and none bears it after."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from services.events.correct_event import ask_correction
from tests.lists.cases import SCHEME, Cases
from tests.objections.objections import Objections
from tests.support.world import NOW, TODAY, World

MARK = f"Disputed since {TODAY}"
INSIDE = f"disputed since {TODAY}"
ENGLISH = {"Accept-Language": "en"}

ACCOUNT = "/contractors/{subject}?scheme=" + SCHEME
OF_RECORDS = {
    "statement": ("provincial_clerk", ACCOUNT),
    "its own statement": ("contractor_manager", "/"),
    "statement of another day": ("provincial_clerk", ACCOUNT + "&on={yesterday}"),
    "statement outside the region": ("mianyang_clerk", ACCOUNT),
    "statement on paper": ("provincial_clerk", "/contractors/{subject}/paper?scheme=" + SCHEME),
    "records and papers": ("provincial_clerk", ACCOUNT + "&part=records"),
    "why a line": ("provincial_clerk", "/contractors/{subject}/line?of=record.{event}"),
    "what if": ("provincial_clerk", "/contractors/{subject}/what-if?suppose=absent&record={event}"),
    "the record": ("provincial_clerk", "/events/{event}"),
    "review": ("second_reviewer", "/review/"),
    "first page": ("second_reviewer", "/"),
    "numbers of the course": ("provincial_clerk", "/contractors/{subject}/numbers?of=course"),
}
OF_LISTINGS = {
    "statement": ("provincial_clerk", ACCOUNT),
    "its own statement": ("contractor_manager", "/"),
    "lists": ("prefecture_clerk", "/lists/"),
    "contractors": ("prefecture_clerk", "/contractors/"),
    "case": ("provincial_clerk", "/lists/cases/{case}"),
    "its own case": ("contractor_manager", "/lists/cases/{case}"),
    "public register": (None, "/register/"),
    "query of the register": (None, "/register/?q=甲岭检测技术有限公司"),
}
LISTS = {"from_on": TODAY.isoformat(), "until_on": TODAY.isoformat()}
SCORES = {"scheme": SCHEME, "on": TODAY.isoformat()}


class Scene:
    """A record that is being corrected, a public listing, and what may be objected to of them."""

    def __init__(
        self, session: Session, world: World, record: str, cases: Cases, objections: Objections
    ) -> None:
        self.case_id = cases.public()
        self.listing_id = cases.listing(self.case_id).id
        ask_correction(session, world["provincial_clerk"], record, "数量有误", None, NOW)
        self.session, self.objections, self.record = session, objections, record
        yesterday = TODAY - timedelta(days=1)
        self.names = {"subject": world.own, "event": record, "case": self.case_id}
        self.names["yesterday"] = yesterday.isoformat()
        session.rollback()

    def dispute_record(self) -> str:
        return self._filed(self.objections.file(self.record))

    def dispute_listing(self) -> str:
        filed = self.objections.file(self.listing_id, kind="listing", ground="wrongly_listed")
        return self._filed(filed)

    def _filed(self, objection: str) -> str:
        self.session.rollback()
        return objection

    def end(self, objection: str) -> None:
        self.objections.withdraw(objection)
        self.session.rollback()


@pytest.fixture
def scene(session, world, record, cases: Cases, objections: Objections) -> Scene:
    return Scene(session, world, record, cases, objections)


def unmarked(scene: Scene, client_as, places, export: str, form) -> list[str]:
    """The places without the mark, as their readers see them; an export in two of its forms."""
    found = {}
    for name, (who, address) in places.items():
        answer = client_as(who).get(address.format(**scene.names), headers=ENGLISH)
        assert answer.status_code == 200, name
        found[name] = answer.text
    for kind in ("json", "csv"):
        sent = client_as("provincial_decider").post(
            f"/exports/{export}", data=form | {"format": kind}, headers=ENGLISH
        )
        found[f"export as {kind}"] = in_file(sent.data) if kind == "csv" else sent.text
    return [name for name, text in found.items() if MARK not in text and INSIDE not in text]


def in_file(data: bytes) -> str:
    """All texts of a bundle."""
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        return "".join(bundle.read(name).decode("utf-8-sig") for name in bundle.namelist())


def test_every_place_that_names_a_record_bears_its_mark_until_it_is_over(scene, client_as):
    walk = partial(unmarked, scene, client_as, OF_RECORDS, "scores", SCORES)
    objection = scene.dispute_record()
    assert walk() == []
    scene.end(objection)
    assert len(walk()) == len(OF_RECORDS) + 2


def test_every_place_that_names_a_listing_bears_its_mark_until_it_is_over(scene, client_as):
    walk = partial(unmarked, scene, client_as, OF_LISTINGS, "lists", LISTS)
    objection = scene.dispute_listing()
    assert walk() == []
    scene.end(objection)
    assert len(walk()) == len(OF_LISTINGS) + 2
