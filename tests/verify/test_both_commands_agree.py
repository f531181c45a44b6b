"""`python verify/score.py` and `flask evaluate` print the same bytes."""

import subprocess
import sys
from pathlib import Path

from flask import Flask

from tests.verify import random_cases

SCORE = Path(__file__).parents[2] / "verify" / "score.py"


def test_both_commands_print_the_same_bytes(app: Flask, tmp_path: Path):
    case = random_cases.case(7)
    random_cases.keep(case, tmp_path)
    asked = [str(tmp_path / "rulesets"), str(tmp_path / "facts.csv"), "--as-of", str(case.as_of)]
    asked += ["--decisions", str(tmp_path / "decisions.csv"), "--known-at", "2021-05-01", "--json"]
    second = subprocess.run([sys.executable, "-I", str(SCORE), *asked], capture_output=True)
    first = app.test_cli_runner().invoke(args=["evaluate", *asked])
    assert (second.returncode, first.exit_code) == (0, 0)
    assert second.stdout == first.stdout_bytes
