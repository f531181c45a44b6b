"""Questions a score answers on its page: why, why not more, what if, and what lies between two days."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest

import ledger
from services.messages import Forbidden, Invalid, NotFound
from services.statements.ask_what_if import Question, WhatIf, ask_what_if, may_ask, questions_about
from services.statements.ask_why import ask_why
from services.statements.compare_views import Compared, compare_views
from services.statements.show_statement import Account, Axes, show_statement
from tests.statements.rulesets import WEIGHTED
from tests.statements.story import LAND_SURVEY
from tests.support.world import TODAY

NOW = Axes(TODAY)


def account(session, world, who: str = "provincial_clerk", on: date = TODAY) -> Account:
    shown = show_statement(session, world[who], world.own, Axes(on), TODAY)
    found = shown.accounts[0]
    assert isinstance(found, Account)
    return found


def record_of(found: Account, behaviour: str) -> str:
    return next(e.id for e in found.knowledge.events.values() if e.behaviour == behaviour)


def what_if(session, world, question: Question, who: str = "provincial_clerk") -> WhatIf:
    found = account(session, world, who)
    return ask_what_if(session, world[who], found, question, TODAY)


def adds_up(before: Account, after: Account, found: WhatIf | Compared) -> bool:
    moved = sum(difference.moved for difference in found.differences)
    return before.score.points + moved == after.score.points


def page(client_as, who: str, world, path: str, **wishes: str) -> str:
    answer = client_as(who).get(
        f"/contractors/{world.own}/{path}", query_string={"lang": "en"} | wishes
    )
    assert answer.status_code == 200, answer.status_code
    return unescape(re.sub(r"\s+", " ", answer.get_data(as_text=True)))


def test_without_a_record_the_score_is_what_the_others_make(session, world):
    event = record_of(account(session, world), "Q12")
    found = what_if(session, world, Question("absent", event))
    assert found.supposed.score.points == found.real.score.points + 800
    assert adds_up(found.real, found.supposed, found)
    assert [str(each.because) for each in found.differences] == [
        "Supposed: this record did not exist."
    ]


def test_a_repair_is_supposed_on_its_first_possible_day(session, world):
    event = record_of(account(session, world), "Q11")
    found = what_if(session, world, Question("repair", event))
    assert found.since == TODAY
    assert adds_up(found.real, found.supposed, found)
    assert found.supposed.score.points > found.real.score.points


def test_a_repair_of_a_later_day_changes_the_forecast_alone(session, world):
    event = record_of(account(session, world), "Q11")
    later = date(2027, 1, 4)
    found = what_if(session, world, Question("repair", event, later))
    assert found.supposed.score.points == found.real.score.points
    assert later in {row.on for row in found.supposed.ahead}


def test_a_repair_before_the_record_counted_is_refused(session, world):
    event = record_of(account(session, world), "Q11")
    with pytest.raises(Invalid, match="This is possible from 2026-09-14 on"):
        what_if(session, world, Question("repair", event, date(2026, 1, 1)))


def test_what_the_rules_do_not_repair_cannot_be_supposed(session, world):
    event = record_of(account(session, world), "B01")
    kinds = {
        asked.kind for asked in questions_about(session, account(session, world), event, TODAY)
    }
    assert kinds == {"absent"}
    with pytest.raises(Invalid):
        what_if(session, world, Question("repair", event))


def test_with_one_version_there_is_none_before_it(session, world):
    with pytest.raises(Invalid, match="no version before"):
        what_if(session, world, Question("older"))


def test_under_the_version_before_the_old_numbers_stand(session, world, story):
    text = LAND_SURVEY.replace("points = -4\ntimes", "points = -6\ntimes")
    text = text.replace('version = "2026"', 'version = "2026-2"')
    text = text.replace("effective_from = 2026-01-01", "effective_from = 2026-11-20")
    story.publish(text, date(2026, 11, 19))
    found = what_if(session, world, Question("older"))
    assert found.version == "2026"
    assert found.supposed.score.version == "2026"
    assert found.real.score.version == "2026-2"
    assert adds_up(found.real, found.supposed, found)


def test_nothing_is_kept_of_a_hypothesis(session, world):
    size, event = ledger.size(session), record_of(account(session, world), "Q12")
    what_if(session, world, Question("absent", event))
    assert not session.new
    assert not session.dirty
    assert ledger.size(session) == size
    assert account(session, world).score.points == 8320


def test_whoever_does_not_see_every_record_is_not_answered(session, world):
    seen = account(session, world, "mianyang_clerk")
    own = next(iter(seen.knowledge.seen))
    assert not may_ask(seen)
    assert questions_about(session, seen, own, TODAY) == ()
    with pytest.raises(Forbidden):
        what_if(session, world, Question("absent", own), "mianyang_clerk")


def test_the_party_may_ask_about_its_own_records(client_as, session, world):
    event = record_of(account(session, world), "Q12")
    session.rollback()
    html = page(client_as, "contractor_user", world, "what-if", suppose="absent", record=event)
    assert "It decides nothing" in html
    assert "91.2" in html


def test_with_nothing_supposed_the_page_says_where_to_begin(client_as, world):
    html = page(client_as, "contractor_user", world, "what-if")
    assert "choose there what is to be supposed" in html


def test_what_is_no_question_is_refused(client_as, world):
    answer = client_as("contractor_user").get(f"/contractors/{world.own}/what-if?suppose=richer")
    assert answer.status_code == 422


def test_a_record_of_nobody_is_not_found(client_as, world):
    for path in (f"what-if?suppose=absent&record={'0' * 32}", f"line?of=record.{'0' * 32}"):
        answer = client_as("provincial_clerk").get(f"/contractors/{world.own}/{path}")
        assert answer.status_code == 404


def test_another_contractor_is_not_asked_about(client_as, world):
    for path in ("line", "what-if", "difference"):
        answer = client_as("contractor_user").get(f"/contractors/{world.other}/{path}")
        assert answer.status_code == 404


def test_a_line_says_its_arithmetic_its_rows_and_what_may_be_supposed(client_as, session, world):
    event = record_of(account(session, world), "Q12")
    session.rollback()
    html = page(client_as, "provincial_clerk", world, "line", of=f"record.{event}")
    assert "\u22124.0 × 2 defects = \u22128.0." in html
    assert "现场检查记录.pdf" in html
    assert "if this record were not there" in html
    assert "if it were repaired" not in html


def test_a_record_that_may_be_repaired_offers_that_question(client_as, session, world):
    event = record_of(account(session, world), "Q11")
    session.rollback()
    html = page(client_as, "contractor_user", world, "line", of=f"record.{event}")
    assert "if it were repaired" in html
    html = page(client_as, "contractor_user", world, "what-if", suppose="repair", record=event)
    assert "reckoned with 2026-11-21" in html


def test_a_rate_shows_every_band_and_the_one_that_is_met(session, world):
    found = account(session, world)
    indicator = next(line.indicator for line in found.score.lines if line.kind == "rate")
    why = ask_why(session, world["provincial_clerk"], found, f"indicator.{indicator}")
    assert [row.met for row in why.rows].count(True) == 1
    assert why.lines[0].beneath


def test_a_record_that_weighs_no_longer_says_why(session, world):
    found = account(session, world)
    over = next(silent for _, silent in found.silent if silent.on is not None)
    why = ask_why(session, world["provincial_clerk"], found, f"record.{over.event_id}")
    assert why.silent is not None
    assert str(why.silent).startswith("weighs nothing since")


def test_why_not_more_names_the_records_that_weigh_nothing(client_as, world):
    html = page(client_as, "provincial_clerk", world, "line", of="total")
    assert "Records that weigh nothing here" in html
    assert "stands here" in html


def test_an_office_elsewhere_is_not_told_what_a_hidden_record_says(session, world):
    whole = account(session, world)
    hidden = record_of(whole, "Q12")
    seen = account(session, world, "mianyang_clerk")
    with pytest.raises(NotFound):
        ask_why(session, world["mianyang_clerk"], seen, f"record.{hidden}")
    total = ask_why(session, world["mianyang_clerk"], seen, "total")
    assert hidden not in {beside.event_id for beside in total.beside}


@pytest.mark.parametrize(
    "of", ["indicator.none", "dimension.none", "record.", "nonsense", "record"]
)
def test_a_line_that_is_none_is_not_found(session, world, of):
    with pytest.raises(NotFound):
        ask_why(session, world["provincial_clerk"], account(session, world), of)


DAYS = [
    (Axes(date(2026, 3, 1)), NOW),
    (NOW, Axes(date(2026, 3, 1))),
    (Axes(date(2026, 8, 15), date(2026, 8, 20)), Axes(date(2026, 9, 15), date(2026, 9, 20))),
    (Axes(date(2026, 11, 1)), Axes(date(2026, 11, 10))),
    (NOW, Axes(date(2028, 5, 1))),
    (NOW, NOW),
]


@pytest.mark.parametrize(("first", "second"), DAYS)
def test_between_any_two_views_the_lines_add_up(session, world, first, second):
    found = compare_views(
        session, world["provincial_clerk"], world.own, "land-survey", (first, second), TODAY
    )
    assert adds_up(found.before, found.after, found)
    assert (found.differences == ()) == (first == second)


def because(found: Compared) -> dict[str, str]:
    """Why each line differs, by the English name of a record's behaviour."""
    return {
        getattr(each.what, "en", str(each.what)): str(each.because) for each in found.differences
    }


