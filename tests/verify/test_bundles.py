"""A bundle that was altered is refused, and the row is named; a cut tail and a fork are told from an alteration."""

from __future__ import annotations

import json
import random
import re
import warnings

import pytest

from ledger import canonical
from ledger.merkle import root_of as ledger_root
from tests.verify.bundles import Made, company, made, outcome, zip_of, zipped
from verify.check import told_of_two
from verify.parcel import HASHES, LEAFLET, PROOF, ROWS
from verify.receipt import SHAPE
from verify.recovered_rows import MOST, recovered
from verify.sealed_rows import MARKS, hashes_of, marks_of, root_of

MANY, SOME = 1000, 300


@pytest.fixture(scope="module")
def bundle() -> Made:
    return made()


def altered_line(rng: random.Random, line: bytes) -> bytes:
    """One value of the row, or one byte of its writing, is another."""
    row = json.loads(line)
    key = rng.choice(sorted(row))
    row[key] = row[key] + rng.choice("甲乙0x ")
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def with_lines(bundle: Made, lines: list[bytes], *, hashes: bool) -> dict[str, bytes]:
    """The rows are others; a forger who knows how makes the hashes beside them fit."""
    files = bundle.files | {ROWS: b"".join(lines)}
    if hashes:
        found = hashes_of([line.rstrip(b"\n") for line in lines])
        files[HASHES] = b"".join(one.hex().encode() + b"\n" for one in found)
    return files


def test_an_unaltered_bundle_is_proved(bundle, tmp_path):
    code, said = outcome(zipped(bundle.files), tmp_path, bundle.trust)
    assert code == 0
    assert "20 rows, resting on the entries up to number 10" in said
    assert outcome(zipped(bundle.files), tmp_path)[0] == 3


def test_a_thousand_altered_rows_of_a_thousand_are_named(bundle, tmp_path):
    rng, missed = random.Random(6), []
    for n in range(MANY):
        lines, at = bundle.lines(), rng.randrange(20)
        lines[at] = altered_line(rng, lines[at])
        files = with_lines(bundle, lines, hashes=bool(n % 2))
        code, said = outcome(zipped(files), tmp_path)
        if code != 1 or f"✗ Row {at + 1} was altered" not in said or said.count("✗") != 1:
            missed.append((n, at, said))
    assert missed == []


@pytest.mark.parametrize("hashes", [False, True])
@pytest.mark.parametrize("count", [20, 500])
def test_every_altered_row_of_several_is_named_whatever_else_was_forged(tmp_path, count, hashes):
    bundle, rng = made(count), random.Random(count)
    lines, places = bundle.lines(), sorted(rng.sample(range(count), MOST))
    for at in places:
        lines[at] = altered_line(rng, lines[at])
    code, said = outcome(zipped(with_lines(bundle, lines, hashes=hashes)), tmp_path)
    assert code == 1
    assert re.findall(r"✗ Row (\d+) was altered", said) == [str(at + 1) for at in places]
    assert said.count("✗") == MOST


def test_where_more_rows_differ_than_the_entry_can_tell_the_checker_says_just_that(tmp_path):
    bundle, rng = made(500), random.Random(1)
    lines = [altered_line(rng, line) for line in bundle.lines()[: MOST + 1]]
    lines += bundle.lines()[MOST + 1 :]
    _code, said = outcome(zipped(with_lines(bundle, lines, hashes=True)), tmp_path)
    assert "More than 16 rows are not as sealed" in said
    assert "the rows cannot be named" in said
    assert "was altered; it now says" not in said
    _code, said = outcome(zipped(with_lines(bundle, lines, hashes=False)), tmp_path)
    assert said.count("✗ Row") == MOST + 1
    _code, said = outcome(zipped(with_lines(bundle, bundle.lines()[::2], hashes=True)), tmp_path)
    assert "500 rows were sealed and 250 are here" in said
    assert "so they cannot be named" in said


