"""A day whose figure was changed by what was recorded later shows both figures, and every line between them."""

from __future__ import annotations

from datetime import date

import pytest

from services.statements.show_statement import Account, Axes, show_statement
from services.statements.two_figures import TwoFigures, two_figures
from tests.support.world import TODAY


def found_of(session, world, on: date):
    axes = Axes(on)
    shown = show_statement(session, world["provincial_clerk"], world.own, axes, TODAY)
    account = shown.accounts[0]
    assert isinstance(account, Account)
    return two_figures(session, account, axes, TODAY)


def adds_up(found: TwoFigures) -> bool:
    return found.then.points + sum(each.moved for each in found.differences) == found.now.points


def test_a_corrected_record_leaves_the_day_with_two_figures(session, world):
    found = found_of(session, world, date(2026, 8, 15))
    assert (found.then.points, found.now.points) == (8420, 8520)
    gone = found.differences[0]
    assert (gone.before, gone.after, gone.moved) == (-100, None, 100)
    assert str(gone.because) == "It was corrected on 2026-09-01."
    assert adds_up(found)


def test_a_late_record_leaves_the_day_with_two_figures(session, world, story):
    story.confirmed(world.own, "P02", date(2026, 7, 2), known=date(2026, 11, 19), quantity=4)
    found = found_of(session, world, date(2026, 7, 15))
    assert found.now.points < found.then.points
    assert found.differences
    assert adds_up(found)


@pytest.mark.parametrize("on", [date(2026, 2, 10), TODAY])
def test_a_day_whose_figure_never_changed_has_one(session, world, on):
    assert found_of(session, world, on) is None


def test_the_page_of_the_day_shows_both_and_why(client_as, world):
    asked = {"lang": "en", "on": "2026-08-15"}
    page = client_as("provincial_clerk").get(f"/contractors/{world.own}", query_string=asked)
    html = page.get_data(as_text=True)
    assert "This day has two figures" in html
    assert "It was corrected on 2026-09-01." in html


def test_a_contractor_reads_both_figures_of_its_own_account(client_as, world):
    asked = {"lang": "en", "on": "2026-08-15"}
    page = client_as("contractor_user").get(f"/contractors/{world.own}", query_string=asked)
    assert "This day has two figures" in page.get_data(as_text=True)
