"""Whatever is typed or uploaded: a clear message in the reader's language, nothing changed, never a failure."""

from __future__ import annotations

import io
import zipfile

import pytest

from models import new_id
from tests.events.conftest import CHENGDU, OWN, errors_on, photograph
from tests.evidence.made_files import docx, pdf

LONG = "很" * 10_000


def rate(**changes):
    """The fields of a quality-control result."""
    fields = {"behaviour": "Q02", "numerator": "9", "denominator": "10"}
    return fields | {"evidence": None, "evidence_party": None} | changes


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("occurred_on", "2026-11-22", "still to come"),
        ("occurred_on", "2999-01-01", "cannot be meant"),
        ("occurred_on", "1999-12-31", "too far back"),
        ("occurred_on", "0000-00-00", "cannot be meant"),
        ("occurred_on", "2026-02-30", "no such day"),
        ("occurred_on", "昨天", "written like"),
        ("occurred_on", "", "fill this in"),
        ("narrative", "有\x00空字符", "cannot be kept"),
        ("narrative", "反\u202e转", "invisible character"),
        ("narrative", LONG, "10000 characters"),
        ("narrative", "   ", "fill this in"),
        ("document_no", "号" * 81, "at most 80"),
        ("second_officer", "人\u200f", "invisible character"),
        ("incident_id", "号" * 81, "at most 80"),
        ("contractor", "查无\x00此人", "cannot be kept"),
        ("contractor", LONG, "at most 100"),
        ("contractor_id", "../../etc/passwd", "choose from the list"),
        ("region", "999999", "no division"),
        ("region", "成都", "no division"),
        ("region", "440100", "own region"),
        ("behaviour", "H99", "not in the catalogue"),
        ("behaviour", "other-scheme/S02", "not in the catalogue"),
        ("work", "nonsense", "choose one of those"),
        ("work", "f" * 32, "does not belong"),
    ],
)
def test_bad_words_days_and_codes_are_refused_at_their_field(scene, enter, field, value, said):
    page = enter(**{field: value})
    assert page.status_code == 422
    assert said in errors_on(page)[field]
    assert scene.events() == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("numerator", "-1", "at least 0"),
        ("numerator", "11", "More passed than were inspected"),
        ("numerator", "9.5", "whole number"),
        ("numerator", "九", "whole number"),
        ("numerator", "9" * 19, "whole number"),
        ("denominator", "0", "At least one"),
        ("denominator", "9" * 18, "at most"),
        ("denominator", "100000001", "at most 100000000"),
        ("denominator", "1e9", "whole number"),
        ("denominator", "", "needs this field"),
    ],
)
def test_bad_numbers_are_refused_at_their_field(scene, enter, field, value, said):
    work = f"{scene.programme}/{scene.stage}"
    page = enter(**rate(work=work, **{field: value}))
    assert page.status_code == 422
    assert said in errors_on(page)[field]
    assert scene.events() == []


def test_a_number_larger_than_the_rules_can_reckon_with_is_refused(scene, enter):
    page = enter(behaviour="P02", quantity="100000001")
    assert page.status_code == 422
    assert "at most 100000000" in errors_on(page)["quantity"]
    assert scene.events() == []


@pytest.mark.parametrize("rating", ["0.99", "5.01", "4.555", "-3", "nan"])
def test_a_rating_lies_on_the_scale_of_its_indicator(scene, enter, rating):
    page = enter(behaviour="S01", rating=rating, evidence=None, evidence_party=None)
    assert page.status_code == 422
    assert "rating" in errors_on(page)


def test_a_severity_that_the_scheme_does_not_know_is_refused(scene, enter):
    page = enter(behaviour="M01", severity="enormous")
    assert "does not know" in errors_on(page)["severity"]


