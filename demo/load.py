"""Load the demo province into an empty database, through the same services as every real write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Engine, MetaData, event

from demo.calendar import at, working_before
from demo.contractors import open_contractors_accounts, plan_changes, register_contractors
from demo.faults import plan_corrections, plan_faults
from demo.leads import plan_leads
from demo.lists import plan_lists
from demo.mark import DEMO, finish
from demo.measured import plan_measured
from demo.objections import plan_objections
from demo.offices import open_offices, open_posts
from demo.outside import Bind, plan_reader
from demo.programme import open_work, plan_takeovers, publish_rules
from demo.proposals import plan_proposals
from demo.province import Desk, Province
from demo.repairs import plan_repairs
from demo.rounds import plan_rounds
from demo.serving import plan_addresses
from demo.slips import plan_slips
from demo.stories import plan_stories
from evidence.store import Store
from services.database import connect, sessions
from services.new_day import begin_day
from services.standing.standing_over_time import renew_standing
from services.writing import unrecorded, writing

_DAYS_TO_SET_UP = 8
_MIDNIGHT = -9 * 60


def load(url: str, store: Store, today: date, tell: Callable[[date], None], bind: Bind) -> None:
    """Write everything up to yesterday evening; ``tell`` hears the first day of each month with acts."""
    engine = _hasty(url)
    with sessions(engine)() as session:
        province = Province(session, store, today)
        _set_up(province)
        for plan in (plan_addresses, plan_measured, plan_faults, plan_stories, plan_corrections):
            plan(province)
        for plan in (plan_changes, plan_takeovers, plan_lists, plan_repairs):
            plan(province)
        for plan in (plan_rounds, plan_objections, plan_proposals, plan_slips):
            plan(province)
        plan_leads(province)
        plan_reader(province, bind)
        province.diary.live(tell)
        with writing(session, DEMO, province.diary.last) as writer:
            finish(writer)
        begin_day(session, at(today, _MIDNIGHT))
        with unrecorded(session):
            renew_standing(session, today)
    engine.dispose()


def _set_up(province: Province) -> None:
    """In the days before the programme begins."""
    desk = Desk(working_before(province.start, _DAYS_TO_SET_UP))
    open_offices(province, desk)
    open_posts(province, desk)
    publish_rules(province, desk)
    register_contractors(province, desk)
    open_contractors_accounts(province, desk)
    open_work(province, desk)


def _hasty(url: str) -> Engine:
    """An engine that does not wait for the disk after each of two thousand writes.

    A power cut now loses nothing of anybody's: a half-loaded province is noticed and loaded anew.
    """
    engine = connect(url)
    if url.startswith("sqlite"):

        @event.listens_for(engine, "connect")
        def _settings(connection: sqlite3.Connection, _record: Any) -> None:
            connection.execute("PRAGMA synchronous=OFF")

    return engine


def clear(engine: Engine) -> None:
    """Drop every table of a demo database whose loading was interrupted."""
    found = MetaData()
    found.reflect(engine)
    found.drop_all(engine)
