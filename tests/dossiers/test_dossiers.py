"""The dossier of a case: the list that is its checklist, the file in one click, and its one reader outside."""

from __future__ import annotations

import hashlib
import io
import re

import pikepdf
import pytest
from sqlalchemy import select

import ledger
from models import AccessLog, Dossier, DossierGrant, DossierOpening, Evidence
from services.cases.take_case_step import Investigator
from services.dossiers.dossier import read_dossier
from services.record.verify_record import verify_record
from services.subjects.disclose import show_disclosures
from tests.dossiers.conftest import Keep
from tests.evidence.made_files import ofd, pdf, picture
from tests.lists.cases import INVESTIGATORS, Cases
from tests.support.world import TODAY

GRANT = {
    "reader": "court",
    "recipient": "某市中级人民法院行政审判庭",
    "basis": "行政诉讼法第六十七条",
    "days": "7",
}
CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def bookmarks(content: bytes) -> list[tuple[str, int]]:
    """What the reader's index names, each with its page in the file."""
    with opened(content) as document, document.open_outline() as outline:
        place = {page.obj.objgen: n for n, page in enumerate(document.pages, 1)}
        targets = [(item.title, item.destination) for item in outline.root]
        return [
            (name, place[at[0].objgen]) for name, at in targets if isinstance(at, pikepdf.Array)
        ]


@pytest.fixture
def served(cases: Cases, keep: Keep) -> str:
    """A case with its notice served and its reply in; its facts hold a scan of two pages, a picture, a file
    without pages, and one that is no PDF behind its first bytes."""
    case_id = cases.open()
    named = tuple(Investigator(cases.world[who].holder_id, no) for who, no in INVESTIGATORS)
    cases.step(case_id, "investigators", investigators=named)
    files = (
        keep(pdf(lambda document: document.add_blank_page()), "检查记录.pdf"),
        keep(picture("JPEG"), "现场照片.jpg"),
        keep(ofd(), "原始数据.ofd"),
        keep(b"%PDF-1.7\n" + b"x" * 400 + b"\n%%EOF\n", "坏了的扫描件.pdf"),
    )
    cases.step(case_id, "facts", files=files)
    cases.notice(case_id)
    cases.reply(case_id)
    return case_id


def made(client, case_id: str) -> bytes:
    answer = client.post(f"/dossiers/cases/{case_id}")
    assert answer.status_code == 200, answer.text
    return bytes(answer.data)


@pytest.mark.db
def test_the_list_follows_the_procedure_and_becomes_one_file(
    served: str, cases: Cases, app, world, session, client_as
):
    store = app.extensions["xinheng.store"]
    listed = read_dossier(session, store, world["provincial_clerk"], served, TODAY)
    there = [item.code for item in listed.there]
    assert there == ["opened", "investigators", "facts", "notice", "service", "reply"]
    assert [item.number for item in listed.items] == list(range(1, len(listed.items) + 1))
    facts = next(item for item in listed.items if item.code == "facts")
    assert facts.pages == 1 + 2 + 1 + 1 + 1

    session.rollback()
    content = made(client_as("provincial_clerk"), served)
    names = bookmarks(content)
    pages = [page for _name, page in names]
    assert pages == sorted(pages)
    # index, six papers, closing sheet; the receipt's file is not in the store and stands as a sheet.
    assert len(names) == 8
    assert pages[4] - pages[3] == facts.pages

    session.rollback()
    row = session.scalars(select(Dossier)).one()
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert row.pages == pages[-1] - pages[1]
    assert row.missing == 2, (
        "the scan that cannot be opened and the receipt that is not in the store"
    )
    assert not session.scalars(select(Evidence).where(Evidence.owner_kind == "dossier")).all()


def test_a_paper_that_is_missing_is_a_red_line_of_the_list_and_of_the_page(
    cases: Cases, app, world, session, client_as
):
    case_id = cases.open()
    cases.notice(case_id, served=False)
    store = app.extensions["xinheng.store"]
    listed = read_dossier(session, store, world["provincial_clerk"], case_id, TODAY)
    assert [item.code for item in listed.missing] == ["notice_served"]
    session.rollback()
    page = client_as("provincial_clerk").get(f"/dossiers/cases/{case_id}?lang=en").text
    assert "missing: 1" in page
    assert page.index("Notice served") > page.index("Prior notice")


