"""The pages of a paper, from “make the document” on the case to the sealed file."""

from __future__ import annotations

import io
import re

import docx

from tests.evidence.made_files import ofd, pdf
from tests.support.world import TODAY


def field(page, name) -> str:
    """What a field of the form holds."""
    found = re.search(
        rf'name="{name}"[^>]*?(?:value="([^"]*)"[^>]*>|>\s*([^<]*)</textarea>)', page.text
    )
    return (found[1] or found[2] or "").replace("&#34;", '"') if found else ""


def found(pattern, page) -> str:
    """The one address on a page that looks like this."""
    address: str
    (address,) = set(re.findall(pattern, page.text))
    return address.replace("&amp;", "&")


def test_a_notice_is_made_on_the_pages_and_its_number_waits_in_the_form_of_the_act(
    cases, client_as, app
):
    case_id = cases.open()
    cases.fix(case_id)
    clerk, second = client_as("provincial_clerk"), client_as("second_clerk")
    case = clerk.get(f"/lists/cases/{case_id}?lang=en")
    address = found(r'href="(/papers/new\?[^"]*template=prior_notice[^"]*)"', case)
    new = clerk.get(address)
    typed = {name: field(new, name) for name in ("title", "addressee", "body")}
    assert "甲岭检测技术有限公司" in typed["addressee"]

    control = clerk.post(address, data={**typed, "title": "通知\x08书"})
    assert control.status_code == 422
    assert "通知" in control.text
    kept = clerk.post(address, data=typed)
    assert kept.status_code == 303
    paper = kept.location
    assert "another person must check" in clerk.get(paper).text
    assert clerk.post(f"{paper}/check").status_code == 403
    assert second.post(f"{paper}/send-back", data={"remark": ""}).status_code == 422
    assert second.post(f"{paper}/check").status_code == 303
    assert second.post(f"{paper}/send").status_code == 303

    shown = clerk.get(paper)
    original = found(r'action="(/evidence/[0-9a-f]+/original)"', shown)
    taken = docx.Document(io.BytesIO(clerk.post(original).data))
    assert typed["title"] in {p.text for p in taken.paragraphs}
    assert "草稿" in taken.sections[0].header.paragraphs[0].text

    back = {"number": "示环告[2026]9号", "signed_by": "周某", "signed_on": TODAY.isoformat()}
    wrong = clerk.post(f"{paper}/return", data={**back, "evidence": (io.BytesIO(pdf()), "件.pdf")})
    assert wrong.status_code == 422
    assert "示环告[2026]9号" in wrong.text
    back["number"] = "示环告〔2026〕9号"
    done = clerk.post(f"{paper}/return", data={**back, "evidence": (io.BytesIO(ofd()), "件.ofd")})
    assert done.status_code == 303
    form = clerk.get(f"/lists/cases/{case_id}?do=notice")
    assert field(form, "document_no") == "示环告〔2026〕9号"
    assert client_as("contractor_manager").get(paper).status_code in (403, 404)
    assert client_as("auditor").get(paper).status_code == 200
