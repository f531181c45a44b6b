"""Check a bundle: an export with the proof that its rows are what the department committed to as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from verify.asked_company import answers
from verify.compare import Tree
from verify.parcel import (
    ENDINGS,
    HASHES,
    LEAFLET,
    PROOF,
    REPORT,
    ROWS,
    Parcel,
    is_parcel,
    unpacked,
)
from verify.proof import (
    Checkpoint,
    Key,
    continues,
    key_in_file,
    leaf_hash,
    not_in_tree,
    open_checkpoint,
    root_by,
)
from verify.receipt import canonical, opened
from verify.row_faults import Sealed, row_faults
from verify.said import Altered, Said
from verify.trust import Report, Trust, require_trusted, signed

FORMAT = "xinheng-bundle-1"
_TEXTS = ("kind", "format", "sha256", "leaflet_sha256", "known_root")
REGISTER = "register"
SHAPE: dict[str, Any] = {
    "format": "text",
    "entry": {"seq": "number", "body": "table", "path": ["hash"]},
    "stamp": ["hash"],
    "checkpoint": "text",
    "key": "text",
}
"""``stamp``: the consistency proof from the size and root that are printed in the file to the signed tree."""

LIMITS = Said(
    "本文件不能证明的：存证记录只能证明“有”，不能证明“无”。这里证明的是生态环境部门承诺整册即为如此，"
    "而不是部门未曾另有记录；基准日之后的变化也不在其中。",
    "What it cannot show: a log proves inclusion, not absence. Proved is what the department committed to as the"
    " whole, not that it holds nothing else; what changed after the day is not in it either.",
)

Table = dict[str, Any]

is_bundle = is_parcel


@dataclass(frozen=True)
class Question:
    """The day on which it is asked, and the code or name of a company, if one is asked for."""

    today: date
    company: str = ""


@dataclass(frozen=True)
class Export:
    """What the sealing entry says of the export."""

    seq: int
    made: Table

    @property
    def sealed(self) -> Sealed:
        marks = tuple(int(one, 16) for one in self.made["marks"].split())
        return Sealed(self.made["rows"], self.made["root"], marks)

    @property
    def wishes(self) -> Table:
        found: Table = json.loads(self.made["filter"])
        return found

    @property
    def complete(self) -> bool:
        """Whether it says all that is read from it. Raises where it says it in another form."""
        wishes: Any = json.loads(self.made["filter"])
        days = [date.fromisoformat(self.made[name]) for name in ("on", "until_on")]
        texts = [self.made[name] for name in _TEXTS]
        held = isinstance(wishes, dict) and all(isinstance(one, str) for one in texts)
        return held and len(days) == 2 and min(self.made["known"], self.sealed.count) >= 0

    @property
    def whole(self) -> bool:
        """Whether it is the register itself; any other export is a part or another table."""
        return bool(self.made["kind"] == REGISTER)


def check_bundle(path: Path, trust: Trust, question: Question) -> Report:
    """Check one bundle. Raises Unreadable; all else that is wrong stands in the report."""
    told: list[Said] = []
    try:
        parcel = unpacked(path)
        proof = opened(parcel.files[PROOF], FORMAT, SHAPE)
        key = key_in_file(proof["key"])
        require_trusted(key, trust)
        checkpoint = open_checkpoint(proof["checkpoint"], key)
        told.append(signed(checkpoint, key, trust))
        export = _entered(proof, checkpoint)
        told.append(_in_tree(export, checkpoint))
        _joined(proof["stamp"], export, checkpoint)
        wrong = [*_files(parcel, export), *_rows(parcel, export)]
    except Altered as problem:
        return Report(tuple(told), (problem.said,), LIMITS)
    if not wrong:
        told += _says(parcel, export, checkpoint, question)
    return Report(tuple(told), tuple(wrong), LIMITS, _tree(proof, checkpoint, key))


def _tree(proof: Table, checkpoint: Checkpoint, key: Key) -> Tree:
    entry = proof["entry"]
    return Tree(checkpoint, key, {entry["seq"]: leaf_hash(canonical(entry["body"]))})


def _entered(proof: Table, checkpoint: Checkpoint) -> Export:
    """The export as its proved entry has it. Raises Altered."""
    entry = proof["entry"]
    seq, body, path = entry["seq"], entry["body"], entry["path"]
    leaf, steps = leaf_hash(canonical(body)), [bytes.fromhex(one) for one in path]
    if seq > checkpoint.size or root_by(leaf, seq - 1, checkpoint.size, steps) != checkpoint.root:
        said = not_in_tree(seq, str(body.get("kind")))
        raise Altered(said.zh, said.en)
    try:
        export = Export(seq, body["data"]["export"])
        whole = body["kind"] == "export.make" and export.complete
    except (LookupError, TypeError, ValueError, AttributeError):
        whole = False
    if not whole:
        raise Altered(
            f"第 {seq} 条存证记录不是一次导出。", f"Entry {seq} is not that of an export with rows."
        )
    return export


def _joined(path: list[str], export: Export, checkpoint: Checkpoint) -> None:
    """The stamp in the file, size and root before the entry, is the beginning of the signed tree."""
    stamp = Checkpoint(
        checkpoint.origin, export.made["known"], bytes.fromhex(export.made["known_root"])
    )
    if not continues(stamp, checkpoint, [bytes.fromhex(one) for one in path]):
        raise Altered(
            f"文件所印“{stamp.size} 条、根哈希 {stamp.root.hex()}”不能由证明路径连到签名的存证记录：路径被改动，"
            "或者存证记录已分叉。",
            f"The stamp in the file, {stamp.size} entries with root {stamp.root.hex()}, is not joined to the signed"
            " log: its path was altered, or the log was forked.",
        )


def _files(parcel: Parcel, export: Export) -> Iterator[Said]:
    """Files whose bytes or kind are not those that were entered."""
    named = f"{REPORT}{ENDINGS.get(export.made['format'])}"
    if parcel.report != named:
        yield Said(
            f"文件 {parcel.report} 按第 {export.seq} 条存证记录应为 {named}：文件被改名。",
            f"The file {parcel.report} was renamed: by entry {export.seq} it is {named}.",
        )
    entered = {parcel.report: export.made["sha256"], LEAFLET: export.made["leaflet_sha256"]}
    for name, hashed in entered.items():
        if sha256(parcel.files[name]).hexdigest() != hashed:
            yield Said(
                f"文件 {name} 不是第 {export.seq} 条存证记录所记的那一份：内容被改动。",
                f"The file {name} is not the one that entry {export.seq} records: its content was altered.",
            )


def _rows(parcel: Parcel, export: Export) -> list[Said]:
    return list(row_faults(parcel.files[ROWS], parcel.files[HASHES], export.sealed))


def _in_tree(export: Export, checkpoint: Checkpoint) -> Said:
    root = checkpoint.root.hex()
    return Said(
        f"这次导出是第 {export.seq} 条存证记录，在已签名的存证记录之中（根哈希 {root}）。",
        f"The export is entry {export.seq} of the signed log (root {root}).",
    )


def _says(
    parcel: Parcel, export: Export, checkpoint: Checkpoint, question: Question
) -> Iterator[Said]:
    """What is proved, for which day, until when it may be relied on, and about the company asked for."""
    yield _committed(export, checkpoint)
    yield from _days(export, question.today)
    if question.company:
        rows = [json.loads(line) for line in parcel.files[ROWS].splitlines()]
        yield from answers(rows, question.company, whole=export.whole)


def _committed(export: Export, checkpoint: Checkpoint) -> Said:
    made, on = export.made, export.made["on"]
    if export.whole:
        public = export.wishes.get("scope") == "public"
        zh, en = ("对社会公布的名单", "public register") if public else ("名单", "register")
        return Said(
            f"这就是生态环境部门在 {checkpoint.size} 条的封存凭证中承诺为{zh}整册的内容：基准日 {on}，"
            f"共 {made['rows']} 行，依据截至第 {made['known']} 条的存证记录。逐行相符，一行不多，一行不少。",
            f"This is what the department committed to as the whole {en} at the checkpoint of {checkpoint.size}"
            f" entries: as of {on}, {made['rows']} rows, resting on the entries up to number {made['known']}."
            " Every row is as sealed, none is missing and none was added.",
        )
    wishes = "; ".join(f"{name}={value}" for name, value in sorted(export.wishes.items()))
    return Said(
        f"这就是生态环境部门当时导出的表（{made['kind']}；筛选条件：{wishes or '无'}）：基准日 {on}，"
        f"共 {made['rows']} 行，逐行相符。它不是名单整册。",
        f"This is the table that the department exported ({made['kind']}; filter: {wishes or 'none'}): as of {on},"
        f" {made['rows']} rows, every one as sealed. It is not the whole register.",
    )


def _days(export: Export, today: date) -> Iterator[Said]:
    until = export.made["until_on"]
    yield Said(
        f"基准日 {export.made['on']}。请勿在 {until} 之后依据或转载。",
        f"As of {export.made['on']}. Do not rely on or republish after {until}.",
    )
    if today.isoformat() > until:
        yield Said(
            f"注意：今天是 {today}，这一日期已过。请取得新的名单，勿再依据或转载本文件。",
            f"Note: today is {today}, and that date has passed. Get a new one; do not rely on or republish this.",
        )
