"""Check a score receipt: its proofs, its facts, and its score line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from verify import score
from verify.compare import Tree
from verify.derive import derive
from verify.differences import differences, row_differences
from verify.proof import (
    Checkpoint,
    key_in_file,
    leaf_hash,
    not_in_tree,
    open_checkpoint,
    root_by,
)
from verify.receipt import canonical, digest_of, read
from verify.rows import Derived
from verify.said import Altered, Said, shown
from verify.trust import Report, Trust, require_trusted, signed

NO_SCORE = (
    *(score.Refused, ValueError, ArithmeticError, LookupError),
    *(TypeError, AttributeError, StopIteration),
)
MOST_SAID = 20
"""More differences than this are one disaster; the first ones name it."""

LIMITS = Said(
    "凭证不能证明的：存证记录中是否另有未列入本凭证的记录；本单位的记录是否齐全，请自行对照。",
    "What it cannot show: whether the log holds further records that were left out of it.",
)

Table = dict[str, Any]


def check_receipt(path: Path, trust: Trust) -> Report:
    """Check one receipt. Raises Unreadable; all else that is wrong stands in the report."""
    told: list[Said] = []
    try:
        receipt = read(path)
        key = key_in_file(receipt["key"])
        require_trusted(key, trust)
        checkpoint = open_checkpoint(receipt["checkpoint"], key)
        told.append(signed(checkpoint, key, trust))
        wrong = [*_unproved(receipt, checkpoint)]
        if not wrong:
            told.append(_in_tree(receipt, checkpoint))
            wrong += _recomputed(receipt, told)
        if not wrong and digest_of(receipt) != receipt["digest"]:
            wrong.append(_other_digest())
    except Altered as problem:
        return Report(tuple(told), (problem.said,), LIMITS)
    tree = Tree(checkpoint, key, _leaves(receipt))
    return Report(tuple(told), tuple(wrong[:MOST_SAID]), LIMITS, tree)


def _leaves(receipt: Table) -> dict[int, bytes]:
    return {entry["seq"]: leaf_hash(canonical(entry["body"])) for entry in receipt["entries"]}


def _unproved(receipt: Table, checkpoint: Checkpoint) -> Iterator[Said]:
    """Entries that are not in the signed tree, not in order, or younger than what the receipt says was known."""
    known, before = receipt["known"], 0
    if known > checkpoint.size:
        yield Said(
            f"凭证称依据截至第 {known} 条的存证记录，而签名只涵盖 {checkpoint.size} 条。",
            f"The receipt rests on entries up to number {known}, but only {checkpoint.size} are signed.",
        )
    for entry in receipt["entries"]:
        seq, kind = entry["seq"], shown(entry["body"].get("kind"))
        path = [bytes.fromhex(one) for one in entry["path"]]
        leaf = leaf_hash(canonical(entry["body"]))
        inside = seq <= checkpoint.size
        if not inside or root_by(leaf, seq - 1, checkpoint.size, path) != checkpoint.root:
            yield not_in_tree(seq, kind)
        if not before < seq:
            yield Said(
                f"第 {seq} 条存证记录重复或次序颠倒。", f"Entry {seq} stands twice or out of order."
            )
        if seq > known:
            yield Said(
                f"第 {seq} 条存证记录（{kind}）晚于凭证所称的信息截止（第 {known} 条）。",
                f"Entry {seq} ({kind}) is younger than what the receipt says was known (entry {known}).",
            )
        before = seq


def _recomputed(receipt: Table, told: list[Said]) -> list[Said]:
    """What the receipt says otherwise than its proved entries and the rules."""
    derived = derive(receipt["subject_id"], receipt["scheme"], receipt["entries"])
    try:
        facts, decisions = derived.facts(), derived.decision_rows()
        disputes = derived.dispute_rows()
        calendar, rulesets = derived.calendar_rows(), derived.ruleset_rows()
    except (LookupError, TypeError, ValueError, AttributeError) as problem:
        raise Altered(
            "存证记录的内容不是产品所写。", "The entries hold what the product never writes."
        ) from problem
    wrong = [
        *row_differences("facts", receipt["facts"], facts),
        *row_differences("decisions", receipt["decisions"], decisions),
        *row_differences("disputes", receipt["disputes"], disputes),
        *row_differences("calendar", receipt["calendar"], calendar),
        *row_differences("rulesets", receipt["rulesets"], rulesets),
    ]
    if not wrong:
        told.append(_derived(facts, decisions, derived))
        told += map(_disputed, disputes)
    result = _score(receipt, derived)
    other = list(differences(receipt["result"], result))
    if not other:
        told.append(_same_score(receipt, result))
    return wrong + other


def _score(receipt: Table, derived: Derived) -> Table:
    """The result as verify/score.py has it. Raises Altered where the rules give none."""
    try:
        on = date.fromisoformat(receipt["on"])
        rows = derived.facts()
        decisions, calendar = derived.decision_rows(), derived.calendar_rows()
        found = score.evaluate(derived.texts(), rows, on, None, decisions, calendar)
        subjects: list[Table] = found["subjects"]
    except NO_SCORE as problem:
        why = shown(problem)
        raise Altered(
            f"评价基准日 {receipt['on']} 的得分无法重算（{why}）。",
            f"The score for {receipt['on']} cannot be recomputed ({why}).",
        ) from problem
    return subjects[0]


def _in_tree(receipt: Table, checkpoint: Checkpoint) -> Said:
    count, root = len(receipt["entries"]), checkpoint.root.hex()
    return Said(
        f"所依据的 {count} 条存证记录均在已签名的存证记录之中（根哈希 {root}）。",
        f"All {count} entries that it rests on are in the signed log (root {root}).",
    )


def _derived(facts: Sequence[Table], decisions: Sequence[Table], derived: Derived) -> Said:
    counts = len(facts) - 1, len(decisions), len(derived.published)
    return Said(
        "信用记录 {} 条、名单决定 {} 项、评价办法版本 {} 个，均由存证记录得出，与凭证所载一致。".format(
            *counts
        ),
        "Records: {}, list decisions: {}, versions of the rules: {}. All follow from the entries"
        " and are as the receipt has them.".format(*counts),
    )


def _disputed(row: Table) -> Said:
    """The dispute mark with its date; the score itself is as it would be without."""
    what, since = row.get("event_id") or row.get("list"), row["since"]
    return Said(
        f"异议标注：{shown(what)}，自 {since} 起，尚未处理完毕；不影响得分的重算。",
        f"Dispute mark: {shown(what)}, since {since}, not decided yet; it changes nothing in the score.",
    )


def _same_score(receipt: Table, result: Table) -> Said:
    points, count = result["points"], len(result["lines"])
    grade = result["grade"] or result["unrated"]
    on, known = receipt["on"], receipt["known"]
    return Said(
        f"得分按规则重算一致：评价基准日 {on}，信息截至第 {known} 条存证记录，{points} 分，等级代码 {grade}，"
        f"计分明细 {count} 行逐行相符。",
        f"The score was recomputed and is the same: for {on}, as known at entry {known}: {points} points,"
        f" grade {grade}, all {count} lines alike.",
    )


def _other_digest() -> Said:
    return Said(
        "凭证的校验码与内容不符：评价基准日、信息截止或其他内容被改动，改动后的内容虽自洽，却不是当初出具的凭证。",
        "The digest is not that of the content: the day, what was known or something else was changed;"
        " what stands there now holds together, but is not the receipt that was made.",
    )
