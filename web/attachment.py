"""Files that a browser keeps, under a name that may be Chinese."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response


def attachment(content: bytes, mimetype: str, name: str, ending: str) -> Response:
    """The file as an attachment; what cannot read the Chinese name gets a plain one."""
    way = f"attachment; filename=\"xinheng.{ending}\"; filename*=UTF-8''{quote(f'{name}.{ending}')}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": way})
