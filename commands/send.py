"""`flask send`: hand the outbox over; the clock calls it every few minutes."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click
from flask import Flask
from flask_babel import force_locale

from commands.parts import config, database, now
from config import Config
from models import OutgoingMessage
from services.serving.gateways import MailServer, Spool
from services.serving.reminder_words import REMINDERS
from services.serving.send_messages import Gateway, send_messages
from web.language import tell


def install(app: Flask) -> None:
    @app.cli.command("send")
    def send() -> None:
        """Hand over every reminder that is due, to the mail server and the spool folder."""
        with database() as session:
            counts = send_messages(session, gateways(config()), rendered, now)
        click.echo(
            f"{counts['handed_over']} messages handed over, {counts['postponed']} postponed,"
            f" {counts['refused']} refused"
        )


def gateways(settings: Config) -> Mapping[str, Gateway]:
    """Text messages go to the spool folder; so does mail as long as no mail server is named."""
    spool = Spool(settings.spool)
    if not settings.smtp_host:
        return {"sms": spool, "email": spool}
    mail = MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_sender,
        settings.smtp_user,
        settings.smtp_password,
        settings.smtp_starttls,
    )
    return {"sms": spool, "email": mail}


def rendered(message: OutgoingMessage) -> tuple[str, str]:
    """Heading and text in Chinese: outside its account, nobody's language is known."""
    words, params = REMINDERS[message.template], json.loads(message.params)
    with force_locale("zh_Hans_CN"):
        return tell(words.heading), tell(type(words.text)(words.text.text, params))
