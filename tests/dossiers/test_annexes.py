"""Extensions, objections and repairs stand in the dossier of their case, each in its place, with what is owed."""

from __future__ import annotations

from datetime import date

import pytest

from services.calendar.ask_extension import ExtensionDraft, ask_extension, decide_extension
from services.dossiers.dossier import Dossier, read_dossier
from services.serving.serve_document import serve_document
from tests.dossiers.test_dossiers import bookmarks
from tests.lists.cases import Cases
from tests.objections.objections import Objections
from tests.repairs.conftest import Repairs
from tests.statements.story import Story, at
from tests.support.serving import delivered
from tests.support.world import NOW, TODAY

ASKED = date(2027, 11, 21)
"""A serious list: repair is possible a year after its decision."""
REVOKED = date(2028, 3, 1)


@pytest.fixture
def case_id(cases: Cases) -> str:
    """More time granted before the decision; an objection rejected and not served; a repair granted, served,
    and about to be revoked, with a statement that nobody has answered."""
    session, world = cases.session, cases.world
    case_id = cases.ready()
    draft = ExtensionDraft("case", case_id, "case_length", 1, "还需补充检测。")
    asked = ask_extension(session, world["provincial_clerk"], draft, NOW)
    decide_extension(session, world["provincial_decider"], asked, True, NOW)
    cases.deliver(cases.decide(case_id))
    listing_id = cases.listing(case_id).id
    objections = Objections(session, world)
    objection_id = objections.file(listing_id, kind="listing", ground="wrongly_listed", day=3)
    objections.step(objection_id, "accept", "provincial_clerk", day=3)
    objections.decide(objection_id, by="second_decider", day=3)
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    repairs = Repairs(session, world, story)
    repair_id = repairs.decide(repairs.check(repairs.ask(listing_id, on=ASKED), ASKED), on=ASKED)
    clerk, granted = world["provincial_clerk"], repairs.of(repair_id).decisions[0].id
    serve_document(session, clerk, delivered("repair", granted, ASKED), at(ASKED))
    number = {"document_no": "示环信告〔2028〕1号"}
    repairs.paper(repair_id, "notice", "provincial_clerk", REVOKED, **number)
    noticed = repairs.of(repair_id).papers[-1].id
    serve_document(session, clerk, delivered("repair", noticed, REVOKED), at(REVOKED))
    repairs.paper(repair_id, "reply", "contractor_user", REVOKED)
    return case_id


def lines(dossier: Dossier, kind: str) -> list[str]:
    """The lines of one kind of matter, those that are not there with their state."""
    found = [item for item in dossier.items if item.step == kind]
    return [item.code if item.state == "there" else f"{item.code} {item.state}" for item in found]


@pytest.mark.db
def test_they_stand_in_their_places_and_what_is_owed_is_a_numbered_line(
    case_id: str, cases: Cases, app, client_as, clock
):
    session, store = cases.session, app.extensions["xinheng.store"]
    clerk = cases.world["provincial_clerk"]
    whole = read_dossier(session, store, clerk, case_id, REVOKED)
    assert lines(whole, "extension") == ["application", "decision"]
    of_objection = ["application", "accept", "decision", "service missing"]
    assert lines(whole, "objection") == of_objection
    of_repair = ["application", "examination", "grant", "service", "notice", "service", "reply"]
    of_repair += ["answer to_come", "revoke to_come"]
    assert lines(whole, "repair") == of_repair

    codes = [item.code for item in whole.items]
    assert codes.index("discussion") < codes.index("application") < codes.index("repair_notice")
    assert [item.step for item in whole.items[-13:]] == ["objection"] * 4 + ["repair"] * 9
    assert [item.number for item in whole.missing] == [len(codes) - 9]
    session.rollback()

    clock.advance(days=(REVOKED - TODAY).days)
    answer = client_as("provincial_clerk").post(f"/dossiers/cases/{case_id}?lang=en")
    names = [name for name, _page in bookmarks(bytes(answer.data))]
    assert len(names) == len(whole.there) + 2
    assert [name.split(" ", 1)[1] for name in names[-8:-6]] == [
        *("Application for credit repair", "Check of the application")
    ]


def test_the_partys_lawyer_sees_its_objections_and_repairs_and_no_extension(
    case_id: str, cases: Cases, app
):
    store = app.extensions["xinheng.store"]
    clerk = cases.world["provincial_clerk"]
    seen = read_dossier(cases.session, store, clerk, case_id, REVOKED, whole=False)
    assert lines(seen, "extension") == []
    assert lines(seen, "objection") == ["application", "accept", "decision"]
    assert "examination" not in lines(seen, "repair")
    assert seen.missing == ()
