"""An operator's commands: serve only what is protected, sign, verify, back up, restore, score a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, text

from app import create_app
from config import Config
from tests.support.world import Clock

RULES = Path(__file__).resolve().parents[2] / "rulesets" / "land-survey"


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=list(arguments))


def engine_of(app: Flask) -> Engine:
    engine: Engine = app.extensions["xinheng.engine"]
    return engine


def test_a_database_that_lost_a_trigger_is_not_served(app: Flask) -> None:
    with engine_of(app).begin() as connection:
        name = connection.execute(
            text("select name from sqlite_master where type = 'trigger' and tbl_name = 'event'")
        ).scalar()
        connection.exec_driver_sql(f'drop trigger "{name}"')
    result = run(app, "serve")
    assert result.exit_code == 1
    assert "flask setup" in result.output


@pytest.mark.db
def test_verify_says_unwitnessed_then_whole_then_names_what_was_altered(app: Flask) -> None:
    assert run(app, "ledger", "verify").exit_code == 3
    assert run(app, "ledger", "checkpoint").exit_code == 0
    assert run(app, "ledger", "verify").exit_code == 0
    with engine_of(app).begin() as connection:
        connection.execute(text("update office set telephone = '110'"))
    result = run(app, "ledger", "verify", "--json")
    assert result.exit_code == 1
    report = json.loads(result.output)
    assert {f["table"] for f in report["findings"]} == {"office"}


def test_a_backup_restored_elsewhere_proves_whole(app: Flask, clock: Clock, tmp_path: Path) -> None:
    run(app, "ledger", "checkpoint")
    folder = tmp_path / "backup"
    assert run(app, "backup", str(folder)).exit_code == 0
    assert run(app, "backup", str(folder)).exit_code == 1, "an old backup is never written over"
    elsewhere = tmp_path / "elsewhere"
    settings = Config(instance=elsewhere, database_url=f"sqlite:///{elsewhere / 'xinheng.db'}")
    restored = create_app(settings, clock)
    assert run(restored, "restore", str(folder)).exit_code == 0
    assert run(restored, "restore", str(folder)).exit_code == 1
    assert run(create_app(settings, clock), "ledger", "verify").exit_code == 0


def test_a_file_of_facts_is_scored_without_any_database(app: Flask, tmp_path: Path) -> None:
    facts = tmp_path / "facts.csv"
    facts.write_text("event_id,subject_id,behaviour,counts_from\ne,s,S02,2026-03-01\n", "utf-8")
    day = ["--as-of", "2026-11-21", "--json"]
    result = run(app, "evaluate", str(RULES), str(facts), *day)
    assert result.exit_code == 0
    assert json.loads(result.output)["subjects"][0]["subject_id"] == "s"


def test_a_wrong_row_is_named_with_its_column_and_nothing_is_printed(
    app: Flask, tmp_path: Path
) -> None:
    facts = tmp_path / "facts.csv"
    facts.write_text("event_id,subject_id,behaviour,counts_from\ne,s,S02,tomorrow\n", "utf-8")
    result = run(app, "evaluate", str(RULES), str(facts), "--as-of", "2026-11-21")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "counts_from" in result.stderr
    assert "facts.csv" in result.stderr
