"""The page of exports: its forms, and what was exported before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from reports.report_paper import MOST_ROWS
from services.exports import export_words
from services.exports.make_bundle import signed_size
from services.exports.make_export import FORMATS, LIST_FORMATS, PastExport, past_exports
from services.exports.read_export import half_year_before, last_months
from services.exports.read_register import rows_today
from services.exports.register_delta import earlier_registers
from services.exports.seal_standing import half_years
from services.rules.scheme_words import scheme_words
from web import export_files as files
from web import list_words, show
from web.access import actor
from web.choices import home_regions
from web.context import config, db, today
from web.form import Form
from web.language import pick, tell
from web.show import day

EARLIEST = date(2000, 1, 1)


def page(
    *,
    lists: Form | None = None,
    scores: Form | None = None,
    snapshot: Form | None = None,
    register: Form | None = None,
) -> str:
    """The forms; the one that was sent keeps what was typed."""
    lists, scores, register = lists or Form(), scores or Form(), register or Form()
    named = scheme_words(db(), today())
    in_register = rows_today(db(), actor(), today())
    half, before = last_months(today()), half_year_before(today())
    lists.values = lists.values or {"from_on": day(half.first), "until_on": day(half.last)}
    scores.values = scores.values or {"on": day(today()), "scheme": next(iter(named), "")}
    register.values = register.values or {"scope": "public"}
    return render_template(
        "exports/index.html",
        lists=lists,
        scores=scores,
        snapshot=snapshot or Form(),
        register=register,
        half_years=[(day(ended), show.long_day(ended)) for ended in half_years(EARLIEST, today())],
        half=half,
        before=before,
        schemes=[(code, pick(w.title.zh, w.title.en)) for code, w in named.items()],
        groups=list_words.list_groups(named),
        regions=home_regions(),
        scopes=scopes(),
        register_formats=_register_formats(in_register),
        paper_of_lists=_paper_of_lists(),
        paper_of_register=_paper_of_register(in_register),
        earlier=_earlier(),
        formats=formats(),
        score_formats={form: formats()[form] for form in FORMATS},
        list_formats={form: formats()[form] for form in LIST_FORMATS}
        | {"pdf": _("Paper with pictures (PDF)")},
        kinds=kinds(),
        signed=signed_size(config().witness),
        past=[_past(export) for export in past_exports(db(), actor())],
    )


def formats() -> dict[str, str]:
    return {code: tell(word) for code, word in export_words.FORMATS.items()}


def _register_formats(rows: Mapping[str, int]) -> dict[str, str]:
    """Paper only where it can hold one of the scopes."""
    fits = min(rows.values()) <= MOST_ROWS
    return {code: word for code, word in formats().items() if fits or code != "pdf"}


def _paper_of_lists() -> str:
    words = _(
        "Paper holds up to %(most)s rows; take the workbook, CSV or JSON for more.", most=MOST_ROWS
    )
    return str(words)


def _paper_of_register(rows: Mapping[str, int]) -> str:
    """What a file made now will hold, and what paper can."""
    words = _(
        "Rows today: %(public)s in the public register, %(every)s on all lists. Paper holds up to %(most)s;"
        " take the workbook, CSV or JSON for more.",
        public=rows["public"],
        every=rows["all"],
        most=MOST_ROWS,
    )
    return str(words)


def kinds() -> dict[str, str]:
    return {code: tell(word) for code, word in export_words.KINDS.items()}


def scopes() -> dict[str, str]:
    """By scope of the register."""
    return {scope: tell(word) for scope, word in export_words.SCOPES.items()}


def _earlier() -> list[tuple[str, list[tuple[str, str]]]]:
    """Earlier registers, by scope."""
    return [
        (word, [(one.id, f"{day(one.on)} {one.id[:8]}") for one in earlier_registers(db(), scope)])
        for scope, word in scopes().items()
    ]


def _past(export: PastExport) -> dict[str, Any]:
    return {
        "export": export,
        "filter": files.wish_words(export.wishes, scheme_words(db(), today())),
    }
