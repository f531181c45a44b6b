"""A small world that tests of several folders share: offices, two contractors, one person for each role."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from identity.codes import check_character, organisation_check
from models import Account, Office, SessionRecord, Subject, new_id
from services import installation
from services.actor import SYSTEM, Actor, roles
from services.apply import Private
from services.database import connect, sessions
from services.people import passwords
from services.people.sign_in import actor_of
from services.writing import Writer, unrecorded, writing
from web.sessions import token_hash

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
"""Ten in the morning in China."""
TODAY = date(2026, 11, 21)
OPENED = date(2024, 1, 2)

PASSWORD = "four herons over the river"

OFFICES = {
    "province": ("510000", "省生态环境厅", "Provincial department", "province"),
    "chengdu": ("510100", "成都市生态环境局", "Chengdu office", "prefecture"),
    "mianyang": ("510700", "绵阳市生态环境局", "Mianyang office", "prefecture"),
    "jinjiang": ("510104", "锦江区生态环境局", "Jinjiang office", "county"),
}
CONTRACTORS = {
    "own": ("甲岭检测技术有限公司", "MA6A0001"),
    "other": ("乙河环境咨询有限公司", "MA6B0002"),
}

# username -> (role, office or contractor). One a role, and a second where two persons are needed.
PEOPLE = {
    **{role: (role, "province") for role in roles() if roles()[role].scope == "all"},
    **{role: (role, "chengdu") for role in roles() if role.startswith("prefecture")},
    "county_clerk": ("county_clerk", "jinjiang"),
    "qc_expert": ("qc_expert", "chengdu"),
    "contractor_manager": ("contractor_manager", "own"),
    "contractor_user": ("contractor_user", "own"),
    "other_manager": ("contractor_manager", "other"),
    "other_user": ("contractor_user", "other"),
    "second_clerk": ("provincial_clerk", "province"),
    "second_reviewer": ("provincial_reviewer", "province"),
    "second_decider": ("provincial_decider", "province"),
    "second_business_administrator": ("business_administrator", "province"),
    "second_security_administrator": ("security_administrator", "province"),
    "mianyang_clerk": ("prefecture_clerk", "mianyang"),
    "mianyang_reviewer": ("prefecture_reviewer", "mianyang"),
    "nobody": (None, "province"),
}


class Clock:
    """The only clock of a test's application: it stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """``clock.advance(minutes=31)``"""
        self.now += timedelta(**span)


@dataclass(frozen=True)
class World:
    """Ids by name: ``offices``, ``contractors`` (own and other), and an ``Actor`` for each username."""

    offices: dict[str, str]
    contractors: dict[str, str]
    actors: dict[str, Actor]

    @property
    def own(self) -> str:
        return self.contractors["own"]

    @property
    def other(self) -> str:
        return self.contractors["other"]

    def __getitem__(self, username: str) -> Actor:
        return self.actors[username]


@cache
def password_hash() -> str:
    """Everybody's password, hashed once."""
    return passwords.hashed(PASSWORD)


def credit_code(organisation: str) -> str:
    """A code that is right in form, of nobody."""
    code = f"91510100{organisation}0"
    code = code[:16] + organisation_check(code.ljust(18, "0"))
    return code + check_character(code)


def build(url: str) -> None:
    """Tables, triggers, and the world in them."""
    engine = connect(url)
    installation.create(engine)
    ledger.Base.metadata.create_all(engine)
    with engine.begin() as connection:
        ledger.protect(connection, installation.APPEND_ONLY)
    with sessions(engine)() as session:
        with writing(session, SYSTEM, NOW - timedelta(days=300)) as writer:
            _populate(writer)
        with unrecorded(session):
            for account in session.scalars(select(Account)):
                account.password_hash = password_hash()
                account.password_set_at = NOW - timedelta(days=299)
    engine.dispose()


