"""The parts of a page, drawn alone: a bare application that knows the templates and nothing else."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

from flask import Flask, jsonify, request
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect

from tests.support.files import ROOT
from web.form import Form

TAG = re.compile(r"<[^>]*>")
DAY = date(2026, 11, 21)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
)


def bare_app() -> Flask:
    """An application that draws parts in English, under the product's content policy."""
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=ROOT / "static")
    app.config.update(SECRET_KEY="parts", WTF_CSRF_CHECK_DEFAULT=False)
    Babel(app, default_locale="en")
    CSRFProtect(app)
    app.jinja_env.globals.update(form=Form(key="k1"), DAY=DAY)

    @app.after_request
    def strict(response: Any) -> Any:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app


def draw(source: str, address: str = "/", **values: Any) -> str:
    """`source` drawn as a template for a request of `address`, in one line of plain spaces."""
    app = bare_app()
    with app.test_request_context(address):
        text = app.jinja_env.from_string(source).render(**values)
    return " ".join(text.split())


def words(html: str) -> str:
    """What a reader sees of it."""
    return " ".join(unescape(TAG.sub("", html)).split())


FORM = """{% extends "base.html" %}
{% from "ui/form.html" import entry_form, combobox, textarea, files, submit %}
{% from "ui/grid.html" import paste_grid %}
{% block title %}A form{% endblock %}
{% block content %}
{% call entry_form('', form, multipart=true) %}
{{ combobox('contractor', 'Contractor', '/find', form.values, form.errors) }}
{{ textarea('facts', 'Facts', form.values, form.errors, limit=20) }}
{{ files('evidence', 'Evidence', form.errors, party=true) }}
{{ paste_grid('rows', 'Results', [{'key': 'code', 'label': 'Code'},
  {'key': 'failed', 'label': 'Failed', 'num': true}], form.values, form.errors, check='/check') }}
{{ submit('Record') }}
{% endcall %}
{% endblock %}"""

TABLE = """{% extends "base.html" %}
{% from "ui/table.html" import data_table %}
{% from "ui/mark.html" import code %}
{% block title %}A table{% endblock %}
{% block content %}{{ code('91350211M000100Y43') }}
{{ data_table([{'key': 'name', 'label': 'Contractor', 'sort': true}],
  [{'name': '澜江检测'}, {'name': '青禾环境'}], 'Contractors', filter=true) }}{% endblock %}"""


def served_parts() -> Flask:
    """A form, a table and the two addresses that their scripts ask."""
    app = bare_app()
    app.jinja_env.globals["product"] = {"zh": "信衡", "en": "Xinheng"}
    sent: list[dict[str, list[str]]] = []
    app.extensions["sent"] = sent

    def page(source: str, form: Form) -> str:
        return app.jinja_env.from_string(source).render(form=form)

    @app.route("/form", methods=["GET", "POST"])
    def form() -> tuple[str, int]:
        if request.method == "GET":
            return page(FORM, Form(key="k1")), 200
        sent.append(request.form.to_dict(flat=False))
        if "wrong" in request.form["facts"]:
            return page(FORM, Form(request.form, {"facts": "Say what happened."}, "k1")), 422
        return page(TABLE, Form()), 200

    @app.get("/table")
    def table() -> str:
        return page(TABLE, Form())

    @app.get("/find")
    def find() -> Any:
        item = {
            "id": "c1",
            "label": "澜江检测",
            "code": "91350211M000100Y43",
            "note": request.args["q"],
        }
        return jsonify(items=[item])

    @app.post("/check")
    def check() -> Any:
        rows = request.get_json()["rows"]
        return jsonify(
            rows=[
                {"ok": r[1] == "0", "errors": {} if r[1] == "0" else {"1": "Too many."}}
                for r in rows
            ]
        )

    return app
