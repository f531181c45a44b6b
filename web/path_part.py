"""Part of a path: what no address of ours holds never reaches a view."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter


class PathPart(BaseConverter):
    """Up to 200 characters without controls: databases refuse some of them with an error of their own."""

    regex = r"[^/\x00-\x1f\x7f]{1,200}"
    part_isolating = True


def install(app: Flask) -> None:
    """Read every ``<name>`` of a route this way; call it before routes are added."""
    app.url_map.converters["default"] = PathPart
