"""`flask evaluate`: score a file of facts by a file of rules, without any database."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask

from scoring.evaluate import Source, evaluate, to_text
from scoring.tables import EvaluateError


def install(app: Flask) -> None:
    @app.cli.command("evaluate")
    @click.argument("ruleset", type=click.Path(exists=True, path_type=Path))
    @click.argument("facts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day.")
    @click.option("--known-at", help="A date (its end) or an RFC 3339 instant.")
    @click.option("--decisions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--calendar", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
    def command(
        ruleset: Path,
        facts: Path,
        as_of: datetime,
        known_at: str | None,
        decisions: Path | None,
        calendar: Path | None,
        as_json: bool,
    ) -> None:
        """Score FACTS (CSV) by RULESET (a TOML file, or a folder of versions)."""
        try:
            result = evaluate(
                _rulesets(ruleset),
                _source(facts),
                as_of.date(),
                known_at,
                _source(decisions) if decisions else None,
                _source(calendar) if calendar else None,
            )
        except EvaluateError as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        click.echo(to_text(result) if as_json else _table(result, as_of.date()))


def _rulesets(path: Path) -> list[Source]:
    """One file, or every version in a folder (worked cases beside them are no versions)."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    return [_source(file) for file in files if file.name != "scenarios.toml"]


def _source(path: Path) -> Source:
    try:
        return Source(path.name, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        click.echo(f"{path.name}: this is not UTF-8. Save it as UTF-8 and try again.", err=True)
        sys.exit(2)


def _table(result: dict[str, Any], day: date) -> str:
    """Subject, points and grade, one line each: for reading."""
    rows = [
        f"{s['subject_id']}\t{s['points']}\t{s['grade'] or s['unrated'] or '-'}"
        for s in result["subjects"]
    ]
    return "\n".join([f"subject_id\tpoints {day}\tgrade", *rows])
