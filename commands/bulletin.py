"""`flask bulletin`: the half-yearly bulletin in one command."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from pathlib import Path

import click
from flask import Flask, current_app, g
from sqlalchemy import select
from sqlalchemy.orm import Session

from commands.parts import database
from models import Account
from services.actor import Actor
from services.exports.read_export import Span
from services.messages import Refusal
from services.people.sign_in import actor_of
from web.bulletin import make_bulletin
from web.language import LANGUAGES, tell

HALF = re.compile(r"(20\d\d)-([12])")


def install(app: Flask) -> None:
    @app.cli.command("bulletin")
    @click.option("--half", required=True, help="The half-year: 2026-1 or 2026-2.")
    @click.option(
        "--as",
        "username",
        required=True,
        help="Whose export it is: an account that may make exports.",
    )
    @click.option(
        "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
    )
    @click.option("--lang", type=click.Choice(tuple(LANGUAGES)), default=next(iter(LANGUAGES)))
    def command(half: str, username: str, out: Path | None, lang: str) -> None:
        """Write the bulletin of a half-year that has ended as PDF and enter it in the record."""
        span, path = span_of(half), out or Path(f"bulletin-{half}.pdf")
        with database() as session:
            actor = _actor(session, username)
        with current_app.test_request_context(query_string={"lang": lang}):
            g.actor = actor
            try:
                made = make_bulletin(span)
            except Refusal as refused:
                raise click.ClickException(tell(refused.message)) from None
        path.write_bytes(made.content)
        click.echo(f"{path}: {len(made.content)} bytes, export {made.export_id}")


def span_of(half: str) -> Span:
    """The days of a half-year such as 2026-1."""
    found = HALF.fullmatch(half)
    if found is None:
        raise click.BadParameter("A half-year is written 2026-1 or 2026-2.", param_hint="--half")
    year, last = int(found[1]), 6 * int(found[2])
    return Span(date(year, last - 5, 1), date(year, last, monthrange(year, last)[1]))


def _actor(session: Session, username: str) -> Actor:
    account = session.scalar(select(Account).where(Account.username == username))
    actor = actor_of(session, account.id) if account else None
    if actor is None:
        raise click.ClickException(f"There is no open account called {username}.")
    return actor