def test_a_dossier_is_for_staff(served: str, client_as):
    party = client_as("contractor_manager")
    assert party.get(f"/dossiers/cases/{served}").status_code == 403
    assert party.post(f"/dossiers/cases/{served}").status_code == 403
    assert client_as("auditor").get(f"/dossiers/cases/{served}").status_code == 200


def given(client, case_id: str, **changes: str):
    return client.post(f"/dossiers/cases/{case_id}/readers", data=GRANT | changes)


def letter_of(answer) -> tuple[str, str]:
    """The link of a letter, and its code."""
    assert answer.status_code == 200, answer.text
    link = re.search(r"http://localhost(/dossiers/read/[0-9a-f]{32})", answer.text)
    code = CODE.search(answer.text)
    assert link
    assert code
    return link[1], code[0]


@pytest.mark.db
def test_one_reader_outside_reads_one_dossier_for_its_days(
    served: str, client_as, clock, world, session
):
    link, code = letter_of(given(client_as("provincial_clerk"), served))
    reader, other = client_as(None), client_as(None)
    assert "甲岭" not in reader.get(link).text
    assert reader.post(f"{link}/file").status_code == 403
    assert reader.post(link, data={"code": "2222-2222-2222-2222"}).status_code == 422
    assert reader.post(link, data={"code": code.lower()}).status_code == 303
    assert "甲岭" in reader.get(link).text
    assert "was used already" in other.post(f"{link}?lang=en", data={"code": code}).text
    assert other.post(f"{link}/file").status_code == 403

    content = bytes(reader.post(f"{link}/file").data)
    reader.post(f"{link}/file")
    session.rollback()
    assert session.scalars(select(Dossier.sha256)).one() == hashlib.sha256(content).hexdigest()
    assert len(session.scalars(select(DossierOpening)).all()) == 2
    kinds = session.scalars(select(ledger.Entry.kind).order_by(ledger.Entry.seq)).all()
    assert kinds[-3:] == ["dossier.grant", "dossier.open", "dossier.open"]

    session.rollback()
    for path in (f"/lists/cases/{served}", f"/dossiers/cases/{served}", "/contractors/"):
        assert reader.get(path).status_code == 303, "the log-in page, as for everybody"
    assert reader.get(link.replace(link[-32:], "0" * 32)).status_code == 404

    (told,) = show_disclosures(session, world["contractor_manager"], world.own, TODAY)
    assert told.recipient == GRANT["recipient"]
    session.rollback()
    clock.advance(days=7)
    assert reader.get(link).status_code == 410
    assert verify_record(session, None).findings == ()


def test_what_was_opened_can_be_closed_and_a_new_code_voids_the_old(
    served: str, client_as, session
):
    clerk = client_as("provincial_clerk")
    link, first = letter_of(given(clerk, served))
    _, second = letter_of(clerk.post(link.replace("/read/", "/readers/") + "/code"))
    reader = client_as(None)
    assert reader.post(link, data={"code": first}).status_code == 422
    assert reader.post(link, data={"code": second}).status_code == 303
    assert clerk.post(link.replace("/read/", "/readers/") + "/close").status_code == 303
    assert reader.get(link).status_code == 410
    session.rollback()
    assert session.scalars(select(DossierGrant.revoked_on)).one() == TODAY


def test_the_partys_lawyer_gets_what_the_party_sees(served: str, client_as, app, session, world):
    link, code = letter_of(given(client_as("provincial_clerk"), served, reader="counsel"))
    reader = client_as(None)
    reader.post(link, data={"code": code})
    titles = [name for name, _page in bookmarks(bytes(reader.post(f"{link}/file").data))]
    store = app.extensions["xinheng.store"]
    seen = read_dossier(session, store, world["provincial_clerk"], served, TODAY, whole=False)
    assert [item.code for item in seen.items] == ["notice", "service", "reply"]
    assert len(titles) == 2 + 3


def test_before_the_notice_there_is_nothing_for_the_lawyer(cases: Cases, client_as, session):
    case_id = cases.open()
    answer = given(client_as("provincial_clerk"), case_id, reader="counsel")
    assert answer.status_code == 403
    assert not session.scalars(select(DossierGrant)).all()


def test_too_many_days_are_refused_with_what_was_typed(served: str, client_as, session):
    answer = given(client_as("provincial_clerk"), served, days="91")
    assert answer.status_code == 422
    assert GRANT["recipient"] in answer.text
    assert not session.scalars(select(AccessLog).where(AccessLog.what.startswith("dossier"))).all()
