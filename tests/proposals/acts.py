"""What the tests of this folder have happen: rules in force, records that count, relations, a listing by a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import KnownProposal, Listing, new_id
from services.clock import CHINA
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from services.standing.scores import renew
from services.subjects.relate_subjects import NewRelation, relate_subjects
from services.writing import Writer, writing
from tests.support.world import NOW, World

SCHEME = "eia-units"
RULES = Path(__file__).parents[2] / "rulesets" / SCHEME / "2019.toml"


def at(day: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime.combine(day, time(10), CHINA)


@dataclass(frozen=True)
class Acts:
    session: Session
    world: World

    def publish(self) -> None:
        one, other = (
            self.world["business_administrator"],
            self.world["second_business_administrator"],
        )
        proposed = propose_ruleset(self.session, one, RULES.read_text(encoding="utf-8"), NOW)
        publish_ruleset(self.session, other, proposed, NOW)
        with writing(self.session, self.world["provincial_clerk"], NOW) as writer:
            for subject in self.world.contractors.values():
                writer.add("subject.amend", {"changes": {"business": "eia"}}, subject)

    def record(
        self, behaviour: str, on: date, times: int = 1, subject: str = "", **given: Any
    ) -> list[str]:
        """So many records that count from a day, written on that day as the notice procedure leaves them."""
        who = subject or self.world.own
        with writing(self.session, self.world["provincial_clerk"], at(on)) as writer:
            ids = [self._event(writer, who, behaviour, on, given) for _ in range(times)]
            renew(self.session, who, SCHEME, on)
        return ids

    def _event(
        self, writer: Writer, who: str, behaviour: str, on: date, given: dict[str, Any]
    ) -> str:
        event_id = new_id()
        clerk, reviewer = writer.actor, self.world["provincial_reviewer"]
        event = {
            "id": event_id,
            "subject_id": who,
            "scheme": SCHEME,
            "behaviour": behaviour,
            "occurred_on": on.isoformat(),
            "region": "510100",
            "office_id": clerk.office_id,
            "entered_by": clerk.holder_id,
            "confirm": "notice",
            **given,
        }
        confirmation = {
            "event_id": event_id,
            "counts_from": on.isoformat(),
            "way": "review",
            "entered_by": clerk.holder_id,
            "confirmed_by": reviewer.holder_id,
        }
        writer.add("event.record", {"event": event, "confirmation": confirmation}, who)
        return event_id

    def refute(self, event_id: str, on: date) -> None:
        """A record turns out to be wrong: two persons take it out of the reckoning."""
        correction_id = new_id()
        asked = {
            "id": correction_id,
            "event_id": event_id,
            "asked_by": self.world["provincial_clerk"].holder_id,
        }
        other = self.world["provincial_reviewer"].holder_id
        with writing(self.session, self.world["provincial_clerk"], at(on)) as writer:
            writer.add("event.correct", {"correction": asked}, self.world.own)
            done = {"correction": correction_id, "confirmed_by": other}
            writer.add("event.correct.confirm", done, self.world.own)
            renew(self.session, self.world.own, SCHEME, on)

    def relate(self, kind: str, subject: str, other: str, since: date) -> str:
        """``other`` is a registered subject's id, or a bare name."""
        registered = other in self.world.contractors.values()
        wanted = NewRelation(
            kind, since, other if registered else None, None if registered else other
        )
        return relate_subjects(self.session, self.world["provincial_clerk"], subject, wanted, NOW)

    def blacklisted(self, subject: str, on: date, until: date) -> str:
        """A decision that was served: the listing begins. Returns its id."""
        case_id, decision_id, listing_id = new_id(), new_id(), new_id()
        one, two = self.world["provincial_clerk"], self.world["second_clerk"]
        key = {"subject_id": subject, "scheme": SCHEME, "list_code": "blacklist"}
        case = {
            "id": case_id,
            **key,
            "origin": "person",
            "opened_on": on.isoformat(),
            "opened_by": self.world["business_administrator"].holder_id,
            "office_id": one.office_id,
        }
        decider = self.world["provincial_decider"].holder_id
        decision = {
            "id": decision_id,
            "case_id": case_id,
            **key,
            "position": 1,
            "action": "enter",
            "from_on": on.isoformat(),
            "until_on": until.isoformat(),
            "proposed_by": case["opened_by"],
            "investigator_1": one.holder_id,
            "investigator_2": two.holder_id,
            "reviewed_by": self.world["provincial_reviewer"].holder_id,
            "decided_by": decider,
            "decided_on": on.isoformat(),
            "way": "system",
            "typed_by": decider,
        }
        service = {
            "id": new_id(),
            "document_kind": "list_decision",
            "document_id": decision_id,
            "subject_id": subject,
            "way": "direct",
            "sent_on": on.isoformat(),
            "served_on": on.isoformat(),
            "counts": True,
            "typed_by": one.holder_id,
        }
        effect = {
            "decision": decision_id,
            "listing": listing_id,
            "from_on": on.isoformat(),
            "until_on": until.isoformat(),
            "for_life": False,
        }
        with writing(self.session, one, at(on)) as writer:
            writer.add("case.open", {"case": case}, subject)
            writer.add("decision.make", {"decision": decision}, subject)
            writer.add("service.record", {"service": service, "effect": effect}, subject)
            renew(self.session, subject, SCHEME, on)
        return listing_id

    def listings(self, list_code: str) -> list[tuple[date, date | None, str | None]]:
        """From, until and end of every row of the register, in order."""
        query = select(Listing).where(Listing.list_code == list_code)
        found = self.session.scalars(query.order_by(Listing.from_on)).unique()
        return [(row.from_on, row.until_on, row.end) for row in found]

    def known(self, origin: str = "rule") -> list[KnownProposal]:
        query = select(KnownProposal).where(KnownProposal.origin == origin)
        ordered = query.order_by(KnownProposal.known_on, KnownProposal.list_code)
        return list(self.session.scalars(ordered.execution_options(populate_existing=True)))
