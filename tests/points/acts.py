"""What the tests of points have happen: entries of the record at any instant, as the services would write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import AccessLog, new_id
from services.apply import Private
from services.clock import CHINA
from services.points import KINDS, Point, Span
from services.points.point_thresholds import values_now
from services.record.reading_log import NEW_LIST
from services.standing.scores import renew
from services.writing import unrecorded, writing
from tests.support.world import TODAY, World

SCHEME = "land-survey"


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """An instant by the clock of China."""
    return datetime.combine(day, time(hour, minute), CHINA)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@dataclass(frozen=True)
class Acts:
    session: Session
    world: World

    def record(
        self,
        when: datetime,
        by: str = "prefecture_clerk",
        behaviour: str = "S02",
        confirm: str = "review",
        **given: Any,
    ) -> str:
        """A record of the own contractor, of the same day."""
        clerk, event_id = self.world[by], new_id()
        event = {
            "id": event_id,
            "subject_id": self.world.own,
            "scheme": SCHEME,
            "behaviour": behaviour,
            "occurred_on": when.astimezone(CHINA).date().isoformat(),
            "region": "510100",
            "office_id": clerk.office_id,
            "entered_by": clerk.holder_id,
            "confirm": confirm,
            **given,
        }
        data: dict[str, Any] = {"event": event}
        if confirm == "none":
            data["confirmation"] = self._confirmed(event_id, by, by, event["occurred_on"], "none")
        with writing(self.session, clerk, when) as writer:
            writer.add("event.record", data, self.world.own)
        return event_id

    def confirm(
        self, event_id: str, when: datetime, typed: str = "prefecture_clerk", by: str = ""
    ) -> None:
        by = by or "prefecture_reviewer"
        day = when.astimezone(CHINA).date()
        data = self._confirmed(event_id, typed, by, day.isoformat(), "review")
        with writing(self.session, self.world[by], when) as writer:
            writer.add("event.confirm", {"confirmation": data}, self.world.own)
            renew(self.session, self.world.own, SCHEME, day)

    def _confirmed(self, event_id: str, typed: str, by: str, day: str, way: str) -> dict[str, Any]:
        return {
            "event_id": event_id,
            "counts_from": day,
            "way": way,
            "entered_by": self.world[typed].holder_id,
            "confirmed_by": self.world[by].holder_id,
        }

    def withdraw(self, event_id: str, when: datetime, by: str = "prefecture_clerk") -> None:
        data = {"event_id": event_id, "by": self.world[by].holder_id}
        with writing(self.session, self.world[by], when) as writer:
            writer.add("event.withdraw", {"withdrawal": data}, self.world.own)

    def correct(self, event_id: str, when: datetime) -> str:
        """Two persons take a record out of the reckoning."""
        one, other, correction_id = "prefecture_clerk", "prefecture_reviewer", new_id()
        asked = {"id": correction_id, "event_id": event_id, "asked_by": self.world[one].holder_id}
        with writing(self.session, self.world[one], when) as writer:
            writer.add("event.correct", {"correction": asked}, self.world.own)
        done = {"correction": correction_id, "confirmed_by": self.world[other].holder_id}
        with writing(self.session, self.world[other], when) as writer:
            writer.add("event.correct.confirm", done, self.world.own)
        return correction_id

    def slip(self, on: date) -> None:
        """A buyer asks about the own contractor."""
        slip, line = new_id(), new_id()
        private = Private()
        private.keep("slip_line", line, asked="甲岭检测技术有限公司")
        data = {
            "slip": {"id": slip, "on": on.isoformat(), "position": 1, "lists": ""},
            "lines": [{"id": line, "slip_id": slip, "position": 1, "bidder": 1}],
            "firms": [
                {
                    "id": new_id(),
                    "line_id": line,
                    "position": 1,
                    "subject_id": self.world.own,
                    "how": "name",
                }
            ],
        }
        with writing(self.session, self.world["provincial_clerk"], at(on)) as writer:
            writer.add("slip.make", data, private=private)

    def export(self, when: datetime, by: str = "business_administrator", rows: int = 5) -> str:
        made = {
            "id": new_id(),
            "kind": "lists",
            "format": "xlsx",
            "filter": "{}",
            "on": when.astimezone(CHINA).date().isoformat(),
            "known": 1,
            "rows": rows,
            "sha256": "0" * 64,
            "by": self.world[by].holder_id,
        }
        with writing(self.session, self.world[by], when) as writer:
            writer.add("export.make", {"export": made})
        return str(made["id"])

    def span(self, last: date = TODAY, thresholds: dict[str, int] | None = None) -> Span:
        """From ninety days ago, with these thresholds instead of the delivered ones."""
        held = values_now(self.session) | (thresholds or {})
        self.session.rollback()
        return Span(ago(90), last, TODAY, held)

    def points(self, kind: str, span: Span | None = None, **thresholds: int) -> list[Point]:
        """Points of one kind, as they are found now."""
        self.session.rollback()
        found = list(KINDS[kind].find(self.session, span or self.span(thresholds=thresholds)))
        self.session.rollback()
        return found

    def programme(self, data: dict[str, Any]) -> None:
        with writing(self.session, self.world["provincial_clerk"], at(ago(250))) as writer:
            writer.add("programme.open", data)

    def saw(self, event_id: str, when: datetime, by: str = "prefecture_clerk") -> None:
        """The preview of a record showed a new list."""
        account_id = self.world[by].account_id
        with unrecorded(self.session):
            read = AccessLog(account_id=account_id, what=NEW_LIST, target_id=event_id, at=when)
            self.session.add(read)

    def deputy(self, when: datetime) -> None:
        """The second clerk confirms as the reviewer's deputy."""
        event_id = self.record(when)
        other = self.world["prefecture_reviewer"]
        acting = replace(self.world["second_clerk"], acting_for=other.holder_id)
        data = self._confirmed(
            event_id, "prefecture_clerk", "second_clerk", when.date().isoformat(), "review"
        )
        with writing(self.session, acting, when) as writer:
            writer.add("event.confirm", {"confirmation": data}, self.world.own)


def about(points: Iterable[Point]) -> list[str]:
    return [point.about for point in points]
