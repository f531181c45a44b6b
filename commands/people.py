"""`flask account open`: the first administrators, for there is no default account."""

from __future__ import annotations

from typing import cast

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from marshmallow import ValidationError
from sqlalchemy.orm import Session, sessionmaker

from schemas.people import Username
from services.messages import Invalid
from services.people.first_account import FIRST_ROLES, open_first_account

group = AppGroup("account", help="Accounts from which all others follow.")


@group.command("open")
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", required=True, type=click.Choice(FIRST_ROLES))
def open_account(username: str, name: str, role: str) -> None:
    """Open an administrator's account and print the one-time code that sets its password.

    Open one system administrator and two security administrators: two persons grant every other role.
    """
    make = cast("sessionmaker[Session]", current_app.extensions["xinheng.sessions"])
    now = current_app.extensions["xinheng.clock"]()
    try:
        folded = Username(required=True).deserialize(username)
        with make() as session:
            code = open_first_account(session, folded, name, role, now)
    except ValidationError as problem:
        raise click.ClickException(str(problem.messages[0])) from None
    except Invalid as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{folded}: one-time code {code}")
    click.echo("It works once, for seven days, at /activate; it is shown nowhere else.")


def install(app: Flask) -> None:
    app.cli.add_command(group)
