"""Making a dossier of 200 pages, beside the bare library that lays the same files one behind the other.

Run it with `make bench-dossier`. The case has a decision and a proof of service; its facts come with 40 scans
of five pages each, as an office scanner makes them (A4, grey, 150 points to the inch).
"""

from __future__ import annotations

import hashlib
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
from flask import Flask
from PIL import Image

from app import create_app
from config import Config
from models import Dossier
from services.actor import Actor
from services.cases.take_case_step import Investigator
from services.database import connect
from services.dossiers.dossier import read_dossier
from services.dossiers.make_dossier import Bound, make_dossier
from services.files.new_file import NewFile
from services.files.receive_file import receive_file
from tests.lists.cases import INVESTIGATORS, Cases, publish_rules
from tests.support import world
from web.dossier_paper import bound

FILES, PAGES, ROUNDS = 40, 5, 5
A4 = (1240, 1754)


def paper() -> Any:
    """A sheet as a scanner sees it: paper with its grain, and lines that stand for words."""
    rng = np.random.default_rng(1)
    grey = rng.normal(245, 2, A4[::-1]).clip(0, 255).astype(np.uint8)
    for line in range(120, 1650, 34):
        ink = rng.random((16, 100)).repeat(10, axis=1) < 0.28
        grey[line : line + 16, 120:1120][ink] = 40
    return grey


def scan(sheet: Any, number: int) -> bytes:
    """A PDF of five pages, each of its own."""
    pages = [
        Image.fromarray(np.roll(sheet, 7 * (number * PAGES + n), axis=1)) for n in range(PAGES)
    ]
    target = io.BytesIO()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return target.getvalue()


def case_with(app: Flask, scans: list[bytes]) -> tuple[str, Actor, Any]:
    """A case whose facts came with these files."""
    session = app.extensions["xinheng.sessions"]()
    people = world.read(session)
    session.rollback()
    publish_rules(session, people)
    cases, store = Cases(session, people), app.extensions["xinheng.store"]
    kept: tuple[NewFile, ...] = tuple(
        receive_file(store, io.BytesIO(content), f"检查记录{n}.pdf", 1 << 30)
        for n, content in enumerate(scans, 1)
    )
    case_id = cases.open()
    named = tuple(Investigator(people[who].holder_id, number) for who, number in INVESTIGATORS)
    cases.step(case_id, "investigators", investigators=named)
    cases.step(case_id, "facts", files=kept)
    cases.notice(case_id)
    session.rollback()
    return case_id, people["provincial_clerk"], session


def concatenated(scans: list[bytes]) -> bytes:
    """The bare library: nothing but the files, one behind the other."""
    target = io.BytesIO()
    with pikepdf.new() as whole:
        held = [pikepdf.open(io.BytesIO(content)) for content in scans]
        for one in held:
            whole.pages.extend(one.pages)
        whole.save(target)
    return target.getvalue()


def made(app: Flask, session: Any, actor: Actor, case_id: str) -> Bound:
    """What the button does: read, decrypt, copy safely, set, bind, number, enter in the record."""
    session.rollback()
    store = app.extensions["xinheng.store"]
    dossier = read_dossier(session, store, actor, case_id, world.TODAY)
    file = bound(dossier, actor, world.TODAY)
    make_dossier(session, actor, file, world.NOW)
    return file


def seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def side_by_side(one: Callable[[], Any], other: Callable[[], Any]) -> tuple[float, float]:
    """Seconds of each, in turns, so that both have the machine in the same state; the first turn does not count."""
    turns = [(seconds(one), seconds(other)) for _ in range(ROUNDS + 1)][1:]
    return statistics.median(a for a, _ in turns), statistics.median(b for _, b in turns)


def main() -> None:
    sheet = paper()
    scans = [scan(sheet, number) for number in range(FILES)]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        connect(url).dispose()
        world.build(url)
        app = create_app(
            Config(instance=Path(folder), database_url=url, https=False), lambda: world.NOW
        )
        case_id, actor, session = case_with(app, scans)
        with app.test_request_context("/?lang=zh_Hans_CN"):
            file = made(app, session, actor, case_id)
            bare, whole = side_by_side(
                lambda: concatenated(scans), lambda: made(app, session, actor, case_id)
            )
        rows = session.query(Dossier).all()
        assert hashlib.sha256(file.content).hexdigest() in {row.sha256 for row in rows}
        size = sum(len(content) for content in scans) / 1e6
        print(
            f"{FILES} files, {FILES * PAGES} pages, {size:.1f} MB; the dossier has {file.pages} pages"
        )
        print(f"concatenated  {bare:.3f} s")
        print(f"dossier made  {whole:.3f} s  {whole / bare:.1f} times")


if __name__ == "__main__":
    main()
