"""Templates: a wrong placeholder is refused in the user's words, and a version is looked at before it is used."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from services.messages import Conflict, Forbidden, Invalid
from services.paper_values import names_of
from services.papers.edit_template import agree_to_template, edit_template, refuse_template
from services.papers.paper_templates import (
    shipped,
    template_or_404,
    template_problems,
)
from services.papers.paper_text import fill, gaps, text_problem
from services.record.verify_record import verify_record
from tests.support.world import NOW, TODAY

KNOWN = ("当事人", "名单", "决定理由")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("列入{名单}", None),
        ("{当事人姓名}", "There is no placeholder {当事人姓名}. Did you mean {当事人}?"),
        ("{天气}", "There is no placeholder {天气}. Those that can be used stand beside the form."),
        ("第一行\n{当事人", "A { stands alone in line 2."),
        ("｛当事人｝", "A ｛ stands alone in line 1."),
        ("{当事人.__class__}", "There is no placeholder {当事人.__class__}. Those that can"),
        ("100%(name)s {名单}", None),
    ],
)
def test_a_wrong_placeholder_is_named_with_what_would_be_right(typed, said):
    problem = text_problem(typed, KNOWN)
    assert (problem is None) == (said is None)
    assert said is None or str(problem).startswith(said)


def test_what_is_not_known_leaves_a_gap_and_a_value_is_never_read_again():
    filled = fill("{当事人}：{名单}", {"当事人": "甲{名单}"})
    assert (filled, gaps(filled)) == ("甲{名单}：【待填：名单】", ["名单"])


@pytest.mark.parametrize("code", shipped())
def test_every_template_that_is_shipped_holds(code):
    template = shipped()[code]
    assert template_problems(template, template.text) == {}
    assert template.business == "round" or template.text.layout != "file"
    assert set(names_of(template.business)) >= {"当事人", "机关"}


@pytest.mark.db
def test_a_new_version_is_in_force_when_another_administrator_has_agreed(session, world):
    code, admin = "entry_decision", world["business_administrator"]
    other = world["second_business_administrator"]
    text = shipped()[code].text
    better = replace(text, body=text.body + "\n特此决定。")
    with pytest.raises(Forbidden):
        edit_template(session, world["provincial_clerk"], code, 1, better, NOW)
    with pytest.raises(Invalid, match="Did you mean"):
        edit_template(session, admin, code, 1, replace(text, body="{决定的理由}"), NOW)
    refused = edit_template(session, admin, code, 1, replace(text, body="特此决定。"), NOW)
    with pytest.raises(Conflict, match="waits for a second person"):
        edit_template(session, other, code, 1, better, NOW)
    with pytest.raises(Forbidden, match="another person must agree"):
        agree_to_template(session, admin, refused, NOW)
    refuse_template(session, other, refused, NOW)
    with pytest.raises(Conflict, match="already decided"):
        agree_to_template(session, other, refused, NOW)
    handed_in = edit_template(session, admin, code, 1, better, NOW)
    assert template_or_404(session, code).version == 1, (
        "papers are drafted from it only once agreed"
    )
    agree_to_template(session, other, handed_in, NOW)
    with pytest.raises(Conflict, match="newer version"):
        edit_template(session, admin, code, 1, text, NOW)
    newest = template_or_404(session, code)
    assert (newest.version, newest.text, shipped()[code].text) == (3, better, text)
    session.rollback()
    assert verify_record(session, None, today=TODAY).findings == ()


def test_the_page_of_a_template_shows_the_effect_and_keeps_nothing(client_as):
    client = client_as("business_administrator")
    address = "/papers/templates/entry_decision"
    text = shipped()["entry_decision"].text
    typed = {**vars(text), "made_of": "1", "body": text.body + "\n{天气}"}
    refused = client.post(address, data=typed)
    assert refused.status_code == 422
    assert "{天气}" in refused.text
    typed["body"] = text.body.replace("一、事实", "一、违法事实")
    looked = client.post(address, data={**typed, "then": "look"})
    assert looked.status_code == 200
    assert re.search("<del>一、事实</del>", looked.text)
    assert re.search("<ins>一、违法事实</ins>", looked.text)
    assert "version 2" not in client.get(address + "?lang=en").text
    assert client.post(address, data={**typed, "then": "keep"}).status_code == 303
    page = client.get(address).text
    assert "to be agreed to" in page
    version = re.search(r'name="id" value="([0-9a-f]{32})"', page)
    assert version
    assert client.post(f"{address}/agree", data={"id": version[1]}).status_code == 403
    other = client_as("second_business_administrator")
    assert other.post(f"{address}/agree", data={"id": version[1]}).status_code == 303
    assert "一、违法事实" in client.get(address).text
