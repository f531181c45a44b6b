"""The half-yearly bulletin: one command, on paper, in the record, naming nobody who has left."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from commands.bulletin import span_of
from models import Export
from tests.exports.test_exports import record
from tests.lists.cases import Cases


@pytest.fixture
def run(app, tmp_path):
    """`flask bulletin` with these words; exit code, what was printed, and the file."""

    def command(*words: str):
        out = tmp_path / "bulletin.pdf"
        done = app.test_cli_runner().invoke(args=["bulletin", *words, "--out", str(out)])
        return done.exit_code, done.output, out

    return command


@pytest.mark.db
def test_the_bulletin_of_a_half_year_is_one_command(cases: Cases, clock, run, session):
    cases.public()
    record(cases)
    clock.advance(days=60)
    code, said, out = run("--half", "2026-2", "--as", "business_administrator", "--lang", "en")
    assert code == 0, said
    content = Path(out).read_bytes()
    assert content.startswith(b"%PDF")
    made = session.scalars(select(Export)).one()
    assert (made.kind, made.sha256) == ("bulletin", hashlib.sha256(content).hexdigest())
    assert made.rows == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--half", "2026-3", "--as", "business_administrator"), "written 2026-1 or 2026-2"),
        (("--half", "2026-2", "--as", "business_administrator"), "cannot be reported yet"),
        (("--half", "2026-1", "--as", "nobody.at.all"), "no open account"),
        (("--half", "2026-1", "--as", "provincial_clerk"), "Your roles do not allow this"),
    ],
)
def test_what_cannot_be_told_is_said_and_nothing_is_written(cases: Cases, run, words, says):
    code, said, out = run(*words, "--lang", "en")
    assert code != 0
    assert says in said
    assert not out.exists()


def test_a_half_year_has_its_days():
    span = span_of("2028-1")
    assert (span.first.isoformat(), span.last.isoformat()) == ("2028-01-01", "2028-06-30")
    assert span_of("2027-2").first == span_of("2027-1").last + timedelta(days=1)
