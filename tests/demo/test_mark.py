"""A demo is never served as the real thing, and a real record never stamped as a demo."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import ledger
from app import create_app
from config import Config
from demo.load import clear
from demo.mark import DEMO, begin, finish, is_complete, is_demo
from services.actor import SYSTEM
from services.database import connect, sessions
from services.installation import migrate
from services.people.first_account import register_system
from services.writing import writing

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
WRITTEN = {
    "demo": (DEMO, (begin, finish)),
    "half": (DEMO, (begin,)),
    "real": (SYSTEM, (register_system,)),
}


@pytest.fixture
def record(request: pytest.FixtureRequest, instance: Path) -> Config:
    """Settings of an instance whose database holds a demo, half a demo, or something real."""
    settings = Config(instance, f"sqlite:///{instance / 'xinheng.db'}", https=False)
    engine = connect(settings.database_url)
    migrate(engine)
    actor, steps = WRITTEN[request.param]
    with sessions(engine)() as session, writing(session, actor, NOW) as writer:
        for step in steps:
            step(writer)
    engine.dispose()
    return settings


def run(settings: Config, command: str, *, demo: bool):
    """What a command answers on this instance."""
    app = create_app(Config(settings.instance, settings.database_url, https=False, demo=demo))
    result = app.test_cli_runner().invoke(args=[command])
    app.extensions["xinheng.engine"].dispose()
    return result


@pytest.mark.parametrize("record", ["demo", "half"], indirect=True)
@pytest.mark.parametrize("command", ["setup", "serve"])
def test_production_refuses_to_start_on_a_demo(record: Config, command: str):
    result = run(record, command, demo=False)
    assert result.exit_code == 1
    assert "holds the demo province" in result.stderr


@pytest.mark.parametrize("record", ["real"], indirect=True)
@pytest.mark.parametrize("command", ["setup", "serve", "demo"])
def test_a_demo_refuses_to_start_on_a_real_record(record: Config, command: str):
    result = run(record, command, demo=True)
    assert result.exit_code == 1
    assert "holds a real record" in result.stderr


@pytest.mark.parametrize("record", ["real"], indirect=True)
def test_production_does_not_load_a_demo(record: Config):
    result = run(record, "demo", demo=False)
    assert result.exit_code == 1
    assert "XINHENG_DEMO=1" in result.stderr


@pytest.mark.parametrize("record", ["demo"], indirect=True)
def test_setting_up_again_only_prints_the_log_ins(record: Config):
    result = run(record, "setup", demo=True)
    assert result.exit_code == 0
    assert "Loading" not in result.stdout
    assert "Demo log-ins" in result.stdout


@pytest.mark.parametrize("record", ["half"], indirect=True)
def test_half_a_demo_can_be_cleared_and_begun_anew(record: Config):
    engine = connect(record.database_url)
    clear(engine)
    migrate(engine)
    with sessions(engine)() as session:
        with writing(session, DEMO, NOW) as writer:
            begin(writer)
        assert ledger.size(session) == 1
        assert is_demo(session)
        assert not is_complete(session)
    engine.dispose()
