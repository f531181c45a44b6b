"""`python verify/score.py` and `flask evaluate` print the same bytes."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

from flask import Flask

from tests.verify import random_cases

ROOT = Path(__file__).parents[2]
SCORE = ROOT / "verify" / "score.py"
DELAYED = tomllib.loads((ROOT / "tests/scenarios/delayed_effect.toml").read_text("utf-8"))["texts"][
    0
]
"""A scheme one of whose rules waits for eight working days."""


def test_both_commands_print_the_same_bytes(app: Flask, tmp_path: Path):
    case = random_cases.case(7)
    random_cases.keep(case, tmp_path)
    asked = [str(tmp_path / "rulesets"), str(tmp_path / "facts.csv"), "--as-of", str(case.as_of)]
    asked += ["--decisions", str(tmp_path / "decisions.csv"), "--known-at", "2021-05-01", "--json"]
    assert _printed(app, asked)


def _printed(app: Flask, asked: list[str]) -> bytes:
    """What both print."""
    second = subprocess.run([sys.executable, "-I", str(SCORE), *asked], capture_output=True)
    first = app.test_cli_runner().invoke(args=["evaluate", *asked])
    assert (second.returncode, first.exit_code) == (0, 0)
    assert second.stdout == first.stdout_bytes
    return second.stdout


def test_both_commands_count_working_days_by_the_same_calendar(app: Flask, tmp_path: Path):
    """Eight working days from 24 September 2026, with and without its holidays."""
    (tmp_path / "rules.toml").write_text(DELAYED, "utf-8")
    facts = "event_id,subject_id,behaviour,counts_from\ne,s,standstill,2026-09-24\n"
    (tmp_path / "facts.csv").write_text(facts, "utf-8")
    off = [f"2026-10-0{n},no" for n in range(1, 8)]
    rows = "\n".join(["day,works", "2026-09-25,no", *off, "2026-10-10,yes"])
    (tmp_path / "calendar.csv").write_text(rows, "utf-8")
    asked = [str(tmp_path / "rules.toml"), str(tmp_path / "facts.csv"), "--json", "--as-of"]
    holidays = ["--calendar", str(tmp_path / "calendar.csv")]
    for day, extra, points in (
        ("2026-10-05", [], "9"),
        ("2026-10-06", [], "7"),
        ("2026-10-12", holidays, "9"),
        ("2026-10-13", holidays, "7"),
    ):
        shown = json.loads(_printed(app, [*asked, day, *extra]))
        assert shown["subjects"][0]["points"] == points, (day, extra)


def test_a_calendar_that_says_a_day_twice_is_refused_by_both(app: Flask, tmp_path: Path):
    (tmp_path / "rules.toml").write_text(DELAYED, "utf-8")
    (tmp_path / "facts.csv").write_text(
        "event_id,subject_id,behaviour,counts_from\ne,s,standstill,2026-09-24\n", "utf-8"
    )
    (tmp_path / "calendar.csv").write_text("day,works\n2026-10-01,no\n2026-10-01,yes\n", "utf-8")
    asked = [str(tmp_path / "rules.toml"), str(tmp_path / "facts.csv"), "--as-of", "2026-10-01"]
    asked += ["--calendar", str(tmp_path / "calendar.csv")]
    second = subprocess.run([sys.executable, "-I", str(SCORE), *asked], capture_output=True)
    first = app.test_cli_runner().invoke(args=["evaluate", *asked])
    assert (second.returncode, first.exit_code) == (2, 2)
