"""The pages of a receipt: what they show, what they hand out, and to whom."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from urllib.parse import quote

import pikepdf
import pytest
from flask import Flask

from app import create_app
from config import Config
from services.receipts.hand_out_checker import checker
from tests.receipts.place import later_record
from tests.support.world import Clock, client_of


@pytest.fixture
def app(place) -> Iterator[Flask]:
    """The application on the record in which somebody lived."""
    url = f"sqlite:///{place.folder / 'xinheng.db'}"
    application = create_app(Config(place.folder, url, https=False), Clock())
    yield application
    application.extensions["xinheng.engine"].dispose()


@pytest.fixture
def get(app, place):
    def get(username, path, **wishes):
        account = place.world[username].account_id if username else None
        return client_of(app, account).get(path, query_string=wishes)

    return get


@pytest.fixture
def address(place) -> str:
    return f"/contractors/{place.world.own}/receipt"


def test_the_account_leads_to_the_receipt_of_the_same_day(get, place, address):
    html = get("contractor_user", f"/contractors/{place.world.own}", on="2026-05-01").text
    assert f"{address}?scheme=land-survey&amp;on=2026-05-01" in html


def test_the_page_shows_the_lines_and_what_they_come_to(get, address):
    html = get("contractor_user", address, lang="en").text
    assert "甲岭检测技术有限公司" in html
    assert "83.2" in html
    assert "2026-11-21 – 2027-02-19" in html
    assert "It cannot show that nothing else was recorded" in html


def test_the_page_tells_the_command_with_the_fingerprint(get, place, address):
    html = get("contractor_user", address, lang="en").text
    mark = place.receipt().fingerprint
    assert f"python verify/check.py receipt.json --key {mark}" in html


def test_the_file_is_the_receipt_under_a_chinese_name(get, place, address):
    answer = get("contractor_user", f"{address}/file")
    assert answer.data == place.receipt().content
    assert answer.mimetype == "application/json"
    assert quote("甲岭检测技术有限公司") in answer.headers["Content-Disposition"]


def test_what_the_page_shows_is_what_its_links_hand_out(get, place, address):
    html = get("contractor_user", address).text
    size = place.receipt().signed.checkpoint.size
    later_record(place)
    place.sign()
    assert f"size={size}" in html
    old = json.loads(get("contractor_user", f"{address}/file", size=size).data)
    assert old["known"] == size
    assert json.loads(get("contractor_user", f"{address}/file").data)["known"] > size


@pytest.mark.parametrize("lang", ["zh_Hans_CN", "en"])
def test_the_paper_is_pdf_a_with_its_codes_on_the_last_page(get, place, address, lang):
    answer = get("provincial_clerk", f"{address}/paper", lang=lang)
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) >= 2
        assert pdf.open_metadata().pdfa_status == "2A"
    assert answer.mimetype == "application/pdf"


def test_younger_entries_are_said_plainly(get, place, address):
    later_record(place)
    html = get("contractor_user", address, lang="en").text
    assert "2 entries are younger than the last signature" in html


def test_without_a_signature_the_page_says_why_and_hands_out_nothing(get, place, address):
    place.folder.joinpath("witness").rename(place.folder / "gone")
    assert "has not been signed yet" in get("contractor_user", address, lang="en").text
    for part in ("file", "paper"):
        answer = get("contractor_user", f"{address}/{part}")
        assert (answer.status_code, answer.location.split("?")[0]) == (303, address)


@pytest.mark.parametrize(
    "wishes",
    [
        {"on": "2026-13-45"},
        {"known": "2030-01-01"},
        {"size": "-1"},
        {"size": "9" * 30},
        {"size": "12"},
        {"scheme": "nothing"},
        {"scheme": "x" * 500},
        {"on": "2020-01-01"},
    ],
)
def test_what_cannot_be_asked_is_a_sentence(get, address, wishes):
    answer = get("contractor_user", address, lang="en", **wishes)
    assert answer.status_code == 200
    assert "There is no receipt for this" in answer.text


def test_a_contractor_sees_its_own_and_no_other(get, address):
    assert get("other_user", address).status_code == 404
    assert get("other_user", f"{address}/file").status_code == 404
    assert get(None, address).status_code == 303


def test_a_prefecture_is_told_why_it_cannot_have_it(get, address):
    html = get("prefecture_clerk", address, lang="en").text
    assert "lie outside your region" in html


def test_anybody_finds_the_fingerprint_and_the_checker(get, place):
    html = get(None, "/receipts/", lang="en").text
    assert place.receipt().fingerprint in re.sub("<[^>]*>", "", html)
    answer = get(None, "/receipts/checker")
    assert answer.mimetype == "application/zip"
    assert answer.data == checker()


def test_the_checker_that_is_handed_out_proves_the_receipt(get, place, address, tmp_path):
    with zipfile.ZipFile(io.BytesIO(get(None, "/receipts/checker").data)) as pack:
        pack.extractall(tmp_path)
    (tmp_path / "receipt.json").write_bytes(get("contractor_user", f"{address}/file").data)
    mark = place.receipt().fingerprint
    command = [sys.executable, "-I", "-S", "verify/check.py", "receipt.json", "--key", mark]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0


def test_two_checkpoints_are_joined_for_whoever_is_signed_in(get, place):
    old = place.receipt().signed.checkpoint.size
    later_record(place)
    new = place.sign()
    answer = get("contractor_user", "/receipts/consistency", old=new, new=old)
    assert answer.text.startswith(f"old {old}\n")
    assert get("contractor_user", "/receipts/consistency", old=1, new=2).status_code == 404
    assert get("contractor_user", "/receipts/consistency", old=old, new=old).status_code == 422
    assert get("contractor_user", "/receipts/consistency", old="x").status_code == 303
    assert get(None, "/receipts/consistency", old=old, new=new).status_code == 303


def test_the_command_prints_the_same_proof(app, place):
    old = place.receipt().signed.checkpoint.size
    later_record(place)
    new = place.sign()
    runner = app.test_cli_runner()
    done = runner.invoke(args=["ledger", "consistency", str(old), str(new)])
    assert done.exit_code == 0
    assert done.output.startswith(f"old {old}\n")
    refused = runner.invoke(args=["ledger", "consistency", str(new), str(old)])
    assert refused.exit_code == 1
    assert "smaller number" in refused.stderr
