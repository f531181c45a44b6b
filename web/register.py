"""The public register of today, by name or code, as pages and as a feed; it knows today only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, render_template, url_for
from flask_babel import gettext as _

from schemas.register import RegisterPage, RegisterSchema
from services.lists.public_register import PublicEntry, find_public, public_page
from web import show as shows
from web.access import public
from web.context import db, now, today
from web.form import asked
from web.language import language, pick
from web.looks import slow_down

bp = Blueprint("register", __name__, url_prefix="/register")
bp.before_request(slow_down)


@bp.get("/")
@public
def index() -> str:
    """A page of what is public today, or the answer to one question."""
    wanted, form = asked(RegisterSchema())
    question = wanted["q"]
    page = None if question else public_page(db(), today(), wanted["page"] or 1)
    entries = page.entries if page else find_public(db(), question, today())
    return render_template(
        "register/index.html", form=form, question=question, entries=entries, page=page, at=now()
    )


@bp.get("/feed.json")
@public
def feed() -> Response:
    """JSON Feed 1.1 of what is public now. What has left is simply not in it: no mark, no gap, no date."""
    wanted, _form = asked(RegisterPage())
    page = public_page(db(), today(), wanted["page"] or 1)
    more = {"next_url": _feed_address(page.page + 1)} if page.page < page.pages else {}
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _("Public register"),
        "description": _(
            "As of %(time)s. Do not rely on it or republish it after %(day)s.",
            time=shows.moment(now()),
            day=shows.day(today()),
        ),
        "home_page_url": url_for("register.index", _external=True),
        "feed_url": _feed_address(page.page),
        "language": language().replace("_", "-"),
        **more,
        "items": [_item(entry) for entry in page.entries],
    }
    body = current_app.json.dumps(content, ensure_ascii=False)
    return Response(body, mimetype="application/feed+json")


def _feed_address(page: int) -> str:
    return url_for("register.feed", page=page, lang=language(), _external=True)


def _item(entry: PublicEntry) -> dict[str, Any]:
    """The id is a random one of this publication, and says nothing by itself."""
    list_name = pick(entry.list_name.zh, entry.list_name.en)
    office = pick(entry.office.zh, entry.office.en)
    facts = [
        (_("Contractor"), entry.name),
        (_("Credit code"), entry.code),
        (_("List"), list_name),
        (_("Listed from"), shows.day(entry.from_on)),
        (_("Legal basis"), entry.basis),
        (_("Public until"), shows.day(entry.public_until)),
        (_("Office in charge"), f"{office} {entry.telephone}"),
    ]
    if entry.disputed:
        facts.append((_("Disputed since"), shows.day(entry.disputed)))
    return {
        "id": UUID(entry.publication_id).urn,
        "title": f"{entry.name} · {list_name}",
        "content_text": "\n".join(f"{label}{_(': ')}{value}" for label, value in facts),
        "date_published": f"{max(entry.from_on, entry.public_from).isoformat()}T00:00:00+08:00",
    }
