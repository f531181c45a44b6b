"""Files: kept unchanged, shown as safe copies, the original handed out with a trace."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy import select, update

from models import AccessLog, Evidence
from tests.evidence.made_files import docx, mp4, ofd, pdf, picture


@pytest.fixture
def seen(scene):
    """A record that counts, with a photograph, a hidden PDF and a film."""
    files = (
        scene.file(picture("JPEG", exif=_place()), "照片.jpg"),
        scene.file(pdf(), "举报信.pdf", party_may_see=False, hidden_reason="含举报人信息"),
        scene.file(mp4(), "现场.mp4"),
    )
    return scene.files_of(scene.record(files=files))


def _place() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = "taken at the informant's house"
    return exif


def test_a_picture_is_shown_inline_without_what_it_tells_besides(seen, client_as):
    answer = client_as("contractor_user").get(f"/evidence/{seen[0].id}")
    assert answer.status_code == 200
    assert answer.content_type == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith('inline; filename="file.jpg"')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert not Image.open(io.BytesIO(answer.data)).getexif()


def test_a_pdf_is_shown_inline_to_staff(seen, client_as):
    answer = client_as("auditor").get(f"/evidence/{seen[1].id}")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert "%E4%B8%BE%E6%8A%A5%E4%BF%A1.pdf" in answer.headers["Content-Disposition"]


def test_a_document_that_browsers_do_not_show_is_saved(scene, client_as):
    (file,) = scene.files_of(scene.record(files=(scene.file(docx(), "报告.docx"),)))
    answer = client_as("auditor").get(f"/evidence/{file.id}")
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("content", [mp4(), ofd()])
def test_a_kind_without_safe_copy_is_offered_as_a_whole(scene, client_as, content):
    (file,) = scene.files_of(scene.record(files=(scene.file(content, "附件"),)))
    page = client_as("contractor_user").get(f"/evidence/{file.id}")
    assert page.status_code == 200
    assert f"/evidence/{file.id}/original" in page.text


def test_a_file_hidden_from_the_party_is_not_there_for_the_party(seen, client_as):
    client = client_as("contractor_user")
    assert client.get(f"/evidence/{seen[1].id}").status_code == 404
    assert client.post(f"/evidence/{seen[1].id}/original").status_code == 404
    page = client.get(f"/events/{seen[1].owner_id}")
    assert "举报" not in page.text
    assert seen[1].id not in page.text


def test_staff_read_why_a_file_is_hidden(seen, client_as):
    assert "含举报人信息" in client_as("auditor").get(f"/events/{seen[1].owner_id}").text


@pytest.mark.db
def test_taking_the_original_is_written_to_the_ledger(scene, seen, client_as):
    answer = client_as("prefecture_reviewer").post(f"/evidence/{seen[0].id}/original")
    assert answer.data.startswith(b"\xff\xd8\xff")
    assert b"informant" in answer.data
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (entry,) = scene.entries("evidence.download")
    assert (entry.actor, entry.subject) == (
        *(scene.world["prefecture_reviewer"].holder_id, scene.world.own),
    )


@pytest.mark.db
def test_reading_a_safe_copy_goes_to_the_access_log_and_not_to_the_ledger(scene, seen, client_as):
    client_as("contractor_user").get(f"/evidence/{seen[0].id}")
    (read,) = scene.read(select(AccessLog))
    assert read.account_id == scene.world["contractor_user"].account_id
    assert (read.what, read.target_id) == ("evidence.view", seen[0].id)
    assert scene.entries("evidence.download") == []


def test_the_party_takes_originals_only_where_there_is_no_safe_copy(scene, seen, client_as):
    client = client_as("contractor_user")
    assert client.post(f"/evidence/{seen[0].id}/original").status_code == 403
    assert client.post(f"/evidence/{seen[2].id}/original").data == mp4()
    assert len(scene.entries("evidence.download")) == 1


@pytest.mark.parametrize("who", ["other_user", "mianyang_clerk", "system_administrator", "nobody"])
def test_who_does_not_see_the_record_does_not_see_its_files(scene, client_as, who):
    (file,) = scene.files_of(scene.record(behaviour="S02"))
    for answer in (
        client_as(who).get(f"/evidence/{file.id}"),
        client_as(who).post(f"/evidence/{file.id}/original"),
    ):
        assert answer.status_code in (403, 404)
    assert scene.entries("evidence.download") == []


def test_nobody_downloads_by_following_a_link(seen, client_as):
    assert client_as("auditor").get(f"/evidence/{seen[0].id}/original").status_code == 405


def test_an_erased_file_is_gone_and_the_page_says_so(scene, seen, client_as):
    scene.session.execute(update(Evidence).values(sealed_key=None))
    scene.session.commit()
    client = client_as("auditor")
    assert client.get(f"/evidence/{seen[0].id}").status_code == 404
    assert client.post(f"/evidence/{seen[0].id}/original").status_code == 404
    assert f"/evidence/{seen[0].id}/original" not in client.get(f"/events/{seen[0].owner_id}").text
    assert scene.entries("evidence.download") == []


def test_a_file_altered_in_the_store_is_not_handed_out(scene, seen, client_as):
    path = scene.store.path_of(seen[0].stored_sha256)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    client = client_as("auditor")
    assert client.get(f"/evidence/{seen[0].id}").status_code == 409
    assert client.post(f"/evidence/{seen[0].id}/original").status_code == 409
    assert scene.entries("evidence.download") == []


@pytest.mark.parametrize("evidence_id", ["0" * 32, "x", "..", "%00"])
def test_a_file_that_is_none_is_not_found(scene, client_as, evidence_id):
    assert client_as("auditor").get(f"/evidence/{evidence_id}").status_code == 404
