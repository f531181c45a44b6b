"""Every export becomes a bundle: what the department committed to as a whole, checked without it."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import select

import ledger
from models import Export
from reports.picture import Picture
from services.lists.publish_listing import answer_publication
from services.record.verify_record import verify_record
from tests.exports.test_exports import HALF, record
from tests.lists.cases import SCHEME, Cases
from tests.objections.objections import Objections
from tests.support.files import ROOT
from tests.support.world import NOW, TODAY
from verify.check import check, told_of
from verify.check_bundle import Question
from verify.trust import Trust, trust_of
from web.export_paper import ListPictures, on_paper
from web.list_charts import Maps

OWN, OTHER = "甲岭检测技术有限公司", "乙河环境咨询有限公司"


def exported(client, session, scope="public", form="json", **wishes):
    """The answer, and the number of the newest export."""
    answer = client.post("/exports/register", data={"scope": scope, "format": form, **wishes})
    assert answer.status_code == 200, answer.text
    sha256 = hashlib.sha256(answer.data).hexdigest()
    number = session.scalar(select(Export.id).where(Export.sha256 == sha256))
    session.rollback()
    return answer, number


def taken(client, number, folder, name="bundle.zip"):
    answer = client.post(f"/exports/{number}/bundle")
    assert answer.status_code == 200, answer.text
    path = folder / name
    path.write_bytes(answer.data)
    return path


def said(path, trust=None, company="", today=TODAY):
    """Exit code and sentences in English."""
    trust = trust or Trust()
    sentences, code = told_of(check(path, trust, Question(today, company)), trust)
    return code, "\n".join(one.en for one in sentences)


@pytest.mark.db
def test_a_bundle_proves_the_whole_register_and_who_stood_on_it(
    cases: Cases, client_as, session, sign, tmp_path
):
    cases.public()
    client = client_as("business_administrator")
    _answer, number = exported(client, session)
    keys = sign()
    path = taken(client, number, tmp_path)
    code, text = said(path, trust_of(str(keys)), OWN)
    assert code == 0
    assert "what the department committed to as the whole public register" in text
    assert f"“{OWN}” is on it: row 1" in text
    assert f"As of {TODAY}. Do not rely on or republish after 2026-12-21." in text
    assert "a log proves inclusion, not absence" in text
    code, text = said(path, trust_of(str(keys)), OTHER)
    assert (code, f"“{OTHER}” is not on it" in text) == (0, True)
    assert verify_record(session, None).findings == ()


def test_plain_python_checks_it_without_product_or_network(
    cases: Cases, client_as, session, sign, tmp_path
):
    cases.public()
    client = client_as("business_administrator")
    _answer, number = exported(client, session)
    keys = sign()
    path = taken(client, number, tmp_path)
    check_py = str(ROOT / "verify" / "check.py")
    command = [sys.executable, "-I", "-S", check_py, str(path), "--lang", "en"]
    pinned = subprocess.run([*command, "--key", keys, "--company", OWN], capture_output=True)
    assert pinned.returncode == 0, pinned.stdout
    assert "is on it: row 1" in pinned.stdout.decode()
    assert "that date has passed" not in said(path)[1]
    assert subprocess.run(command, capture_output=True).returncode == 3
    assert (
        "Note: today is 2026-12-22, and that date has passed."
        in said(path, today=date(2026, 12, 22))[1]
    )


def test_no_new_copy_is_given_of_a_file_that_lacks_a_mark_of_dispute(
    cases: Cases, client_as, session, sign, world
):
    listing = cases.listing(cases.public()).id
    session.rollback()
    client = client_as("business_administrator")
    _answer, number = exported(client, session)
    sign()
    assert client.post(f"/exports/{number}/bundle").status_code == 200
    Objections(session, world).file(listing, kind="listing", ground="wrongly_listed")
    session.rollback()
    assert client.post(f"/exports/{number}/bundle").status_code == 409


def test_the_day_until_which_a_file_may_be_used_is_never_after_the_end_of_a_publicity(
    cases: Cases, client_as, session
):
    listing = cases.listed()
    cases.ask(listing, last_day=TODAY + timedelta(days=9))
    publication = cases.publication(listing)
    decider = cases.world["provincial_decider"]
    answer_publication(session, decider, publication.listing_id, publication.id, True, NOW)
    answer, _number = exported(client_as("business_administrator"), session)
    assert json.loads(answer.data)["stamp"]["not_after"] == (TODAY + timedelta(days=9)).isoformat()


def test_before_the_next_checkpoint_there_is_no_bundle_yet(cases: Cases, client_as, session, sign):
    cases.public()
    client = client_as("business_administrator")
    sign()
    _answer, number = exported(client, session)
    refused = client.post(f"/exports/{number}/bundle")
    assert refused.status_code == 409
    assert "ready after the next checkpoint" in client.get("/exports/?lang=en").text
    sign()
    assert client.post(f"/exports/{number}/bundle").status_code == 200
    left = select(ledger.Entry.kind).order_by(ledger.Entry.seq.desc()).limit(2)
    assert session.scalars(left).all() == ["export.bundle", "export.make"]


@pytest.mark.parametrize("form", ["xlsx", "csv", "pdf", "ftm"])
def test_a_report_in_any_form_is_proved_and_no_part_passes_for_the_whole(
    cases: Cases, client_as, session, sign, tmp_path, form
):
    cases.listed()
    client = client_as("business_administrator")
    answer = client.post("/exports/lists", data=HALF | {"format": form})
    assert answer.status_code == 200, answer.text
    number = session.scalar(select(Export.id))
    session.rollback()
    keys = sign()
    path = taken(client, number, tmp_path)
    code, text = said(path, trust_of(str(keys)), OTHER)
    assert code == 0
    assert "It is not the whole register." in text
    assert "nothing follows about the rest" in text
    report = next(name for name in zipfile.ZipFile(path).namelist() if name.startswith("report."))
    assert zipfile.ZipFile(path).read(report) == answer.data


def test_scores_are_proved_too(cases: Cases, client_as, session, sign, tmp_path):
    record(cases)
    client = client_as("business_administrator")
    sent = {"scheme": SCHEME, "on": TODAY.isoformat(), "format": "json"}
    assert client.post("/exports/scores", data=sent).status_code == 200
    number = session.scalar(select(Export.id))
    session.rollback()
    keys = sign()
    code, text = said(taken(client, number, tmp_path), trust_of(str(keys)), OWN)
    assert (code, "is on it: row 1" in text) == (0, True)


@pytest.mark.db
def test_what_changed_is_told_and_what_left_the_public_register_is_named_no_more(
    cases: Cases, client_as, session, sign, tmp_path, clock
):
    case_id = cases.public()
    client = client_as("business_administrator")
    _answer, first = exported(client, session)
    sign()
    cases.public(cases.world.other)
    cases.decide(case_id, "annul", day=2)
    clock.advance(days=2)
    client = client_as("business_administrator")
    answer, second = exported(client, session, form="delta", since=first)
    told = json.loads(answer.data)
    assert told["since"]["export_id"] == first
    assert [change["op"] for change in told["changes"]] == ["ADD", "DEL"]
    assert told["changes"][0]["row"]["name"] == OTHER
    assert sorted(told["changes"][1]) == ["date", "id", "op"]
    assert OWN not in answer.data.decode()
    keys = sign()
    bundle = taken(client, second, tmp_path)
    assert OWN.encode() not in b"".join(
        map(zipfile.ZipFile(bundle).read, zipfile.ZipFile(bundle).namelist())
    )
    assert said(bundle, trust_of(str(keys)))[0] == 0
    refused = client.post(f"/exports/{first}/bundle")
    assert refused.status_code == 409
    assert OWN not in refused.text


def test_a_delta_needs_an_earlier_register_of_the_same_scope(cases: Cases, client_as, session):
    cases.public()
    client = client_as("business_administrator")
    _answer, internal = exported(client, session, scope="all")
    for since in ("", internal, "0" * 32):
        sent = {"scope": "public", "format": "delta", "since": since}
        answer = client.post("/exports/register", data=sent)
        assert answer.status_code == 422
        assert "notice--error" in answer.text


def test_listings_are_follow_the_money_entities(cases: Cases, client_as, session):
    cases.public()
    client = client_as("business_administrator")
    answer, _number = exported(client, session, form="ftm")
    company, sanction = map(json.loads, answer.data.splitlines())
    assert (company["schema"], sanction["schema"]) == ("Company", "Sanction")
    assert company["properties"]["name"] == [OWN]
    assert len(company["properties"]["uscCode"][0]) == 18
    assert sanction["properties"]["entity"] == [company["id"]]
    assert sanction["properties"]["startDate"] == [TODAY.isoformat()]
    assert (company["as_of"], company["not_after"]) == ("2026-11-21", "2026-12-21")
    again, _number = exported(client, session, form="ftm")
    assert again.data == answer.data


@pytest.mark.parametrize("username", ["provincial_clerk", "auditor", "contractor_user"])
def test_bundles_are_for_those_who_may_export(cases: Cases, client_as, session, sign, username):
    cases.public()
    _answer, number = exported(client_as("business_administrator"), session)
    sign()
    assert client_as(username).post(f"/exports/{number}/bundle").status_code in (403, 404)
    sent = {"scope": "public", "format": "json"}
    assert client_as(username).post("/exports/register", data=sent).status_code in (403, 404)


def test_a_bundle_of_nothing_is_not_there(client_as):
    client = client_as("business_administrator")
    assert client.post(f"/exports/{'0' * 32}/bundle").status_code == 404


def test_the_pdf_has_its_pictures_and_says_its_days(cases: Cases, client_as):
    pikepdf = pytest.importorskip("pikepdf")
    cases.listed()
    client = client_as("business_administrator")
    answer = client.post("/exports/lists", data=HALF | {"format": "pdf"})
    assert answer.mimetype == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.data)) as paper:
        assert len(paper.pages) >= 2


def test_whoever_is_on_no_tile_of_the_map_is_told_beneath_it(app):
    drawn = Picture("<svg/>", "21 prefectures, 0 in all.", pd.DataFrame())
    with app.test_request_context("/?lang=en"):
        pictures = ListPictures(drawn, Maps(drawn, drawn), 2, ())
        told = [picture.alt for picture in on_paper(pictures)]
    assert "2 more are registered outside the province." in told[1]
