"""Chinese first, English complete: which language a page speaks, and links to the other."""

from __future__ import annotations

from flask import Flask, Response, g, request
from flask_babel import Babel, gettext

from services.labels import Both
from services.messages import Message

CHINESE = "zh_Hans_CN"
ENGLISH = "en"
LANGUAGES = {CHINESE: "中文", ENGLISH: "English"}
_COOKIE = "language"
_YEAR = 31_536_000


def language() -> str:
    """The language chosen in the address, else in the cookie, else by the browser, else Chinese."""
    if "language" not in g:
        asked = (request.args.get("lang"), request.cookies.get(_COOKIE))
        g.language = next((code for code in asked if code in LANGUAGES), None) or (
            ENGLISH if request.accept_languages.best_match(["zh", "en"]) == "en" else CHINESE
        )
    return str(g.language)


def is_chinese() -> bool:
    return language() == CHINESE


def pick(zh: str, en: str) -> str:
    """One of two texts that data carries in both languages."""
    return zh if is_chinese() else en


def _(text: str, /, **params: object) -> str:
    """A sentence in the reader's language, typed: for pages that return it."""
    return str(gettext(text, **params))


def tell(message: Message) -> str:
    """A service's sentence in the reader's language; parameters that are sentences are translated too."""
    return str(gettext(message.text, **{k: _word(v) for k, v in message.params.items()}))


def _word(value: object) -> object:
    if isinstance(value, Message):
        return tell(value)
    return pick(value.zh, value.en) if isinstance(value, Both) else value


def install(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, default_locale=CHINESE, default_timezone="Asia/Shanghai", locale_selector=language)

    @app.after_request
    def remember(response: Response) -> Response:
        chosen = request.args.get("lang")
        if chosen in LANGUAGES:
            response.set_cookie(_COOKIE, chosen, max_age=_YEAR, samesite="Lax", httponly=True)
        return response
