"""Records: a scheme in force, a programme with stages, and the short ways tests need."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

import ledger
from evidence.store import Store
from models import Event, Evidence, Score, Stage, new_id
from services.database import connect, sessions
from services.events.event_draft import EventDraft
from services.events.record_event import record_event
from services.files.new_file import NewFile
from services.files.receive_file import receive_file
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from services.writing import writing
from tests.evidence.made_files import pdf, picture
from tests.support import world as worlds
from tests.support.databases import PostgresqlDatabases, SqliteDatabases
from tests.support.fixtures import ClientAs
from tests.support.world import NOW, World

SCHEME = "land-survey"
RULES = Path(__file__).parents[2] / "rulesets" / SCHEME / "2026.toml"
CHENGDU, MIANYANG, JINJIANG = "510100", "510700", "510104"
OWN = "甲岭检测技术有限公司"
OTHER = "乙河环境咨询有限公司"
YESTERDAY = "2026-11-20"
MANY = 10**9


@dataclass(frozen=True)
class Scene:
    """The world with a scheme and a programme, and short ways to write and read records."""

    session: Session
    world: World
    store: Store
    programme: str
    stage: str

    def draft(self, behaviour: str = "Q02", **changes: Any) -> EventDraft:
        """Of its own contractor in Chengdu, yesterday; 9 of 10 passed."""
        fields: dict[str, Any] = {
            "subject_id": self.world.own,
            "scheme": SCHEME,
            "behaviour": behaviour,
            "occurred_on": NOW.date().replace(day=20),
            "region": CHENGDU,
            "narrative": "抽查十份报告。",
        }
        if behaviour.startswith("Q0"):
            fields |= {"numerator": 9, "denominator": 10}
            fields |= {"programme_id": self.programme, "stage_id": self.stage}
        else:
            fields["files"] = (self.file(),)
        return EventDraft(**(fields | changes))

    def record(self, who: str = "prefecture_clerk", behaviour: str = "Q02", **changes: Any) -> str:
        """The id of a new record."""
        draft = self.draft(behaviour, **changes)
        event_id = record_event(self.session, self.world[who], draft, NOW, anyway=True)
        self.session.expunge_all()
        return event_id

    def file(self, content: bytes | None = None, name: str = "记录.pdf", **about: Any) -> NewFile:
        """A file in the store."""
        return receive_file(self.store, io.BytesIO(content or pdf()), name, MANY, **about)

    def read(self, query: Select[Any]) -> list[Any]:
        """Rows as they stand now, and no open transaction behind them."""
        self.session.rollback()
        rows = list(self.session.scalars(query.execution_options(populate_existing=True)))
        self.session.expunge_all()
        self.session.rollback()
        return rows

    def events(self) -> list[Event]:
        return self.read(select(Event).order_by(Event.occurred_on, Event.id))

    def event(self, event_id: str) -> Event:
        return cast(Event, self.read(select(Event).where(Event.id == event_id))[0])

    def files_of(self, owner_id: str) -> list[Evidence]:
        query = select(Evidence).where(Evidence.owner_id == owner_id)
        return self.read(query.order_by(Evidence.position))

    def entries(self, kind: str) -> list[ledger.Entry]:
        return self.read(select(ledger.Entry).where(ledger.Entry.kind == kind))

    def points(self, subject_id: str | None = None) -> int:
        """The stored score in hundredths."""
        wanted = select(Score).where(Score.subject_id == (subject_id or self.world.own))
        return cast(Score, self.read(wanted)[0]).points


def build(url: str) -> None:
    """The world with a published scheme and an open programme of one stage."""
    worlds.build(url)
    engine = connect(url)
    with sessions(engine)() as session:
        people = worlds.read(session).actors
        text = RULES.read_text(encoding="utf-8")
        version = propose_ruleset(session, people["business_administrator"], text, NOW)
        publish_ruleset(session, people["second_business_administrator"], version, NOW)
        with writing(session, people["provincial_clerk"], NOW) as writer:
            writer.add("programme.open", _programme(new_id(), new_id()))
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_worlds(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """SQLite files in which the scene was built once."""
    return SqliteDatabases(tmp_path_factory.mktemp("scenes"), build)


@pytest.fixture(scope="session")
def postgresql_worlds() -> Iterator[PostgresqlDatabases]:
    """PostgreSQL databases in which the scene was built once."""
    databases = PostgresqlDatabases(build)
    yield databases
    databases.close()


@pytest.fixture
def scene(app: Flask, session: Session, world: World) -> Scene:
    """Where records are made: see ``build``."""
    stage = session.scalars(select(Stage)).one()
    programme, stage_id = stage.programme_id, stage.id
    session.rollback()
    return Scene(session, world, app.extensions["xinheng.store"], programme, stage_id)


def _programme(programme: str, stage: str) -> dict[str, Any]:
    opened = {"id": programme, "name_zh": "用地调查", "name_en": "Survey", "scheme": SCHEME}
    first = {"id": stage, "programme_id": programme, "position": 1, "due_on": "2026-12-31"}
    names = {"name_zh": "初步采样调查", "name_en": "First sampling"}
    return {"programme": opened | {"from_on": "2026-01-05"}, "stages": [first | names]}


Enter = Callable[..., TestResponse]


@pytest.fixture
def enter(scene: Scene, client_as: ClientAs) -> Enter:
    """Send the entry form: a late answer of its own contractor, with one photograph."""

    def send(
        who: str = "prefecture_clerk", client: FlaskClient | None = None, **changes: Any
    ) -> Any:
        form: dict[str, Any] = {
            "contractor": OWN,
            "behaviour": "S02",
            "occurred_on": YESTERDAY,
            "region": CHENGDU,
            "narrative": "两次书面询问逾期未复。",
            "evidence": photograph(),
            "evidence_party": "yes",
            "form_key": new_id(),
        }
        sent = {name: value for name, value in (form | changes).items() if value is not None}
        return (client or client_as(who)).post(
            "/events/new", data=sent, headers={"Accept-Language": "en"}
        )

    return send


def photograph(name: str = "照片.jpg") -> tuple[io.BytesIO, str]:
    return io.BytesIO(picture("JPEG")), name


def errors_on(page: TestResponse) -> dict[str, str]:
    """The messages of a refused form by field."""
    found = re.findall(
        r'<p class="field__error" id="f-([a-z_]+)-error">(.*?)</p>', page.text, re.DOTALL
    )
    summary = re.findall(r'<li><a href="#f-([a-z_]*)">(.*?)</a></li>', page.text, re.DOTALL)
    return {**dict(summary), **dict(found)}


def tickets_on(page: TestResponse) -> list[str]:
    """The files that a refused form kept."""
    return re.findall(r'name="evidence_kept" value="([^"]+)"', page.text)


def value_of(page: TestResponse, name: str) -> str:
    """What stands in a field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, name
    return found[1]
