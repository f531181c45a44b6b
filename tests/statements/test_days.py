"""Any day, and as known on any day: a page says which, and differs where knowledge differed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.statements.pages import closing_of, rows_of


def ask(client_as, world, **wishes: str):
    return client_as("provincial_clerk").get(
        f"/contractors/{world.own}", query_string={"lang": "en"} | wishes
    )


def score(client_as, world, **wishes: str) -> Decimal:
    answer = ask(client_as, world, **wishes)
    assert answer.status_code == 200
    return closing_of(rows_of(answer.get_data(as_text=True)))


def test_today_as_known_now_needs_no_words(client_as, world):
    assert "as known" not in ask(client_as, world).get_data(as_text=True).split("Another day")[0]


def test_a_page_of_another_day_says_so(client_as, world):
    html = ask(client_as, world, on="2026-05-01", known="2026-08-15").get_data(as_text=True)
    assert "For 1 May 2026, as known at the end of 15 August 2026." in html


def test_a_day_to_come_is_a_forecast(client_as, world):
    html = ask(client_as, world, on="2027-03-01").get_data(as_text=True)
    assert "Forecast for 1 March 2027 from what is known now." in html
    assert score(client_as, world, on="2027-03-01") == Decimal("84.2")


def test_before_a_correction_the_record_was_known_to_weigh(client_as, world):
    on = "2026-08-15"
    assert score(client_as, world, on=on, known="2026-08-31") == Decimal("84.2")
    assert score(client_as, world, on=on, known="2026-09-01") == Decimal("85.2")
    assert score(client_as, world, on=on) == Decimal("85.2")


def test_a_correction_is_folded_only_where_it_was_known(client_as, world):
    before = ask(client_as, world, on="2026-08-15", known="2026-08-31").get_data(as_text=True)
    assert "corrected on" not in before
    assert "corrected on" in ask(client_as, world, on="2026-08-15").get_data(as_text=True)


def test_a_late_record_changes_a_day_only_as_known_later(client_as, world, story):
    story.record(
        world.own,
        "Q03",
        date(2026, 7, 2),
        known=date(2026, 11, 19),
        numerator=5,
        denominator=40,
        **story.stage,
    )
    on = "2026-07-15"
    assert score(client_as, world, on=on, known="2026-11-18") == Decimal("85.2")
    assert score(client_as, world, on=on, known="2026-11-19") < Decimal("85.2")


def test_what_will_be_known_tomorrow_is_refused(client_as, world):
    answer = ask(client_as, world, known="2026-11-22")
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert "What will be known on a later day cannot be known today." in html
    assert 'value="2026-11-22"' in html


def test_a_forecast_reaches_ten_years(client_as, world):
    assert ask(client_as, world, on="2036-12-31").status_code == 200
    assert ask(client_as, world, on="2037-01-01").status_code == 422


def test_a_day_that_is_none_is_told(client_as, world):
    assert ask(client_as, world, on="2026-02-30").status_code == 422


def test_before_the_first_version_there_is_no_score(client_as, world):
    answer = ask(client_as, world, on="2025-12-31")
    assert answer.status_code == 200
    assert "The first version of these rules acts from 1 January 2026." in answer.get_data(
        as_text=True
    )


def test_before_its_publication_no_rule_was_known(client_as, world):
    answer = ask(client_as, world, known="2026-01-25")
    assert answer.status_code == 200
    assert "No rules for it were published by then." in answer.get_data(as_text=True)
