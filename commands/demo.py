"""`flask demo`: the demo province in an empty database; and why a demo is never served as the real thing."""

from __future__ import annotations

import sys
from datetime import date

import click
from flask import Flask, current_app, g
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from commands.parts import config, database, engine, now, store
from demo.load import clear, load
from demo.logins import printed
from demo.mark import check_instance, is_complete, is_demo, is_empty
from ledger.errors import LedgerError
from models import Holder
from services.actor import Actor
from services.clock import day_of
from services.dossiers.dossier import read_dossier
from services.dossiers.make_dossier import Bound
from services.installation import migrate
from services.messages import Conflict
from services.record.keep_record import make_checkpoint
from web.dossier_paper import bound
from web.language import CHINESE


def install(app: Flask) -> None:
    @app.cli.command("demo")
    def demo() -> None:
        """Load the demo province into an empty database and print its log-ins."""
        if not config().demo:
            _stop(
                "Set XINHENG_DEMO=1: only then every page, print and export is marked as invented."
            )
        check()
        config().instance.mkdir(parents=True, exist_ok=True)
        migrate(engine())
        bring_demo()


def check() -> None:
    """Stop where the setting and the record contradict each other."""
    if not inspect(engine()).has_table(Holder.__tablename__):
        return
    try:
        with database() as session:
            check_instance(session, config().demo)
    except Conflict as refused:
        _stop(str(refused.message))


def bring_demo() -> None:
    """The province in a database that is empty or in which its loading was interrupted; the log-ins."""
    with database() as session:
        empty, broken = is_empty(session), is_demo(session) and not is_complete(session)
    if broken:
        click.echo("The demo province was interrupted while it was loaded; it is loaded anew.")
        clear(engine())
        migrate(engine())
    if empty or broken:
        _load()
    click.echo(f"\n{printed()}\n")


def _load() -> None:
    click.echo("Loading the demo province (about a minute):", nl=False)
    load(config().database_url, store(), day_of(now()), _tell, _bind)
    click.echo()
    settings = config()
    try:
        with database() as session:
            make_checkpoint(session, settings.signing_key, settings.witness, settings.origin)
    except LedgerError as refused:
        _stop(f"Not signed: {refused}. Remove {settings.witness}, which witnesses another record.")


def _bind(session: Session, actor: Actor, case_id: str, on: date) -> Bound:
    """The dossier as the page makes it, in Chinese."""
    with current_app.test_request_context(query_string={"lang": CHINESE}):
        g.actor = actor
        return bound(read_dossier(session, store(), actor, case_id, on), actor, on)


def _tell(day: date) -> None:
    click.echo(f" {day:%Y-%m}", nl=False)


def _stop(text: str) -> None:
    click.echo(text, err=True)
    sys.exit(1)
