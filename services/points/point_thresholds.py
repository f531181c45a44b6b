"""The thresholds that find points to look at: defaults from their data file, what the auditor set instead, by whom."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import ledger
from models import Holder, PointSetting, new_id
from services.actor import Actor
from services.apply import Private
from services.labels import Both
from services.messages import Invalid, say
from services.writing import Once, writing

DATA = Path(__file__).resolve().parent.parent / "data" / "points.toml"
PERMISSION = "point.look"


@dataclass(frozen=True)
class Threshold:
    """``unit``: days, hour, records, percent, offices, tenths, rows or files; bounds are included."""

    code: str
    value: int
    least: int
    greatest: int
    unit: str
    label: Both
    source: Both


@cache
def thresholds() -> Mapping[str, Threshold]:
    """Every threshold with its default, in the order of the data file."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {
        code: Threshold(
            code,
            row["value"],
            row["least"],
            row["greatest"],
            row["unit"],
            Both(row["label"]["zh"], row["label"]["en"]),
            Both(row["source"]["zh"], row["source"]["en"]),
        )
        for code, row in data.items()
    }


def values_now(session: Session) -> dict[str, int]:
    """The value that holds, by code."""
    found = {code: one.value for code, one in thresholds().items()}
    newest = (
        select(PointSetting.code, func.max(ledger.Entry.seq).label("seq"))
        .join(ledger.Entry, ledger.Entry.entry_id == PointSetting.entry_id)
        .group_by(PointSetting.code)
        .subquery()
    )
    query = (
        select(PointSetting.code, PointSetting.value)
        .join(ledger.Entry, ledger.Entry.entry_id == PointSetting.entry_id)
        .join(newest, (newest.c.code == PointSetting.code) & (newest.c.seq == ledger.Entry.seq))
    )
    set_since = {code: value for code, value in session.execute(query) if code in found}
    return found | set_since


def set_thresholds(
    session: Session,
    actor: Actor,
    wanted: Mapping[str, int],
    reason: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Set what differs from what holds; returns how many did. Raises ``Invalid`` where nothing does."""
    actor.require(PERMISSION)
    with writing(session, actor, now, once) as writer:
        before = values_now(session)
        changed = {code: n for code, n in wanted.items() if n != before[code]}
        _check(changed)
        private, rows = Private(), []
        for code, value in changed.items():
            row_id = new_id()
            private.keep("point_setting", row_id, reason=reason)
            row = {"id": row_id, "code": code, "value": value, "before": before[code]}
            rows.append(row | {"by": actor.holder_id})
        writer.add("point.set", {"settings": rows}, private=private)
        writer.result = str(len(rows))
    return writer.result


def _check(changed: Mapping[str, int]) -> None:
    if not changed:
        raise Invalid({"": say("Every threshold stands as it did; nothing was changed.")})
    problems = {
        code: say(
            "This lies from %(least)s to %(greatest)s.",
            least=thresholds()[code].least,
            greatest=thresholds()[code].greatest,
        )
        for code, value in changed.items()
        if not thresholds()[code].least <= value <= thresholds()[code].greatest
    }
    if problems:
        raise Invalid(problems)


@dataclass(frozen=True)
class SetOnce:
    """One change of a threshold."""

    label: Both
    before: int
    value: int
    who: str
    at: datetime
    reason: str | None


def show_settings(session: Session, actor: Actor) -> tuple[SetOnce, ...]:
    """Every change, the newest first."""
    actor.require(PERMISSION)
    query = (
        select(PointSetting, Holder.name, ledger.Entry.recorded_at)
        .join(ledger.Entry, ledger.Entry.entry_id == PointSetting.entry_id)
        .join(Holder, Holder.id == PointSetting.by)
        .order_by(ledger.Entry.seq.desc(), PointSetting.code)
    )
    return tuple(
        SetOnce(thresholds()[row.code].label, row.before, row.value, who or "", at, row.reason)
        for row, who, at in session.execute(query)
        if row.code in thresholds()
    )
