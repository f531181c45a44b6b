"""`flask ledger`: sign the record, and prove it whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from commands.parts import config, database, now, store
from ledger import bodies
from ledger.entries import Finding
from ledger.errors import LedgerError
from services.calendar.calendars import calendar
from services.clock import day_of
from services.messages import Refusal
from services.record.finding_words import OUTCOMES, sentence
from services.record.join_checkpoints import join_checkpoints
from services.record.keep_record import fingerprints, make_checkpoint, trusted_keys
from services.record.verify_record import Verification, verify_record
from verify.due_process import WORDS, faults

group = AppGroup("ledger", help="Sign the record, and prove it whole.")


@group.command("checkpoint")
def checkpoint() -> None:
    """Sign the ledger as it stands and write note and leaf hashes to the witness folder."""
    settings = config()
    try:
        with database() as session:
            made = make_checkpoint(session, settings.signing_key, settings.witness, settings.origin)
    except LedgerError as refused:
        click.echo(f"{sentence(Finding(refused.code, refused.params))}", err=True)
        sys.exit(1)
    click.echo(f"Signed {made.size} entries of {made.origin}; witness folder {settings.witness}")


@group.command("verify")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of an outside witness (default: the installation's own).",
)
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def verify(against: Path | None, as_json: bool) -> None:
    """Check the whole record. Exit code 0 whole, 1 altered, 2 rolled back or forked, 3 unwitnessed."""
    witness = against or config().witness
    with database() as session:
        report = verify_record(
            session,
            store(),
            witness if witness.exists() else None,
            trusted_keys(witness),
            day_of(now()),
        )
    click.echo(
        json.dumps(as_data(report), ensure_ascii=False) if as_json else as_text(report, witness)
    )
    sys.exit(int(report.outcome))


@group.command("consistency")
@click.argument("old", type=int)
@click.argument("new", type=int)
def consistency(old: int, new: int) -> None:
    """Print the proof that the log of NEW entries begins with that of OLD, both once signed."""
    try:
        click.echo(join_checkpoints(config().witness, old, new), nl=False)
    except Refusal as refused:
        click.echo(f"{refused}", err=True)
        sys.exit(1)


@group.command("due-process")
def due_process() -> None:
    """Read the entries alone and name each legal step that a listing lacks. Exit code 0 none, 1 some."""
    with database() as session:
        entries = (body for _seq, body in bodies(session))
        found = list(faults(entries, calendar(session).works))
    for fault in found:
        click.echo("{}: {}。 {}.".format(fault.case, *WORDS[fault.code]))
    click.echo(f"{len(found)} missing steps")
    sys.exit(1 if found else 0)


def as_data(report: Verification) -> dict[str, object]:
    """The report as JSON-able data; findings by code and parameters."""
    findings = (*report.log.findings, *report.findings)
    return {
        "outcome": report.outcome.name.lower(),
        "exit_code": int(report.outcome),
        "entries": report.log.size,
        "root": report.log.root.hex(),
        "checkpoint": report.log.checkpoint and report.log.checkpoint.size,
        "unprotected": report.log.unprotected,
        "rows": report.rows,
        "files": report.files,
        "findings": [{"code": f.code, **f.params} for f in findings],
    }


def as_text(report: Verification, witness: Path) -> str:
    """The report in sentences, each finding with its code."""
    findings = (*report.log.findings, *report.findings)
    lines = [
        str(OUTCOMES[report.outcome]),
        f"{report.log.size} entries, {report.rows} rows and {report.files} files were checked.",
        f"{report.log.unprotected} entries are younger than the last checkpoint.",
        *(f"Trusted key: {mark}" for mark in fingerprints(witness)),
        *(f"- {sentence(finding)} [{finding.code}]" for finding in findings),
    ]
    return "\n".join(lines)


def install(app: Flask) -> None:
    app.cli.add_command(group)