def test_each_line_says_why_it_came_or_went(session, world):
    first, second = Axes(date(2026, 8, 15), date(2026, 8, 20)), Axes(date(2026, 11, 10))
    found = compare_views(
        session, world["provincial_clerk"], world.own, "land-survey", (first, second), TODAY
    )
    said = set(because(found).values())
    assert "It was corrected on 2026-09-01." in said
    assert any(words.startswith("It came to count only on 2026-09-14") for words in said)
    assert any(words.startswith("weighs nothing since 2026-11-06") for words in said)


def test_a_view_that_has_no_score_is_told_beside_its_own_day(client_as, world):
    answer = client_as("provincial_clerk").get(
        f"/contractors/{world.own}/difference?lang=en&on2=2025-12-31"
    )
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert "The first version of these rules acts from 2026-01-01." in html
    assert 'value="2025-12-31"' in html


def test_what_will_be_known_tomorrow_is_refused_in_either_view(client_as, world):
    for field in ("known", "known2"):
        answer = client_as("provincial_clerk").get(
            f"/contractors/{world.own}/difference?{field}=2026-11-22"
        )
        assert answer.status_code == 422


def test_the_page_of_a_difference_ends_in_its_sum(client_as, world):
    html = page(client_as, "provincial_clerk", world, "difference", on="2026-03-01")
    cells = [cell.strip() for cell in re.findall(r"<td[^>]*>([^<]*)</td>", html.split("<tfoot")[1])]
    before, after, moved = (Decimal(cell.replace("\u2212", "-")) for cell in cells[:3])
    assert before + moved == after == Decimal("83.2")