def _populate(writer: Writer) -> None:
    system = Private()
    system.keep("holder", SYSTEM.holder_id, name="信衡")
    writer.add("holder.register", {"holder": {"id": SYSTEM.holder_id}}, private=system)
    offices = {name: _office(writer, *rest) for name, rest in OFFICES.items()}
    contractors = {name: _contractor(writer, *rest) for name, rest in CONTRACTORS.items()}
    for username, (role, place) in PEOPLE.items():
        _person(writer, username, role, offices.get(place), contractors.get(place))


def _office(writer: Writer, region: str, zh: str, en: str, level: str) -> str:
    office = {"id": new_id(), "name_zh": zh, "name_en": en, "level": level, "region": region}
    reached = {"telephone": "028-0000 0000", "address": "某街1号"}
    writer.add("office.open", {"office": office | reached})
    return str(office["id"])


def _contractor(writer: Writer, name: str, organisation: str) -> str:
    subject_id, name_id, private = new_id(), new_id(), Private()
    private.keep("subject_name", name_id, name=name)
    subject = {
        "id": subject_id,
        "kind": "contractor",
        "legal_form": "company",
        "code": credit_code(organisation),
        "home_region": "510100",
        "business": "laboratory",
        "file_opened_on": OPENED.isoformat(),
    }
    names = [{"id": name_id, "subject_id": subject_id, "from_on": OPENED.isoformat()}]
    data = {"subject": subject, "names": names}
    writer.add("subject.register", data, subject=subject_id, private=private)
    return subject_id


def _person(
    writer: Writer, username: str, role: str | None, office: str | None, subject: str | None
) -> None:
    holder_id, account_id, private = new_id(), new_id(), Private()
    private.keep("holder", holder_id, name=f"{username} 某")
    holder = {"id": holder_id, "office_id": office, "subject_id": subject}
    writer.add("holder.register", {"holder": holder}, private=private)
    grant = {
        "id": new_id(),
        "account_id": account_id,
        "holder_id": holder_id,
        "role": role,
        "proposed_on": OPENED.isoformat(),
        "granted_by": SYSTEM.holder_id,
        "decided_on": OPENED.isoformat(),
    }
    account = {"id": account_id, "username": username, "holder_id": holder_id}
    writer.add("account.open", {"account": account, "grants": [grant] if role else []})


def read(session: Session) -> World:
    """The world as it stands in a database that was built from it."""
    regions = {region: name for name, (region, *_) in OFFICES.items()}
    codes = {credit_code(organisation): name for name, (_, organisation) in CONTRACTORS.items()}
    accounts = session.scalars(select(Account).where(Account.username.in_(PEOPLE))).all()
    actors = {account.username: actor_of(session, account.id) for account in accounts}
    return World(
        offices={regions[o.region]: o.id for o in session.scalars(select(Office))},
        contractors={codes[s.code or ""]: s.id for s in session.scalars(select(Subject))},
        actors={username: actor for username, actor in actors.items() if actor},
    )


def client_of(app: Flask, account_id: str | None) -> FlaskClient:
    """A browser that is signed in, and sends with every form the token that its pages carry."""
    client = app.test_client()
    token, raw = secrets.token_urlsafe(32), secrets.token_hex(20)
    key = app.secret_key
    assert isinstance(key, bytes)
    client.environ_base["HTTP_X_CSRFTOKEN"] = URLSafeTimedSerializer(
        key, salt="wtf-csrf-token"
    ).dumps(raw)
    now = app.extensions["xinheng.clock"]()
    data = app.json.dumps({"csrf_token": raw} | ({"account_id": account_id} if account_id else {}))
    with app.extensions["xinheng.sessions"]() as session, unrecorded(session):
        session.add(
            SessionRecord(
                token_hash=token_hash(token),
                account_id=account_id,
                data=data,
                created_at=now,
                seen_at=now,
            )
        )
    name = app.config["SESSION_COOKIE_NAME"]
    client.set_cookie(name, token, secure=app.config["PREFERRED_URL_SCHEME"] == "https")
    return client
