"""A round walks its six steps, none skipped and none twice; what was frozen stays frozen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import event as sql_event
from sqlalchemy.orm import Session

from models import RoundSubject
from services.messages import Conflict, Forbidden, Invalid
from services.record.verify_record import verify_record
from services.rounds.adopt_on_paper import (
    SignedAdoption,
    confirm_adoption,
    type_adoption,
    withdraw_adoption,
)
from services.rounds.change_scope import put_back, take_out
from services.rounds.published_grade import published_grade
from services.rounds.reopen_row import RowDecision, reopen_row
from services.rounds.round_file import unserved
from services.rounds.round_table import table_hash
from services.rounds.round_work import round_work
from services.rounds.serve_feedback import Delivery, serve_feedback
from services.serving.confirm_address import AddressDraft, confirm_address
from services.serving.correct_service import ask_to_take_back
from services.serving.service_records import attempts
from tests.rounds.rounds import SCHEME, Rounds, later, today_after
from tests.support.serving import RECEIPT
from tests.support.world import NOW, World


@pytest.mark.db
def test_a_round_freezes_what_is_known(rounds: Rounds, world: World) -> None:
    rounds.record("late")
    round_id = rounds.open()
    rounds.record("late")
    own = rounds.row_of(round_id, world.own)
    other = rounds.row_of(round_id, world.other)
    assert (own.points, own.grade, own.unrated) == (8800, "blue", None)
    assert (other.grade, other.unrated) == (None, "too_little_work")


@pytest.mark.db
def test_the_whole_walk_and_the_published_grade(
    rounds: Rounds, world: World, session: Session
) -> None:
    rounds.record("late")
    round_id = rounds.open()
    with pytest.raises(Conflict, match="under way"):
        rounds.open()
    for early in (rounds.display, rounds.adopt, rounds.publish):
        with pytest.raises(Conflict, match="another step"):
            early(round_id)
    rounds.feedback(round_id)
    with pytest.raises(Invalid, match="until 2026-12-07"):
        rounds.display(round_id, day=15)
    rounds.display(round_id)
    with pytest.raises(Invalid, match="displayed until 2026-12-26"):
        rounds.adopt(round_id, day=35)
    rounds.adopt(round_id)
    found = rounds.round(round_id)
    assert found.table_sha256 == table_hash(session, round_id)
    assert published_grade(session, world.own, SCHEME, today_after(37)) is None
    session.rollback()
    rounds.publish(round_id)
    grade = published_grade(session, world.own, SCHEME, today_after(37))
    assert grade is not None
    assert (grade.points, grade.grade, grade.document_no) == (8800, "blue", "示环评〔2026〕9号")
    assert published_grade(session, world.own, SCHEME, today_after(36)) is None
    with pytest.raises(Conflict, match="another step"):
        rounds.publish(round_id)
    assert not verify_record(session, None, today=today_after(40)).findings


def test_whoever_opened_a_round_does_not_adopt_it(rounds: Rounds, world: World) -> None:
    actor = world["provincial_decider"]
    both = replace(actor, roles=actor.roles | {"provincial_clerk"})
    rounds.world.actors["provincial_decider"] = both
    round_id = rounds.feedback(rounds.open(by="provincial_decider"))
    rounds.display(round_id)
    with pytest.raises(Forbidden, match="another person must adopt"):
        rounds.adopt(round_id)
    rounds.adopt(round_id, by="second_decider")


def test_a_review_that_corrects_a_record_keeps_both_figures(
    rounds: Rounds, world: World, session: Session
) -> None:
    wrong = rounds.record("late")
    round_id = rounds.feedback(rounds.open())
    row_id = rounds.row_of(round_id, world.own).id
    rounds.ask(row_id, "登记对象有误。", "请求更正。")
    with pytest.raises(Conflict, match="already waits"):
        rounds.ask(row_id)
    with pytest.raises(Invalid, match="wait for an answer: 1"):
        rounds.display(round_id)
    with pytest.raises(Invalid, match="the result is the same"):
        rounds.answer(row_id, changed=True)
    rounds.undo(wrong, day=3)
    rounds.answer(row_id, changed=True)
    row = rounds.row(row_id)
    assert (row.points, row.grade) == (10000, "green")
    (change,) = row.changes
    assert (change.old_points, change.old_grade, change.points) == (8800, "blue", 10000)
    assert change.old_known == rounds.round(round_id).known < change.known == row.known
    assert [point.taken_up for point in row.requests[0].points] == [True, True]
    assert not verify_record(session, None, today=today_after(4)).findings


def test_nobody_fares_worse_for_having_asked(rounds: Rounds, world: World) -> None:
    round_id = rounds.feedback(rounds.open())
    row_id = rounds.row_of(round_id, world.own).id
    rounds.record("late")
    rounds.ask(row_id)
    with pytest.raises(Invalid, match="never makes a result worse"):
        rounds.answer(row_id, changed=True)
    rounds.answer(row_id)
    assert (rounds.row(row_id).points, rounds.row(row_id).requests[0].result) == (10000, "upheld")


def test_time_to_ask_is_over_by_the_postmark(rounds: Rounds, world: World) -> None:
    round_id = rounds.feedback(rounds.open())
    row_id = rounds.row_of(round_id, world.own).id
    rounds.ask(row_id, day=16)
    rounds.answer(row_id, day=17)
    with pytest.raises(Invalid, match="ended on 2026-12-07"):
        rounds.ask(row_id, day=17)


@pytest.mark.db
def test_a_later_correction_reopens_the_row_and_not_the_round(
    rounds: Rounds, world: World, session: Session
) -> None:
    wrong = rounds.record("late")
    round_id = rounds.published()
    sealed = rounds.round(round_id).table_sha256
    row_id = rounds.row_of(round_id, world.own).id
    decision = RowDecision(False, "登记对象有误，重新计算。", "示环评更〔2027〕1号")
    decider = world["provincial_decider"]
    with pytest.raises(Conflict, match="No correction waits"):
        reopen_row(session, decider, row_id, decision, later(39))
    rounds.undo(wrong, day=38)
    reopen_row(session, decider, row_id, decision, later(39))
    with pytest.raises(Conflict, match="No correction waits"):
        reopen_row(session, decider, row_id, decision, later(39))
    grade = published_grade(session, world.own, SCHEME, today_after(39))
    assert grade is not None
    assert (grade.points, grade.grade) == (10000, "green")
    assert rounds.row(row_id).changes[0].old_points == 8800
    assert (rounds.round(round_id).state, rounds.round(round_id).table_sha256) == (
        "published",
        sealed,
    )
    assert not verify_record(session, None, today=today_after(40)).findings


def test_totals_add_up_with_the_unrated_and_those_out_of_scope(
    rounds: Rounds, world: World, session: Session
) -> None:
    round_id = rounds.open()
    clerk = world["provincial_clerk"]
    row_id = rounds.row_of(round_id, world.other).id
    with pytest.raises(Invalid, match="give the facts"):
        take_out(session, clerk, row_id, "moved", " ", NOW)
    take_out(session, clerk, row_id, "moved", "已迁往外省。", NOW)
    rows = session.query(RoundSubject).where(RoundSubject.round_id == round_id).all()
    counted = Counter(row.out or row.grade or row.unrated for row in rows)
    assert counted == {"green": 1, "moved": 1}
    put_back(session, clerk, row_id, NOW)
    assert rounds.row(row_id).unrated == "too_little_work"
    rounds.feedback(round_id)
    with pytest.raises(Conflict, match="another step"):
        take_out(session, clerk, row_id, "moved", "已迁往外省。", NOW)


def test_the_party_sees_its_row_when_it_was_told_and_no_other(
    rounds: Rounds, world: World, session: Session
) -> None:
    round_id = rounds.open()
    row_id = rounds.row_of(round_id, world.own).id
    with pytest.raises(Exception, match="no such result"):
        rounds.ask(row_id)
    rounds.feedback(round_id)
    with pytest.raises(Exception, match="no such result"):
        rounds.ask(row_id, by="other_manager")
    assert rounds.ask(row_id) == row_id


def test_the_days_to_ask_run_for_each_from_the_service_of_its_feedback(
    rounds: Rounds, world: World, session: Session
) -> None:
    round_id = rounds.feedback(rounds.open(), served=False)
    own, other = (rounds.row_of(round_id, one).id for one in (world.own, world.other))
    with pytest.raises(Invalid, match="not been served on anybody"):
        rounds.display(round_id, day=40)
    rounds.serve(own, 10)
    with pytest.raises(Invalid, match="until 2026-12-16"):
        rounds.display(round_id)
    rounds.ask(other, day=30, by="other_manager")  # whom nothing reached has lost nothing
    rounds.answer(other, day=31)
    with pytest.raises(Invalid, match="ended on 2026-12-16"):
        rounds.ask(own, day=31)
    session.rollback()
    rounds.serve(other, 32)
    with pytest.raises(Invalid, match="The answer of 2026-12-22 to the request for review rests"):
        ask_to_take_back(
            session,
            world["provincial_clerk"],
            attempts(session, other)[0].id,
            "误登记。",
            later(33),
        )


@pytest.mark.db
def test_of_whoever_was_not_served_nothing_is_displayed_and_that_is_said(
    rounds: Rounds, world: World, session: Session
) -> None:
    round_id = rounds.feedback(rounds.open(), served=False)
    own, other = (rounds.row_of(round_id, one).id for one in (world.own, world.other))
    rounds.serve(own, 1)
    with pytest.raises(Invalid, match="has not been served on 1 contractors"):
        rounds.display(round_id)
    rounds.display(round_id, leave_out=True)
    assert (rounds.row(own).grade, rounds.row(other).out) == ("green", "unserved")
    session.rollback()
    with pytest.raises(Invalid, match="The display of the results from 2026-12-11 rests"):
        ask_to_take_back(
            session, world["provincial_clerk"], attempts(session, own)[0].id, "误登记。", later(21)
        )
    assert not verify_record(session, None, today=today_after(21)).findings


def test_a_round_does_not_move_on_while_a_service_in_it_is_written(
    rounds: Rounds, world: World, session: Session
) -> None:
    round_id = rounds.feedback(rounds.open(), served=False)
    row, said = rounds.row_of(round_id, world.own).id, list[str]()
    engine = session.get_bind()

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(" ".join(statement.split()))

    sql_event.listen(engine, "before_cursor_execute", hear)
    rounds.serve(row, 1)
    sql_event.remove(engine, "before_cursor_execute", hear)
    locked = [n for n, one in enumerate(said) if one.startswith("SELECT round.id FROM round WHERE")]
    written = [n for n, one in enumerate(said) if one.startswith("INSERT INTO service")]
    assert locked
    assert locked[0] < written[0]


def test_all_who_signed_for_it_are_served_at_once(
    rounds: Rounds, world: World, session: Session
) -> None:
    round_id = rounds.feedback(rounds.open(), served=False)
    waiting = round_work(session, world["provincial_clerk"], today_after(2))
    assert ("round_serve", 2, today_after(1)) in list(waiting)
    session.rollback()
    delivery = Delivery(today_after(2), (RECEIPT,))
    with pytest.raises(Invalid, match="serve on paper"):
        serve_feedback(session, world["provincial_clerk"], round_id, delivery, later(2))
    signed = AddressDraft(
        today_after(1), "李某", "李某", "某街2号", None, "email", "a@own.example", (RECEIPT,)
    )
    confirm_address(session, world["provincial_clerk"], world.own, signed, later(1))
    serve_feedback(session, world["provincial_clerk"], round_id, delivery, later(2))
    left = session.scalars(unserved(round_id)).all()
    assert left == [rounds.row_of(round_id, world.other).id]


@pytest.mark.db
def test_an_adoption_signed_on_paper_acts_when_a_second_clerk_has_confirmed_its_scan(
    rounds: Rounds, world: World, session: Session
) -> None:
    round_id = rounds.feedback(rounds.open())
    rounds.display(round_id)
    clerk, second = world["provincial_clerk"], world["second_clerk"]
    signed = SignedAdoption(
        world["provincial_decider"].holder_id, today_after(36), "同意。", (RECEIPT,)
    )
    early = replace(signed, decided_on=today_after(35))
    with pytest.raises(Invalid, match="displayed until 2026-12-26"):
        type_adoption(session, clerk, round_id, early, later(38))
    for wrong, said in (
        ({"files": ()}, "needs the scan"),
        ({"decided_by": clerk.holder_id}, "may not adopt"),
    ):
        with pytest.raises(Invalid, match=said):
            type_adoption(session, clerk, round_id, replace(signed, **wrong), later(38))
    type_adoption(session, clerk, round_id, signed, later(38))
    session.rollback()
    assert "round_typed" in [task[0] for task in round_work(session, second, today_after(38))]
    session.rollback()
    with pytest.raises(Conflict, match="waits for its second person"):
        rounds.adopt(round_id, day=38)
    with pytest.raises(Forbidden, match="another person"):
        confirm_adoption(session, clerk, round_id, later(38))
    withdraw_adoption(session, clerk, round_id, later(38))
    type_adoption(session, clerk, round_id, signed, later(38))
    confirm_adoption(session, second, round_id, later(38))
    found = rounds.round(round_id)
    assert (found.state, found.adopted_on, found.adopted_by, found.opinion) == (
        "adopted",
        signed.decided_on,
        signed.decided_by,
        signed.opinion,
    )
    assert found.table_sha256 == table_hash(session, round_id)
    session.rollback()
    assert not verify_record(session, None, today=today_after(40)).findings
