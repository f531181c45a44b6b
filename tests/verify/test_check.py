"""`python verify/check.py`, run as anybody runs it: with plain Python, on good files and on bad ones."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ledger
from ledger.note import SigningKey, fingerprint
from services.record.join_checkpoints import join_checkpoints
from services.record.keep_record import make_checkpoint, trusted_keys
from tests.receipts.place import ORIGIN, Place, later_record
from tests.support.files import ROOT
from verify import receipt as reading

VERIFY = ROOT / "verify"


def run(*asked: object, script: Path = VERIFY / "check.py") -> tuple[int, str]:
    """Exit code and what was printed, in English; a traceback is never an answer."""
    command = [sys.executable, "-I", "-S", str(script), *map(str, asked)]
    done = subprocess.run(command, capture_output=True, timeout=120)
    assert b"Traceback" not in done.stderr
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.fixture
def file(place, tmp_path):
    return place.file(tmp_path)


def test_a_receipt_is_proved_by_a_key_file(place, file):
    code, said = run(file, "--key", place.keys, "--lang", "en")
    assert code == 0
    assert "Outcome: proved." in said
    assert "83.2 points, grade blue" in said


def test_a_receipt_is_proved_by_a_fingerprint_as_people_write_it(place, file):
    mark = fingerprint(trusted_keys(place.keys.parent)[0])
    spoken = ":".join(mark[n : n + 4] for n in range(0, 64, 4)).upper()
    code, said = run(file, "--key", spoken)
    assert code == 0
    assert mark in said


def test_without_a_key_it_says_so_and_names_the_fingerprint(place, file):
    code, said = run(file)
    assert code == 3
    assert fingerprint(trusted_keys(place.keys.parent)[0]) in said
    assert "unpinned" in said
    assert "未指定所信任的密钥" in said


def test_it_speaks_one_language_when_asked(file):
    assert "Outcome" not in run(file, "--lang", "zh")[1]
    assert "结论" not in run(file, "--lang", "en")[1]


def test_it_says_what_it_cannot_show(file):
    assert "whether the log holds further records" in run(file)[1]


def test_it_runs_wherever_the_folder_is_put(place, file, tmp_path):
    copy = tmp_path / "elsewhere" / "verify"
    shutil.copytree(VERIFY, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert run(file, "--key", place.keys, script=copy / "check.py")[0] == 0


def test_a_file_that_is_not_there(tmp_path):
    code, said = run(tmp_path / "nothing.json")
    assert code == 2
    assert "cannot be read" in said


def test_a_key_that_is_neither_file_nor_fingerprint(file, tmp_path):
    code, said = run(file, "--key", "abc")
    assert code == 2
    assert "neither a fingerprint" in said
    (tmp_path / "key").write_text("what is this\n")
    assert run(file, "--key", tmp_path / "key")[0] == 2


def test_an_empty_question(tmp_path):
    assert run()[0] == 2
    assert run("--proof", "x", "y")[0] == 2


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.999])
def test_a_file_that_was_cut_off(file, share):
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    code, said = run(file)
    assert code == 2
    assert "cut off" in said


def test_a_file_cut_inside_a_character(file):
    content = file.read_bytes()
    start = next(n for n, byte in enumerate(content) if byte > 127)
    file.write_bytes(content[: start + 1])
    code, said = run(file)
    assert code == 2
    assert "no UTF-8" in said


@pytest.mark.parametrize("more", [b"\n", b"\n{}", b" ", b"\nx"])
def test_a_file_with_an_extra_line(file, more):
    file.write_bytes(file.read_bytes() + more)
    code, said = run(file)
    assert code == 1
    assert "do not rely on it" in said


def test_a_key_that_stands_twice(file):
    file.write_bytes(
        file.read_bytes().replace(b',"checkpoint":', b',"checkpoint":"","checkpoint":', 1)
    )
    code, said = run(file)
    assert code == 1
    assert "“checkpoint” stands twice" in said


def test_a_receipt_that_was_laid_out_anew(file):
    file.write_text(
        json.dumps(json.loads(file.read_bytes()), indent=1, ensure_ascii=False), "utf-8"
    )
    code, said = run(file)
    assert code == 1
    assert "RFC 8785" in said


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 200_000, 2),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 2),
        (b'{"a":' * 900 + b"1" + b"}" * 900, 2),
        (b"[" * 60 + b"]" * 60, 2),
        (b'{"format":' + b"1" * 100_000 + b"}", 1),
        (b'{"format":1.5}', 1),
        (b'{"format":NaN}', 1),
        (b"[]", 2),
        (b"null", 2),
        (b"\xff\xfe", 2),
        (b'{"format":"xinheng-receipt-2"}', 2),
        (b'{"format":"xinheng-receipt-1"}', 1),
        (b'{"format":"\\ud800"}', 2),
    ],
)
def test_what_is_no_receipt(tmp_path, content, code):
    file = tmp_path / "x.json"
    file.write_bytes(content)
    found, said = run(file)
    assert found == code
    assert said


def test_a_huge_file_is_not_even_read(tmp_path):
    file = tmp_path / "huge.json"
    with file.open("wb") as huge:
        huge.truncate(reading.MOST_BYTES + 1)
    code, said = run(file)
    assert code == 2
    assert "that is no receipt" in said


def test_a_receipt_from_another_log(copies, tmp_path):
    ours, theirs = copies("ours"), copies("theirs")
    shutil.rmtree(theirs.folder / "witness")
    (theirs.folder / "checkpoint.key").unlink()
    theirs.session.rollback()
    make_checkpoint(
        theirs.session,
        theirs.folder / "checkpoint.key",
        theirs.folder / "witness",
        "other.example/log",
    )
    file = theirs.file(tmp_path)
    code, said = run(file, "--key", ours.keys)
    assert code == 1
    assert "which is not the one that you trust" in said
    assert run(file, "--key", theirs.keys)[0] == 0


def test_an_older_key_is_named_and_proved_by_its_own_fingerprint(place, tmp_path):
    file, older = place.file(tmp_path), trusted_keys(place.keys.parent)[0]
    newer = SigningKey.generate(ORIGIN).verifier
    (tmp_path / "new.key").write_text(f"{newer}\n")
    code, said = run(file, "--key", tmp_path / "new.key")
    assert code == 1
    assert fingerprint(older) in said
    assert "older key" in said
    (tmp_path / "both.key").write_text(f"{newer}\n{older}\n")
    assert run(file, "--key", tmp_path / "both.key")[0] == 0


def signed_later(place: Place) -> int:
    later_record(place)
    return place.sign()


def proof_of(place: Place, old: int, new: int) -> str:
    """What `flask ledger consistency` prints."""
    return join_checkpoints(place.folder / "witness", old, new)


def test_two_receipts_over_one_size_are_of_one_history(place, tmp_path):
    first = place.file(tmp_path, "a.json")
    second = tmp_path / "b.json"
    second.write_bytes(place.receipt(by="provincial_clerk").content)
    code, said = run("--compare", first, second, "--key", place.keys)
    assert code == 0
    assert "one history" in said
    assert run("--compare", first, second)[0] == 3


def test_two_sizes_need_a_proof(place, tmp_path):
    first, old = place.file(tmp_path, "a.json"), place.receipt().signed.checkpoint.size
    new = signed_later(place)
    second = place.file(tmp_path, "b.json")
    code, said = run("--compare", second, first, "--key", place.keys)
    assert code == 3
    assert f"from {old} to {new}" in said
    (tmp_path / "proof").write_text(proof_of(place, old, new))
    code, said = run("--compare", second, first, "--key", place.keys, "--proof", tmp_path / "proof")
    assert code == 0
    assert "one history" in said


def test_a_false_proof_is_no_proof(place, tmp_path):
    first, old = place.file(tmp_path, "a.json"), place.receipt().signed.checkpoint.size
    new = signed_later(place)
    second = place.file(tmp_path, "b.json")
    head, *rest = proof_of(place, old, new).split("\n")
    (tmp_path / "proof").write_text("\n".join([head, *rest[1:]]))
    asked = ("--compare", first, second, "--key", place.keys, "--proof", tmp_path / "proof")
    assert run(*asked)[0] == 1
    (tmp_path / "proof").write_text(f"old {old + 1}\n")
    assert run(*asked)[0] == 2
    (tmp_path / "proof").write_text(f"old {old}\nwhat\n")
    assert run(*asked)[0] == 2


def test_a_fork_is_named_and_both_receipts_are_the_evidence(copies, tmp_path):
    one, other = copies("one"), copies("other")
    later_record(one)
    later_record(other)
    assert one.sign() == other.sign()
    a, b = one.file(tmp_path, "a.json"), other.file(tmp_path, "b.json")
    assert run(a, "--key", one.keys)[0] == run(b, "--key", one.keys)[0] == 0
    code, said = run("--compare", a, b, "--key", one.keys)
    assert code == 1
    assert "forked" in said


def test_an_altered_receipt_is_not_compared(place, tmp_path):
    first = place.file(tmp_path, "a.json")
    second = tmp_path / "b.json"
    second.write_bytes(first.read_bytes().replace(b'"grade":"blue"', b'"grade":"green"'))
    code, said = run("--compare", first, second, "--key", place.keys)
    assert code == 1
    assert "cannot be compared" in said


def test_no_receipt_goes_beyond_what_is_signed(place):
    size = place.receipt().signed.checkpoint.size
    later_record(place)
    receipt = place.receipt()
    assert ledger.size(place.session) > size
    assert json.loads(receipt.content)["known"] == size
    assert receipt.younger == 2