def multipart(fields: dict[str, bytes], name: str = "", content: bytes = b"") -> dict[str, object]:
    """A form as bytes, so that it may hold what no client would send."""
    lines = [
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (key.encode(), value)
        for key, value in fields.items()
    ]
    if name:
        head = f'name="evidence"; filename="{name}"'.encode()
        lines.append(b"--x\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (head, content))
    return {"data": b"".join(lines) + b"--x--", "content_type": "multipart/form-data; boundary=x"}


GOOD = {
    "contractor": OWN.encode(),
    "behaviour": b"S02",
    "occurred_on": b"2026-11-20",
    "region": CHENGDU.encode(),
    "narrative": "逾期未复。".encode(),
    "evidence_party": b"yes",
}


@pytest.mark.parametrize("narrative", [b"\xed\xa0\x80", b"\xff\xfe", b"\xf4\x90\x80\x80"])
def test_a_surrogate_and_other_broken_bytes_are_refused(scene, client_as, narrative):
    sent = multipart(GOOD | {"narrative": narrative}, "记录.pdf", pdf())
    page = client_as("prefecture_clerk").post("/events/new", **sent)
    assert page.status_code == 422
    assert "narrative" in errors_on(page)
    assert scene.events() == []


def test_a_field_that_the_form_does_not_have_is_refused(scene, enter):
    assert enter(confirm="none").status_code == 422
    assert scene.events() == []


def test_a_message_is_in_the_language_of_the_reader(scene, client_as):
    client = client_as("prefecture_clerk")
    page = client.post("/events/new?lang=zh_Hans_CN", data={"contractor": OWN})
    assert 'lang="zh-Hans-CN"' in page.text


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"0" * 30_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ" + bytes(2000), "整改报告.pdf", "it is a program"),
        (bomb(), "整改报告.docx", "unpack to far more"),
        (b"<html><script>alert(1)</script>", "照片.jpg", "web page"),
        (b"", "空.pdf", "it is empty"),
        (pdf()[:-40], "半.pdf", "its end is missing"),
        (docx({"word/vbaProject.bin": b"x"}), "宏.docx", "macros"),
        (b"GIF89a" + bytes(50), "动图.gif", "Accepted are PDF"),
    ],
)
def test_a_file_is_judged_by_its_content(scene, enter, content, name, said):
    page = enter(evidence=(io.BytesIO(content), name))
    assert page.status_code == 422
    assert said in errors_on(page)["evidence"]
    assert name.rpartition(".")[0] in errors_on(page)["evidence"]
    assert scene.events() == []


def test_one_bad_file_does_not_lose_the_good_one(scene, enter):
    files = [photograph(), (io.BytesIO(b"MZ" + bytes(99)), "坏.pdf")]
    page = enter(evidence=files, evidence_party=["yes", "yes"])
    assert page.status_code == 422
    assert "照片.jpg" in page.text


def test_a_file_over_the_cap_is_refused_by_name_or_as_a_whole(scene, app, client_as):
    object.__setattr__(app.extensions["xinheng.config"], "upload_cap_mb", 1)
    client = client_as("prefecture_clerk")
    sent = multipart(GOOD, "大.pdf", b"%PDF-1.7" + bytes(1024 * 1024))
    page = client.post("/events/new", headers={"Accept-Language": "en"}, **sent)
    assert "larger than 1 MB" in errors_on(page)["evidence"]
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    assert client.post("/events/new", **sent).status_code == 413
    assert scene.events() == []


def test_a_refused_file_leaves_nothing_in_the_store(scene, enter):
    enter(evidence=(io.BytesIO(b"MZ" + bytes(99)), "坏.pdf"))
    kept = [path for path in scene.store.root.rglob("*") if path.is_file()]
    assert kept == []


def test_more_files_than_one_record_takes_are_refused(scene, enter):
    page = enter(evidence=[photograph(f"{n}.jpg") for n in range(41)], evidence_party=["yes"] * 41)
    assert "At most 40 files" in errors_on(page)["evidence"]


@pytest.mark.parametrize("ticket", ["", "x", "eyJhIjoxfQ.aaa.bbb", "\u202e", "0" * 5000])
def test_a_made_up_ticket_of_a_file_is_passed_over(scene, enter, ticket):
    page = enter(evidence=None, evidence_party=None, evidence_kept=ticket)
    assert page.status_code == 422
    assert "evidence" in errors_on(page)


@pytest.mark.parametrize("query", ["\x00", "'" * 300, "%", "\u202e", "信" * 500, ""])
def test_no_search_for_a_behaviour_fails(scene, client_as, query):
    answer = client_as("prefecture_clerk").get("/events/behaviours.json", query_string={"q": query})
    assert answer.status_code == 200


@pytest.mark.parametrize("event_id", ["x", "0" * 32, "' or 1=1 --", "%00", "\u202e" * 40])
def test_a_record_that_is_none_is_not_found(scene, client_as, event_id):
    client = client_as("prefecture_reviewer")
    for path in ("", "/correct"):
        assert client.get(f"/events/{event_id}{path}").status_code in (403, 404)
    reason = {"reason": "理由", "form_key": new_id()}
    assert client.post(f"/events/{event_id}/withdraw", data=reason).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999"])
def test_no_page_number_breaks_the_queue(scene, client_as, page):
    assert client_as("prefecture_reviewer").get(f"/review/?page={page}").status_code == 200


def test_what_cannot_be_a_filter_is_passed_over(scene, client_as):
    client = client_as("prefecture_reviewer")
    assert client.get("/review/?region=x&behaviour=%00").status_code == 200
    assert client.get(f"/review/?region={CHENGDU}&behaviour=none/none").status_code == 200
