"""What leaves the page: the paper for the file, the pictures, and their numbers."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from io import StringIO

import pytest

import ledger
from tests.statements.pages import add_up, closing_of, rows_of


def text(client_as, username: str, path: str) -> str:
    answer = client_as(username).get(path)
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


def test_the_paper_is_the_statement_with_its_title_and_days(client_as, world):
    html = text(client_as, "provincial_clerk", f"/contractors/{world.own}/paper?lang=en")
    rows = rows_of(html)
    assert add_up(rows) == closing_of(rows) == Decimal("83.2")
    for words in (
        "甲岭检测技术有限公司",
        "21 November 2026",
        "Live reference score",
        "省生态环境厅",
    ):
        assert words in html


def test_the_paper_carries_a_code_of_the_record_before_it(client_as, session, world):
    html = text(client_as, "provincial_clerk", f"/contractors/{world.own}/paper")
    plain = re.sub("<[^>]*>", "", html.split('class="paper__verify"')[1])
    size, root = ledger.size(session), ledger.root(session).hex()
    assert f"{size}-{root[:16]}" in plain
    assert root not in html


def test_the_paper_of_another_day_names_both_days(client_as, world):
    path = f"/contractors/{world.own}/paper?on=2026-05-01&known=2026-08-15&lang=en"
    html = text(client_as, "provincial_clerk", path)
    assert "1 May 2026" in html
    assert "15 August 2026" in html


@pytest.mark.parametrize("picture", ["beam", "course", "composition"])
def test_every_picture_has_words_a_table_and_a_file(client_as, world, picture):
    html = text(client_as, "contractor_user", f"/contractors/{world.own}?lang=en")
    figure = html.split(f'<figure class="figure" id="{picture}">')[1].split("</figure>")[0]
    assert "<desc" in figure
    assert "<table" in figure
    assert f"of={picture}" in figure


def test_the_numbers_of_the_composition_add_up(client_as, world):
    path = f"/contractors/{world.own}/numbers?of=composition&lang=en"
    rows = list(csv.DictReader(StringIO(text(client_as, "contractor_user", path).lstrip("\ufeff"))))
    total = sum(Decimal(row[k] or 0) for row in rows for k in ("Gains", "Losses"))
    assert Decimal(rows[0]["Live score"]) + total == Decimal(rows[-1]["Live score"])


def test_there_are_no_numbers_of_a_picture_that_is_none(client_as, world):
    for of in ("", "donut"):
        path = f"/contractors/{world.own}/numbers?of={of}"
        assert client_as("provincial_clerk").get(path).status_code == 404


def test_records_say_what_they_weigh_or_why_not(client_as, world):
    html = text(client_as, "provincial_clerk", f"/contractors/{world.own}?part=records&lang=en")
    assert "part of: Provincial control pass rate" in html
    assert "weighs nothing since 2026-11-06: its validity is over" in html


def test_who_it_is_stands_beside_its_account(client_as, world):
    html = text(client_as, "contractor_user", f"/contractors/{world.own}?part=profile&lang=en")
    assert "Unified social credit code" in html
