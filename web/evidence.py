"""Files: the safe copy in the browser, the original to be taken away."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, render_template

from services.files.open_evidence import SafeView, show_evidence, take_original
from web.access import actor, may
from web.context import db, now, store

bp = Blueprint("evidence", __name__, url_prefix="/evidence")

MEGABYTE = 1024 * 1024
_CLOSED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@bp.app_template_filter("file_size")
def file_size(count: int) -> str:
    """A file's size for people."""
    if count < MEGABYTE:
        return f"{max(1, -(-count // 1024))} KB"
    return f"{count / MEGABYTE:.1f} MB"


@bp.get("/<evidence_id>")
@may("evidence.read", "own.read")
def show(evidence_id: str) -> Any:
    view = show_evidence(db(), store(), actor(), evidence_id, now())
    if not isinstance(view, SafeView):
        return render_template("evidence/whole.html", file=view)
    response = Response(view.content, mimetype=view.media_type)
    return _headed(response, view.filename, inline=view.inline)


@bp.post("/<evidence_id>/original")
@may("evidence.read", "own.read")
def original(evidence_id: str) -> Response:
    file = take_original(db(), store(), actor(), evidence_id, now())
    response = Response(file.pieces, mimetype=file.media_type)
    response.content_length = file.size
    return _headed(response, file.filename, inline=False)


def _headed(response: Response, filename: str, *, inline: bool) -> Response:
    """Nothing in a file acts: it is shown closed in, or saved under its own name (RFC 6266)."""
    way = "inline" if inline else "attachment"
    stem, dot, extension = filename.rpartition(".")
    plain = (stem.encode("ascii", "ignore").decode().strip() or "file") + dot + extension
    named = f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"
    response.headers["Content-Disposition"] = named
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _CLOSED
    return response
