"""All lists on one page: who stands on them, what the rules propose, cases under way, and pictures."""

from __future__ import annotations

from typing import Any

from flask import render_template

from schemas.lists import ListsFilter
from services.lists.show_lists import ListFilter, OpenCaseRow, show_lists
from services.rules.scheme_words import scheme_words
from web import case_words, proposal_words
from web import list_words as words
from web.access import actor, may
from web.case_rail import short_rail
from web.choices import home_regions
from web.context import db, today
from web.form import Form, asked
from web.list_charts import map_of_lists, months_of_lists
from web.lists import by_rule, proposals
from web.lists.blueprint import bp


@bp.get("/")
@may("list.read")
def index() -> str:
    wanted, form = asked(ListsFilter())
    page = wanted.pop("page") or 1
    named = scheme_words(db(), today())
    filtered = ListFilter(**wanted)
    board = show_lists(db(), actor(), filtered, today(), page)
    return render_template(
        "lists/index.html",
        form=form,
        board=board,
        proposals=proposals.section(filtered),
        proposal_words=proposal_words,
        by_rule=by_rule.section(filtered),
        fresh=Form,
        cases=[_case(row, named) for row in board.cases],
        groups=words.list_groups(named),
        regions=home_regions(wanted["region"] or ""),
        list_name=lambda row: words.list_name(row.scheme, row.list_code, named),
        words=words,
        case_state=case_words.state,
        by_month=months_of_lists(board.months),
        by_region=map_of_lists(board.by_region),
    )


def _case(row: OpenCaseRow, named: words.Named) -> dict[str, Any]:
    return {
        "row": row,
        "list": words.list_name(row.scheme, row.list_code, named),
        "rail": short_rail(row),
    }