@pytest.mark.parametrize("left", [0, 1, 7, 19])
def test_a_cut_tail_is_told_from_an_alteration(bundle, tmp_path, left):
    files = with_lines(bundle, bundle.lines()[:left], hashes=False)
    code, said = outcome(zipped(files), tmp_path)
    assert code == 1
    assert f"The tail was cut off: rows {left + 1} to 20 are missing" in said
    assert "was altered" not in said
    files = with_lines(bundle, bundle.lines()[:left], hashes=True)
    assert outcome(zipped(files), tmp_path) == (code, said)


@pytest.mark.parametrize("hashes", [False, True])
@pytest.mark.parametrize("count", [20, 500])
def test_rows_taken_out_added_or_moved_are_named(tmp_path, count, hashes):
    bundle = made(count)

    def said(lines):
        return outcome(zipped(with_lines(bundle, lines, hashes=hashes)), tmp_path)[1]

    lines = bundle.lines()
    assert "Row 5 as sealed is missing" in said(lines[:4] + lines[5:])
    new = json.dumps(company(99)).encode() + b"\n"
    assert f"What is now row {count + 1}" in said([*lines, new])
    assert "Row 1 does not stand in its place" in said([lines[1], lines[0], *lines[2:]])
    assert "What is now row 2 is row 1 once more" in said([lines[0], *lines])
    assert f"Row {count} breaks off" in said([*lines[:-1], lines[-1][:-9]])
    assert f"rows {count - 8} to {count} are missing" in said(lines[:-9])
    exchanged = said([*lines[:4], lines[6], *lines[5:]])
    assert "Row 5 as sealed is missing" in exchanged
    assert "What is now row 7 is row 5 once more" in exchanged


def test_a_fork_is_told_from_an_alteration(bundle, tmp_path):
    other = made(key=bundle.key, salt=" otherwise")
    paths = [tmp_path / "a.zip", tmp_path / "b.zip"]
    for path, one in zip(paths, (bundle, other), strict=True):
        path.write_bytes(zipped(one.files))
    said, code = told_of_two(paths, bundle.trust, None)
    assert code == 1
    assert "The log was forked: two roots are signed over 20 entries" in said[-1].en
    lines = bundle.lines()
    lines[3] = altered_line(random.Random(2), lines[3])
    paths[1].write_bytes(zipped(with_lines(bundle, lines, hashes=False)))
    said, code = told_of_two(paths, bundle.trust, None)
    assert code == 1
    assert "cannot be compared" in said[-1].en
    assert any("Row 4 was altered" in one.en for one in said)


def test_what_is_not_a_row_is_named_by_its_file_or_entry(bundle, tmp_path):
    for name in ("report.json", LEAFLET):
        files = bundle.files | {name: b"other"}
        assert (
            f"The file {name} is not the one that entry 12" in outcome(zipped(files), tmp_path)[1]
        )
    files = bundle.files | {HASHES: bundle.files[HASHES][:-1]}
    assert "hashes.txt) was altered" in outcome(zipped(files), tmp_path)[1]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda p: p["entry"]["body"]["data"]["export"].update(rows=19), "Entry 12 (export.make)"),
        (lambda p: p["entry"]["body"]["data"]["export"].update(on="2026-11-22"), "Entry 12"),
        (lambda p: p["entry"].update(seq=13), "Entry 13"),
        (lambda p: p["entry"]["path"].reverse(), "Entry 12"),
        (lambda p: p["stamp"].reverse(), "is not joined to the signed log"),
        (lambda p: p.update(key="x"), "is none"),
        (lambda p: p.update(checkpoint=p["checkpoint"].replace("20", "21", 1)), "signature"),
        (lambda p: p.update(more=1), "a key too many"),
    ],
)
def test_an_altered_proof_says_what_of_it(bundle, tmp_path, change, says):
    proof = json.loads(bundle.files[PROOF])
    change(proof)
    code, said = outcome(zipped(bundle.files | {PROOF: canonical.encode(proof)}), tmp_path)
    assert code == 1
    assert says in said


