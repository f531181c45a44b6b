"""`flask` commands: what an operator does from the shell, and what the clock calls."""

from __future__ import annotations

from flask import Flask

from commands import (
    backup,
    bulletin,
    contractors,
    demo,
    evaluate,
    ledger,
    nightly,
    people,
    send,
    setup,
)


def install(app: Flask) -> None:
    for group in (
        evaluate,
        setup,
        bulletin,
        demo,
        people,
        ledger,
        nightly,
        backup,
        contractors,
        send,
    ):
        group.install(app)
