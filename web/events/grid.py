"""The grid: one behaviour and many contractors, pasted from Excel or WPS, checked row by row, all or none."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from schemas.events import GridForm
from services.events.catalogue import CatalogueEntry, catalogue
from services.events.check_event import programmes
from services.events.record_event import record_events
from services.messages import Invalid, Message, say
from services.rules.applies_to import weighs, why_not
from web import event_words as words
from web.access import actor, may
from web.context import config, db, now, today
from web.events.blueprint import bp
from web.events.draft import in_form
from web.events.entry import labels
from web.events.rows import MOST_ROWS, Rows, columns_of, read_rows
from web.form import Form, load, once, typed
from web.language import tell
from web.uploads import Uploads, receive_uploads

MOST_BYTES = 4 * 1024 * 1024
"""Of rows that are checked while they are typed."""


@bp.get("/grid")
@may("event.enter")
def grid() -> str:
    entry = catalogue(db(), today()).get(request.args.get("behaviour", ""))
    return _page(entry, Form(_prefilled()), Uploads())


def _prefilled() -> dict[str, str]:
    region = actor().region or ""
    return {
        "occurred_on": today().isoformat(),
        "region": "" if region.endswith("0000") else region,
    }


@bp.post("/grid")
@may("event.enter")
def record_grid() -> Any:
    form, uploads = typed(), receive_uploads()
    entry = catalogue(db(), today()).get(request.form.get("behaviour", ""))
    rows = Rows()
    try:
        if entry is None:
            raise Invalid({"behaviour": say("Choose the behaviour first.")})
        given = load(GridForm())
        files = uploads.files()
        rows = read_rows(given["rows"], columns_of(entry))
        drafts = rows.drafts(db(), actor(), entry, given, files)
        ids = once(
            lambda key: record_events(db(), actor(), drafts, now(), key, anyway=given["anyway"])
        )
    except Invalid as problem:
        _refuse(form, rows, problem)
        return _page(entry, form, uploads, _told(rows, problem)), 422
    count = len(ids.split())
    flash(ngettext("%(num)s record is made.", "%(num)s records are made.", count), "ok")
    return redirect(url_for("events.grid", behaviour=entry.key), 303)


def _refuse(form: Form, rows: Rows, problem: Invalid) -> None:
    """Messages of what rows share stand at those fields, those of cells in the table of rows."""
    wrong: dict[str, Message] = {}
    in_rows: set[str] = set()
    for name, text in problem.fields.items():
        number, colon, column = name.rpartition(":")
        if colon and column in rows.columns:
            in_rows.add(number)
        else:
            wrong.setdefault(column, text)
    if in_rows:
        count = say("%(count)s rows are not in order; nothing was recorded.", count=len(in_rows))
        wrong["rows"] = count
    form.refuse(in_form(Invalid(wrong)))


def _told(rows: Rows, problem: Invalid) -> list[dict[str, Any]]:
    """A line for each cell that is wrong: row, column, what stands there, why."""
    names, found = labels(), []
    for name, message in problem.fields.items():
        number, colon, column = name.partition(":")
        if colon and column in rows.columns:
            line = {"row": int(number), "column": names.get(column, ""), "why": tell(message)}
            found.append(line | {"cell": rows.cell(int(number), column)})
    return sorted(found, key=lambda line: line["row"])


@bp.post("/grid/check")
@may("event.enter")
def check_grid() -> Any:
    """While the grid is filled: each row by itself, as the script asks for it."""
    entry = catalogue(db(), today()).get(request.args.get("behaviour", ""))
    sent = _sent_json()
    lines = sent.get("rows") if isinstance(sent, dict) else None
    if entry is None or not isinstance(lines, list) or len(lines) > MOST_ROWS:
        return {"rows": []}, 422
    columns = columns_of(entry)
    cells = [[str(cell) for cell in line] if isinstance(line, list) else [] for line in lines]
    return {"rows": _answers(Rows(columns, cells), columns, entry)}


def _sent_json() -> Any:
    """What the script sent; None for what is no JSON, or nested without end."""
    request.max_content_length = MOST_BYTES
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _answers(rows: Rows, columns: list[str], entry: CatalogueEntry) -> list[dict[str, Any]]:
    problems: dict[str, Message] = {}
    read = rows.read(problems)
    found = rows.contractors(db(), actor(), read, problems)
    for number, subject in found.items():
        if not weighs(entry.subject_kind, entry.kinds, subject):
            problems[f"{number}:contractor"] = why_not(entry.subject_kind, entry.kinds, subject)
    answers: list[dict[str, Any]] = []
    for number in range(1, len(rows.cells) + 1):
        wrong = {
            str(place): tell(problems[f"{number}:{column}"])
            for place, column in enumerate(columns)
            if f"{number}:{column}" in problems
        }
        name = found[number].name if number in found else ""
        answers.append({"ok": False, "errors": wrong} if wrong else {"ok": True, "note": name})
    return answers


def _page(
    entry: CatalogueEntry | None,
    form: Form,
    uploads: Uploads,
    problems: list[dict[str, Any]] | None = None,
) -> str:
    entries = catalogue(db(), today())
    groups: dict[str, list[tuple[str, str]]] = {}
    several = words.several(entries.values())
    for known in entries.values():
        name = words.group(known, with_scheme=several)
        groups.setdefault(name, []).append((known.key, words.label(known)))
    names = labels()
    return render_template(
        "events/grid.html",
        entry=entry,
        note=words.note(entry) if entry else "",
        heading=words.label(entry) if entry else "",
        groups=list(groups.items()),
        columns=[
            {"key": c, "label": names[c], "num": c in ("quantity", "numerator", "denominator")}
            for c in (columns_of(entry) if entry else [])
        ],
        needs=entry.needs if entry else frozenset(),
        severities=words.severities(entry.severities) if entry else [],
        form=form,
        uploads=uploads,
        problems=problems or [],
        regions=words.work_regions(actor()),
        works=words.works(programmes(db())),
        max_mb=config().upload_cap_mb,
        most=MOST_ROWS,
        labels=names | {"rows": _("Rows")},
    )