@pytest.fixture
def weighted(world, story):
    story.publish(WEIGHTED, date(2026, 11, 20))
    story.scheme = "weighted"
    for behaviour, day in (("late", 3), ("late", 4), ("lie", 5)):
        story.record(world.own, behaviour, date(2026, 10, day), known=date(2026, 11, 20), files=())
    return story


@pytest.mark.usefixtures("weighted")
def test_a_dimension_opens_to_the_lines_that_differ_in_it(session, world):
    shown = show_statement(session, world["provincial_clerk"], world.own, NOW, TODAY)
    found = next(a for a in shown.accounts if isinstance(a, Account) and a.scheme == "weighted")
    event = record_of(found, "lie")
    answer = ask_what_if(
        session, world["provincial_clerk"], found, Question("absent", event), TODAY
    )
    assert adds_up(found, answer.supposed, answer)
    (dimension,) = answer.differences
    assert [part.moved for part in dimension.within] == [4500]
    assert dimension.moved == 3825


def test_a_rectification_is_supposed_where_records_weigh_until_rectified(session, world, story):
    text = WEIGHTED.replace('unit = "year"', 'unit = "year"\ncarry_over = "until_rectified"')
    story.publish(text, date(2026, 11, 20))
    story.scheme = "weighted"
    event = story.record(world.own, "late", date(2026, 10, 3), known=date(2026, 11, 20), files=())
    shown = show_statement(session, world["provincial_clerk"], world.own, NOW, TODAY)
    found = next(a for a in shown.accounts if isinstance(a, Account) and a.scheme == "weighted")
    asked = questions_about(session, found, event, TODAY)
    assert {question.kind for question in asked} == {"absent", "rectify"}
    answer = ask_what_if(
        session, world["provincial_clerk"], found, Question("rectify", event), TODAY
    )
    assert answer.differences == ()
    assert [row.on for row in found.ahead] == []
    assert [row.on for row in answer.supposed.ahead] == [date(2027, 1, 1)]


def test_a_record_that_weighs_nothing_leads_to_the_reason(client_as, world):
    html = client_as("provincial_clerk").get(f"/contractors/{world.own}?lang=en&part=records").text
    assert "line?" in html.split("weighs nothing since")[0].rsplit("<td", 1)[1]
