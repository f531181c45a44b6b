"""What goes wrong is said in the product's voice; nobody ever sees a trace."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from services.messages import Refusal
from web.language import tell

_DESIGNED = {400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503}


def page(status: int, message: str = "") -> tuple[Any, int]:
    """The page of one status; statuses without a page of their own look like their class."""
    shown = status if status in _DESIGNED else (400 if status < 500 else 500)
    return render_template(f"errors/{shown}.html", message=message), status


def install(app: Flask) -> None:
    @app.errorhandler(Refusal)
    def refused(error: Refusal) -> Any:
        return page(error.status, tell(error.message))

    @app.errorhandler(StaleDataError)
    @app.errorhandler(IntegrityError)
    def overtaken(_error: Exception) -> Any:
        return page(
            409, _("Somebody else was faster. Look at the record as it is now and try again.")
        )

    @app.errorhandler(DataError)
    def unkept(_error: DataError) -> Any:
        return page(400, _("Something in this request cannot be kept. Nothing was saved."))

    app.register_error_handler(OperationalError, _busy)

    @app.errorhandler(CSRFError)
    def forged(_error: CSRFError) -> Any:
        return page(400, _("This form is too old. Open the page again; what you typed is kept."))

    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, _unforeseen)


def _busy(error: OperationalError) -> Any:
    current_app.logger.warning("database: %s", error.orig)
    return page(503, _("The database is busy. Nothing was saved; please send the form again."))


def _unforeseen(error: InternalServerError) -> Any:
    """What failed before a view began or after it had answered comes here, not to its own handler."""
    if isinstance(error.original_exception, OperationalError):
        return _busy(error.original_exception)
    return _http(error)


def _http(error: HTTPException) -> Any:
    if isinstance(error.response, Response):
        return error.response
    status = error.code or 500
    answer, code = page(status)
    response = current_app.make_response((answer, code))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response
