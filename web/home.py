"""The first page: what needs me, my credit, or the public register."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from web.access import public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def index() -> Response:
    return redirect(url_for("register.index"))
