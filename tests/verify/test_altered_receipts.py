"""A thousand altered receipts of a thousand are refused, and what was altered is named."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.verify import altering
from verify.check import ALTERED, UNREADABLE, check, told_of
from verify.receipt import canonical, digest_of
from verify.said import Unreadable
from verify.trust import Trust

MANY, SOME = 1000, 250
TRUE_OF_ANOTHER_DAY = ("on", "known")
"""A forger who changes the day and the digest has made the receipt of another day: as true as the first."""


def outcome(content: bytes, folder: Path) -> tuple[int, str]:
    """Exit code and sentences, in English, of a file with this content."""
    file = folder / "altered.json"
    file.write_bytes(content)
    try:
        said, code = told_of(check(file, Trust()), Trust())
    except Unreadable as problem:
        said, code = [problem.said], UNREADABLE
    return code, "\n".join(one.en for one in said)


@pytest.fixture(scope="module")
def receipt(receipt_bytes: bytes) -> Any:
    return json.loads(receipt_bytes)


def draws(receipt, seed, count, without=()):
    """Changes in turn at every level."""
    rng = random.Random(seed)
    levels = altering.places_by_level(receipt)
    names = [name for name in sorted(levels) if name not in without]
    made = 0
    while made < count:
        at = rng.choice(levels[names[made % len(names)]])
        other = altering.altered(receipt, rng, at)
        if other is not None:
            made += 1
            yield at, other


def test_an_unaltered_receipt_is_not_refused(receipt_bytes, tmp_path):
    code, said = outcome(receipt_bytes, tmp_path)
    assert code == 3
    assert "✗" not in said


def test_every_level_of_a_receipt_is_altered(receipt):
    assert set(altering.places_by_level(receipt)) >= {
        *("entries", "entries.seq", "entries.body", "entries.path", "facts", "decisions"),
        *("rulesets", "result", "result.lines", "result.lists", "result.points", "checkpoint"),
        *("key", "digest", "on", "known", "scheme", "subject_id", "format"),
    }


def test_a_thousand_changes_of_a_thousand_are_refused_with_the_reason(receipt, tmp_path):
    passed = []
    for at, other in draws(receipt, 1, MANY):
        code, said = outcome(canonical(other), tmp_path)
        if code not in (ALTERED, UNREADABLE) or not said:
            passed.append((at, code, said))
    assert passed == []


def test_a_forger_who_makes_the_digest_fit_is_refused_all_the_same(receipt, tmp_path):
    passed = []
    for at, other in draws(receipt, 2, SOME, without=("digest", *TRUE_OF_ANOTHER_DAY)):
        if "digest" in other:
            other["digest"] = digest_of(other)
        code, said = outcome(canonical(other), tmp_path)
        if code not in (ALTERED, UNREADABLE) or "digest" in said:
            passed.append((at, code, said))
    assert passed == []


def test_a_flipped_byte_anywhere_is_refused(receipt_bytes, tmp_path):
    rng, passed = random.Random(3), []
    for _ in range(300):
        n, bit = rng.randrange(len(receipt_bytes)), 1 << rng.randrange(8)
        content = bytearray(receipt_bytes)
        content[n] ^= bit
        if outcome(bytes(content), tmp_path)[0] not in (ALTERED, UNREADABLE):
            passed.append((n, bit))
    assert passed == []


def entry_of(receipt, kind):
    return next(entry for entry in receipt["entries"] if entry["body"]["kind"] == kind)


def changed(receipt):
    return json.loads(json.dumps(receipt))


def test_the_amount_of_a_line_is_named_with_what_is_right(receipt, tmp_path):
    other = changed(receipt)
    line = next(line for line in other["result"]["lines"] if line["kind"] == "event")
    right, line["amount"] = line["amount"], "9.9"
    _, said = outcome(canonical(other), tmp_path)
    assert f"“amount”: the receipt says “9.9”; recomputed it is “{right}”." in said
    assert line["event_id"] in said


def test_a_fact_is_named_by_its_row_and_column(receipt, tmp_path):
    other = changed(receipt)
    n = next(n for n, row in enumerate(other["facts"]) if "quantity" in row)
    other["facts"][n]["quantity"] = "77"
    _, said = outcome(canonical(other), tmp_path)
    event = other["facts"][n]["event_id"]
    assert f"record, row {n + 1} ({event}), “quantity”: the receipt says “77”" in said


def test_an_entry_is_named_by_its_number(receipt, tmp_path):
    other = changed(receipt)
    entry = entry_of(other, "event.record")
    entry["body"]["data"]["event"]["occurred_on"] = "2020-01-01"
    _, said = outcome(canonical(other), tmp_path)
    assert f"Entry {entry['seq']} (event.record) does not lead to the signed root" in said


def test_a_text_of_the_rules_is_an_entry_like_any_other(receipt, tmp_path):
    other = changed(receipt)
    entry = entry_of(other, "ruleset.propose")
    ruleset = entry["body"]["data"]["ruleset"]
    ruleset["text"] = ruleset["text"].replace("points = -3", "points = -5")
    _, said = outcome(canonical(other), tmp_path)
    assert f"Entry {entry['seq']} (ruleset.propose)" in said


def test_the_signature_and_what_it_is_over_are_told_apart_from_the_proofs(receipt, tmp_path):
    other = changed(receipt)
    origin, size, *rest = other["checkpoint"].split("\n")
    other["checkpoint"] = "\n".join([origin, str(int(size) + 1), *rest])
    _, said = outcome(canonical(other), tmp_path)
    assert "The signature of the checkpoint is false" in said


def test_a_record_left_out_with_its_entries_changes_the_score(receipt, tmp_path):
    other = changed(receipt)
    gone = next(line["event_id"] for line in receipt["result"]["lines"] if line["event_id"])
    other["facts"] = [row for row in other["facts"] if row.get("event_id") != gone]
    other["entries"] = [e for e in other["entries"] if gone not in json.dumps(e["body"]["data"])]
    other["digest"] = digest_of(other)
    code, said = outcome(canonical(other), tmp_path)
    assert code == ALTERED
    assert "The receipt has" in said


def test_an_entry_too_many_is_named(receipt, tmp_path):
    other = changed(receipt)
    confirmations = [e for e in other["entries"] if e["body"]["kind"] == "event.confirm"]
    gone = confirmations[0]["body"]["data"]["confirmation"]["event_id"]
    other["entries"].remove(confirmations[0])
    _, said = outcome(canonical(other), tmp_path)
    record = next(
        e for e in other["entries"] if e["body"]["data"].get("event", {}).get("id") == gone
    )
    assert f"Entry {record['seq']} (event.record) has nothing to do with" in said


def test_another_day_with_the_old_digest_is_another_receipt(receipt, tmp_path):
    other = changed(receipt)
    other["on"] = "2026-11-22"
    code, said = outcome(canonical(other), tmp_path)
    assert code == ALTERED
    assert "✗" in said
