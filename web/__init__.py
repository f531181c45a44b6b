"""Pages: HTTP in, HTML out, and nothing else."""

from __future__ import annotations

from flask import Flask

from config import Config
from web import (
    access,
    accounts,
    calendars,
    clocks,
    colleagues,
    context,
    contractors,
    current,
    deputies,
    disclosures,
    dossier_reader,
    dossiers,
    drafts,
    errors,
    events,
    evidence,
    exports,
    extensions,
    handovers,
    headers,
    help,
    home,
    invitations,
    language,
    lists,
    objections,
    offices,
    page,
    papers,
    party_address,
    password,
    path_part,
    points,
    programmes,
    publicity,
    questions,
    reading,
    receipts,
    record,
    register,
    register_exports,
    repairs,
    requests,
    results,
    review,
    roles,
    rounds,
    rules,
    services,
    sessions,
    sign_in,
    slips,
    statements,
    successors,
)

BLUEPRINTS = (
    accounts.bp,
    calendars.bp,
    clocks.bp,
    colleagues.bp,
    contractors.bp,
    deputies.bp,
    disclosures.bp,
    dossier_reader.bp,
    dossiers.bp,
    drafts.bp,
    events.bp,
    evidence.bp,
    exports.bp,
    register_exports.bp,
    extensions.bp,
    handovers.bp,
    help.bp,
    home.bp,
    invitations.bp,
    lists.bp,
    objections.bp,
    offices.bp,
    papers.bp,
    party_address.bp,
    password.bp,
    points.bp,
    programmes.bp,
    publicity.bp,
    questions.bp,
    receipts.bp,
    reading.bp,
    record.bp,
    register.bp,
    repairs.bp,
    requests.bp,
    results.bp,
    review.bp,
    rounds.bp,
    rules.bp,
    roles.bp,
    services.bp,
    sign_in.bp,
    slips.bp,
    statements.bp,
    successors.bp,
)


def install(app: Flask, config: Config) -> None:
    """Sessions, access, languages, headers, errors, and one blueprint a file."""
    path_part.install(app)
    context.install(app)
    sessions.install(app)
    access.install(app)
    current.install(app)
    language.install(app)
    headers.install(app, config.https)
    errors.install(app)
    page.install(app)
    reading.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.open_static(app)