def test_a_flipped_byte_anywhere_is_never_proved(bundle, tmp_path):
    content, rng, passed = zipped(bundle.files), random.Random(3), []
    _code, right = outcome(content, tmp_path)
    for _ in range(SOME):
        n, bit = rng.randrange(len(content)), 1 << rng.randrange(8)
        other = bytearray(content)
        other[n] ^= bit
        code, said = outcome(bytes(other), tmp_path)
        # A ZIP has bytes that mean nothing, such as a file's time: then every file in it is as it was.
        if code not in (1, 2) and said != right:
            passed.append((n, bit, said))
    assert passed == []


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_bundle_that_was_cut_off_says_so(bundle, tmp_path, share):
    content = zipped(bundle.files)
    code, said = outcome(content[: int(len(content) * share)], tmp_path)
    assert code == 2
    assert "cut off" in said


def test_what_no_bundle_holds_is_not_unpacked(bundle, tmp_path):
    warnings.simplefilter("ignore")
    whole = list(bundle.files.items())
    for name in ("/etc/passwd", "../x", "a\\b", "C:x", "rows/../../x"):
        assert "leads out of it" in outcome(zip_of(*whole, (name, b"x")), tmp_path)[1]
    assert (
        "holds the file “rows.jsonl” twice" in outcome(zip_of(*whole, (ROWS, b"{}\n")), tmp_path)[1]
    )
    assert "a file too many" in outcome(zip_of(*whole, ("virus.exe", b"x")), tmp_path)[1]
    assert "lacks the file proof.json" in outcome(zip_of(*whole[1:]), tmp_path)[1]
    bomb = dict(whole) | {ROWS: b"0" * 300_000_000}
    code, said = outcome(zip_of(*bomb.items()), tmp_path)
    assert (code, "it was not read" in said) == (2, True)


def test_a_company_is_found_by_code_or_name_however_it_is_typed(bundle, tmp_path):
    content = zipped(bundle.files)
    for typed in (
        "91510100MA60000007",
        "91510100ma6 0000007",
        "第7检测技术有限公司",
        "第７检测技术有限公司",
    ):
        assert "is on it: row 8" in outcome(content, tmp_path, company=typed)[1]
    said = outcome(content, tmp_path, company="第77检测技术有限公司")[1]
    assert "none of the 20 rows that the department committed to as the whole" in said


def test_no_company_is_answered_for_from_an_altered_bundle(bundle, tmp_path):
    lines = bundle.lines()
    del lines[7]
    files = with_lines(bundle, lines, hashes=False)
    said = outcome(zipped(files), tmp_path, company="第7检测技术有限公司")[1]
    assert "on it" not in said.replace("rely on it", "")


def test_root_and_marks_are_right_for_every_count():
    rng = random.Random(5)
    for count in (*range(1, 70), 1000):
        hashes = hashes_of([f"{n}".encode() for n in range(count)])
        root, marks = root_of(hashes), [int(one, 16) for one in marks_of(hashes)]
        assert root == ledger_root(hashes)
        assert len(marks) == min(count, MARKS)
        for several in {1, min(count, MOST)}:
            forged = list(hashes)
            for at in rng.sample(range(count), several):
                forged[at] = rng.randbytes(32)
            assert recovered(forged, count, root.hex(), marks) == hashes
        at = rng.randrange(count)
        assert recovered(hashes[:at] + hashes[at + 1 :], count, root.hex(), marks) == hashes
        assert recovered(hashes[:-MARKS], count, root.hex(), marks) == hashes
        run = [rng.randbytes(32) for _ in range(40)]
        assert recovered(hashes[:at] + run + hashes[at:], count, root.hex(), marks) == hashes


def test_what_is_recovered_is_believed_only_where_it_leads_to_the_sealed_root():
    hashes = hashes_of([f"{n}".encode() for n in range(40)])
    marks = [int(one, 16) for one in marks_of(hashes)]
    forged = [b"x" * 32, *hashes[1:]]
    assert recovered(forged, 40, "0" * 64, marks) is None
    assert recovered(forged, 40, root_of(hashes).hex(), [*marks[1:], 0]) is None
    assert recovered(forged, 40, root_of(hashes).hex(), marks[:-1]) is None
    assert recovered(forged, 20, root_of(hashes).hex(), [2**256] * 20) is None


def test_receipts_and_bundles_are_different_formats():
    assert "entry" not in SHAPE
