"""What a forger without the department's key may try on a bundle: each is refused, with what is wrong."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from ledger import canonical
from ledger.note import SigningKey
from tests.verify.bundles import ORIGIN, REPORT_TEXT, Made, company, made, outcome, zip_of, zipped
from verify.parcel import HASHES, LEAFLET, PROOF, ROWS
from verify.sealed_rows import hashes_of

COUNT = 100
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def bundle() -> Made:
    return made(COUNT)


@pytest.fixture(scope="module")
def other(bundle: Made) -> Made:
    """A bundle of another register by the same department, as genuine as the first."""
    return made(COUNT - 1, bundle.key, salt=" later")


def line(row: dict[str, str]) -> bytes:
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def with_rows(bundle: Made, lines: list[bytes]) -> Files:
    """The rows and everything beside them that can be made to fit without the key."""
    found = hashes_of([one.removesuffix(b"\n") for one in lines])
    listed = b"".join(one.hex().encode() + b"\n" for one in found)
    return bundle.files | {ROWS: b"".join(lines), HASHES: listed}


def changed(bundle: Made, **values: Any) -> Files:
    """The sealing entry says something else."""
    proof = json.loads(bundle.files[PROOF])
    proof["entry"]["body"]["data"]["export"] |= values
    return bundle.files | {PROOF: canonical.encode(proof)}


def exchanged(bundle: Made, field: str, one: int, two: int) -> Files:
    lines = bundle.lines()
    rows = {n: json.loads(lines[n]) for n in (one, two)}
    rows[one][field], rows[two][field] = rows[two][field], rows[one][field]
    for n, row in rows.items():
        lines[n] = line(row)
    return with_rows(bundle, lines)


def without(bundle: Made, *gone: int) -> Files:
    return with_rows(bundle, [one for n, one in enumerate(bundle.lines()) if n not in gone])


def instead(bundle: Made, at: int, row: dict[str, str]) -> Files:
    lines = bundle.lines()
    return with_rows(bundle, [*lines[:at], line(row), *lines[at + 1 :]])


ON_ROWS: dict[str, tuple[Callable[[Made], Files], tuple[str, ...]]] = {
    "names exchanged between two rows": (
        lambda b: exchanged(b, "name", 4, 40),
        ("Row 5 was altered", "Row 41 was altered"),
    ),
    "a company taken off the list": (
        lambda b: without(b, 56),
        ("Row 57 as sealed is missing",),
    ),
    "another company in its stead": (
        lambda b: instead(b, 56, company(777)),
        ("Row 57 was altered; it now says “91510100MA60000777",),
    ),
    "a company that stands there twice, so that the count fits": (
        lambda b: instead(b, 56, company(3)),
        ("Row 57 as sealed is missing", "What is now row 57 is row 4 once more"),
    ),
    "one row twice": (
        lambda b: with_rows(b, [*b.lines()[:10], *b.lines()[9:]]),
        ("What is now row 11 is row 10 once more",),
    ),
    "a block of rows added at the end": (
        lambda b: with_rows(b, [*b.lines(), *(line(company(n)) for n in range(900, 912))]),
        ("What is now row 101,", "What is now row 112,"),
    ),
    "eight pairs of rows in another order": (
        lambda b: with_rows(b, [b.lines()[n ^ 1 if n < 16 else n] for n in range(COUNT)]),
        ("Row 1 does not stand in its place", "Row 16 does not stand in its place"),
    ),
    "blanks that nobody sees": (
        lambda b: with_rows(b, [b.lines()[0].replace(b'","', b'", "', 1), *b.lines()[1:]]),
        ("Row 1 was altered",),
    ),
    "a name that looks the same": (
        lambda b: instead(b, 8, company(8) | {"name": company(8)["name"] + "\u200b"}),
        ("Row 9 was altered",),
    ),
    "a mark at the beginning of the file": (
        lambda b: b.files | {ROWS: b"\xef\xbb\xbf" + b.files[ROWS]},
        ("Row 1 was altered",),
    ),
    "the end of the last line taken away": (
        lambda b: b.files | {ROWS: b.files[ROWS][:-1]},
        ("Row 100 breaks off", "rows 100 to 100 are missing"),
    ),
    "ends of lines of another system, in the hashes too": (
        lambda b: with_rows(b, [one[:-1] + b"\r\n" for one in b.lines()]),
        ("More than 16 rows are not as sealed",),
    ),
}


@pytest.mark.parametrize("name", ON_ROWS)
def test_rows_are_named_though_every_hash_beside_them_was_made_to_fit(bundle, tmp_path, name):
    forge, says = ON_ROWS[name]
    code, said = outcome(zipped(forge(bundle)), tmp_path, bundle.trust)
    assert code == 1
    assert [one for one in says if one not in said] == []
    assert "Outcome: do not rely on it." in said


ON_PROOF: dict[str, tuple[Callable[[Made, Made], Files], str]] = {
    "another day": (lambda b, _o: changed(b, on="2026-12-01"), "Entry 12 (export.make)"),
    "a later last day of use": (lambda b, _o: changed(b, until_on="2030-01-01"), "Entry 12"),
    "a part called the register": (lambda b, _o: changed(b, filter="{}"), "Entry 12"),
    "marks that fit other rows": (lambda b, _o: changed(b, marks="0 1"), "Entry 12"),
    "the proof of another bundle": (
        lambda b, o: b.files | {PROOF: o.files[PROOF]},
        "What is now row 100,",
    ),
    "the rows of another bundle": (
        lambda b, o: o.files | {PROOF: b.files[PROOF]},
        "The tail was cut off: rows 100 to 100 are missing",
    ),
    "the checkpoint of another history": (
        lambda b, o: _proof_with(b, checkpoint=json.loads(o.files[PROOF])["checkpoint"]),
        "Entry 12 (export.make) does not lead to the signed root",
    ),
    "the report of another day": (
        lambda b, _o: b.files | {"report.json": REPORT_TEXT + b" "},
        "The file report.json is not the one",
    ),
    "a report by another name": (
        lambda b, _o: _renamed(b, "report.json", "report.pdf"),
        "The file report.pdf was renamed: by entry 12 it is report.json",
    ),
    "a leaflet with a later day": (
        lambda b, _o: b.files | {LEAFLET: "可以一直使用".encode()},
        "The file README.txt is not the one",
    ),
    "a key twice in the proof": (
        lambda b, _o: (
            b.files
            | {PROOF: b.files[PROOF].replace(b'{"checkpoint"', b'{"key":"","checkpoint"', 1)}
        ),
        "“key” stands twice",
    ),
}


def _proof_with(bundle: Made, **values: Any) -> Files:
    return bundle.files | {PROOF: canonical.encode(json.loads(bundle.files[PROOF]) | values)}


def _renamed(bundle: Made, old: str, new: str) -> Files:
    return {new if name == old else name: data for name, data in bundle.files.items()}


@pytest.mark.parametrize("name", ON_PROOF)
def test_what_surrounds_the_rows_is_told_apart_from_them(bundle, other, tmp_path, name):
    forge, says = ON_PROOF[name]
    code, said = outcome(zipped(forge(bundle, other)), tmp_path, bundle.trust)
    assert (code, says in said) == (1, True), said


def test_a_log_of_the_forgers_own_is_whole_and_still_not_the_departments(bundle, tmp_path):
    own = made(COUNT, SigningKey.generate(ORIGIN))
    code, said = outcome(zipped(own.files), tmp_path, bundle.trust)
    assert code == 1
    assert "which is not the one that you trust" in said
    assert outcome(zipped(own.files), tmp_path)[0] == 3


def test_a_second_signature_beside_the_departments_proves_only_its_own_key(bundle, tmp_path):
    forger = SigningKey.generate(ORIGIN)
    proof = json.loads(bundle.files[PROOF])
    note = proof["checkpoint"]
    body = note.rpartition("\n\n")[0] + "\n"
    signature = forger.sign(body).decode().rpartition("\n\n")[2]
    both = _proof_with(bundle, checkpoint=note + signature)
    assert outcome(zipped(both), tmp_path, bundle.trust)[0] == 0
    mine = _proof_with(bundle, checkpoint=note + signature, key=str(forger.verifier))
    code, said = outcome(zipped(mine), tmp_path, bundle.trust)
    assert (code, "not the one that you trust" in said) == (1, True)
    without_theirs = _proof_with(bundle, checkpoint=body + "\n" + signature)
    code, said = outcome(zipped(without_theirs), tmp_path, bundle.trust)
    assert (code, "The checkpoint is not signed with the key" in said) == (1, True)


def with_comment(content: bytes) -> bytes:
    buffer = BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as pack:
        pack.comment = b"x" * 40
    return buffer.getvalue()


def hidden_between(bundle: Made) -> bytes:
    """Forged rows with a head of their own, which only programs that read from the front will find."""
    forged = zip_of((ROWS, b"{}\n"))
    head = forged[: forged.index(b"PK\x01\x02")]
    content = zipped(bundle.files)
    return head + content


@pytest.mark.parametrize(
    "forge",
    [
        lambda b: hidden_between(b),
        lambda b: zipped(b.files) + b"more",
        lambda b: with_comment(zipped(b.files)),
        lambda b: zipped(b.files) + zipped(b.files | {ROWS: b""}),
    ],
    ids=["before", "after", "comment", "two archives"],
)
def test_a_zip_from_which_other_programs_may_unpack_something_else_is_refused(
    bundle, tmp_path, forge
):
    code, said = outcome(forge(bundle), tmp_path, bundle.trust)
    assert code == 1
    assert "✓ This is what the department committed to" not in said


def test_a_forged_row_cannot_speak_for_the_checker(bundle, tmp_path):
    row = company(5) | {"name": "甲\n结论：属实。\nOutcome: proved.\x1b[2J\u202e"}
    code, said = outcome(zipped(instead(bundle, 5, row)), tmp_path, bundle.trust)
    assert code == 1
    assert "\\u000a结论" in said
    assert not {"\x1b", "\u202e"} & set(said)
    assert "\nOutcome: proved." not in said


def test_a_name_pasted_with_what_cannot_be_seen_is_found(bundle, tmp_path):
    asked = "\ufeff第7检测\u200b技术有限公司 "
    _code, said = outcome(zipped(bundle.files), tmp_path, company=asked)
    assert "is on it: row 8" in said


def test_rows_put_into_an_empty_register_are_named(tmp_path):
    nobody = made(0)
    assert outcome(zipped(nobody.files), tmp_path, nobody.trust)[0] == 0
    code, said = outcome(zipped(with_rows(nobody, [line(company(1))])), tmp_path, nobody.trust)
    assert (code, "What is now row 1, “91510100MA60000001" in said) == (1, True)


def test_rows_without_end_are_counted_and_not_taken_apart(bundle, tmp_path):
    code, said = outcome(zipped(with_rows(bundle, [b"\n"] * 900)), tmp_path, bundle.trust)
    assert (code, "100 rows were sealed and 900 are here" in said) == (1, True)
