"""Listings as FollowTheMoney entities, one JSON object a line: Company or Person, and a Sanction for each listing.

Schemata and properties are those of followthemoney 4 (schema/Company, Person, Sanction and what they extend).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

COUNTRY = "cn"
TOPIC = "reg.action"
"""What a regulator did; whether a list debars depends on its own rules."""

STATUS = {"listed": "Active", "stayed": "Suspended", "ended": "Inactive"}
"""By the state of a listing."""

_CREDIT_CODE = 18


@dataclass(frozen=True)
class Designation:
    """One listing and who is listed. The ids are random and stay the same from file to file.

    ``last_day`` is inclusive, None without a known end; ``disputed`` is the mark, empty when there is none.
    ``state``: listed, stayed (its effects rest) or ended.
    """

    subject_id: str
    is_person: bool
    name: str
    code: str
    row_id: str
    list_name: str
    authority: str
    reason: str
    basis: str
    document: str
    from_on: date
    last_day: date | None
    disputed: str = ""
    state: str = "listed"


def entities(rows: Iterable[Designation], as_of: date, not_after: date) -> bytes:
    """Return the lines; every entity says its day, and until when it may be relied on or republished.

    A party bears the topic only while a listing of it has its effects.
    """
    stamp = {"as_of": as_of.isoformat(), "not_after": not_after.isoformat()}
    parties: dict[str, dict[str, Any]] = {}
    sanctions = []
    for row in rows:
        party = parties.setdefault(row.subject_id, _party(row))
        if row.state == "listed":
            party["properties"]["topics"] = [TOPIC]
        sanctions.append(_sanction(row, as_of))
    lines = (
        json.dumps(entity | stamp, ensure_ascii=False) for entity in (*parties.values(), *sanctions)
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _party(row: Designation) -> dict[str, Any]:
    """Who is listed, by credit code or, of a person, practice number."""
    credit_code = not row.is_person and len(row.code) == _CREDIT_CODE
    return _entity(
        _id(row.subject_id),
        "Person" if row.is_person else "Company",
        name=row.name,
        uscCode=row.code if credit_code else "",
        idNumber=row.code if row.is_person else "",
        registrationNumber="" if row.is_person or credit_code else row.code,
        country=COUNTRY,
    )


def _sanction(row: Designation, as_of: date) -> dict[str, Any]:
    return _entity(
        _id(row.row_id),
        "Sanction",
        entity=_id(row.subject_id),
        country=COUNTRY,
        authority=row.authority,
        program=row.list_name,
        reason=row.reason,
        description=row.basis,
        recordId=row.document,
        status=STATUS[row.state],
        summary=row.disputed,
        startDate=row.from_on.isoformat(),
        endDate=row.last_day.isoformat() if row.last_day else "",
        retrievedAt=as_of.isoformat(),
    )


def _id(number: str) -> str:
    return f"xinheng-{number}"


def _entity(number: str, schema: str, **properties: str) -> dict[str, Any]:
    held = {name: [value] for name, value in properties.items() if value}
    return {"id": number, "schema": schema, "properties": held}
