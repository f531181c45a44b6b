"""Check a score receipt with plain Python: its signature, its proofs, its facts, and its score line by line.

    python verify/check.py receipt.json --key FILE|FINGERPRINT
    python verify/check.py --compare earlier.json later.json --key … [--proof FILE]

Exit code 0: proved, by a key that you named. 1: altered or not of one history; what, is said. 2: not readable, cut
off, or wrongly asked. 3: nothing is wrong, but you named no key to trust, or there is no proof to decide by.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any

if sys.version_info < (3, 11):  # noqa: UP036 - whoever checks has the Python he has
    sys.exit("需要 Python 3.11 或更高版本。 Python 3.11 or newer is needed.")

# Run as a file, also with `python -I`, the folder that holds `verify` is not yet known.
if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from verify import score
from verify.compare import Tree, compare
from verify.derive import derive
from verify.differences import differences, row_differences
from verify.proof import (
    Checkpoint,
    Key,
    keys_of,
    leaf_hash,
    not_in_tree,
    open_checkpoint,
    receipts_key,
    root_by,
)
from verify.receipt import bytes_of, canonical, digest_of, read
from verify.rows import Derived
from verify.said import Altered, Said, Unreadable, shown

PROVED, ALTERED, UNREADABLE, UNPINNED = range(4)
FINGERPRINT = re.compile("[0-9a-f]{64}")
MOST_KEY_BYTES = 64_000
NO_SCORE = (
    *(score.Refused, ValueError, ArithmeticError, LookupError),
    *(TypeError, AttributeError, StopIteration),
)
MOST_SAID = 20
"""More differences than this are one disaster; the first ones name it."""

Table = dict[str, Any]


@dataclass(frozen=True)
class Trust:
    """What the reader trusts: keys, or fingerprints; neither is nothing."""

    keys: tuple[Key, ...] = ()
    fingerprint: str = ""

    @property
    def pinned(self) -> bool:
        return bool(self.keys or self.fingerprint)

    def holds(self, key: Key) -> bool:
        return key in self.keys or key.fingerprint == self.fingerprint


@dataclass(frozen=True)
class Report:
    """What was checked, and what is wrong; ``tree`` stands where the checkpoint is genuine."""

    told: tuple[Said, ...]
    wrong: tuple[Said, ...]
    tree: Tree | None = None


def trust_of(wanted: str | None) -> Trust:
    """A fingerprint (blanks, colons and capitals do not matter) or a file of keys. Raises Unreadable."""
    if wanted is None:
        return Trust()
    plain = re.sub("[ :]", "", wanted).lower()
    if FINGERPRINT.fullmatch(plain):
        return Trust(fingerprint=plain)
    path = Path(wanted)
    if not path.is_file():
        raise Unreadable(
            f"“{wanted}”既不是 64 位十六进制的指纹，也不是公钥文件。",
            f"“{wanted}” is neither a fingerprint (64 hexadecimal digits) nor a file of keys.",
        )
    text = bytes_of(path, MOST_KEY_BYTES).decode(errors="replace")
    keys = tuple(keys_of(text))
    if not keys:
        raise Unreadable(f"公钥文件 {path} 是空的。", f"The key file {path} is empty.")
    return Trust(keys)


def check(path: Path, trust: Trust) -> Report:
    """Check one receipt. Raises Unreadable; all else that is wrong stands in the report."""
    told: list[Said] = []
    try:
        receipt = read(path)
        key = receipts_key(receipt["key"])
        _trusted(key, trust)
        checkpoint = open_checkpoint(receipt["checkpoint"], key)
        told.append(_signed(checkpoint, key, trust))
        wrong = [*_unproved(receipt, checkpoint)]
        if not wrong:
            told.append(_in_tree(receipt, checkpoint))
            wrong += _recomputed(receipt, told)
        if not wrong and digest_of(receipt) != receipt["digest"]:
            wrong.append(_other_digest())
    except Altered as problem:
        return Report(tuple(told), (problem.said,))
    return Report(tuple(told), tuple(wrong[:MOST_SAID]), Tree(checkpoint, key, _leaves(receipt)))


def _trusted(key: Key, trust: Trust) -> None:
    if trust.pinned and not trust.holds(key):
        raise Altered(
            f"凭证由指纹为 {key.fingerprint} 的密钥“{key.name}”签名，不是您所信任的密钥。"
            "如为更换前的旧密钥，请向生态环境部门索取其公布过的指纹，再以该指纹核验；否则凭证出自另一套存证记录。",
            f"The receipt is signed with the key “{key.name}” of fingerprint {key.fingerprint}, which is not the one"
            " that you trust. If it is an older key, ask the department for the fingerprint it published for it and"
            " check by that; if not, the receipt is from another log.",
        )


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


def _signed(checkpoint: Checkpoint, key: Key, trust: Trust) -> Said:
    zh = "（即您所信任的密钥）" if trust.pinned else "（取自凭证本身，未经您指定）"
    en = " (the one that you trust)" if trust.pinned else " (the receipt's own word, not yours)"
    return Said(
        f"签名真实：“{checkpoint.origin}”的存证记录，共 {checkpoint.size} 条，密钥指纹 {key.fingerprint}{zh}。",
        f"The signature is genuine: log “{checkpoint.origin}”, {checkpoint.size} entries,"
        f" key fingerprint {key.fingerprint}{en}.",
    )


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


def told_of(report: Report, trust: Trust) -> tuple[list[Said], int]:
    """The sentences of one report, and its exit code."""
    said = [Said(f"✓ {one.zh}", f"✓ {one.en}") for one in report.told]
    if report.wrong:
        said += [Said(f"✗ {one.zh}", f"✗ {one.en}") for one in report.wrong]
        said.append(Said("结论：不予采信。", "Outcome: do not rely on it."))
        return said, ALTERED
    said.append(
        Said(
            "凭证不能证明的：存证记录中是否另有未列入本凭证的记录；本单位的记录是否齐全，请自行对照。",
            "What it cannot show: whether the log holds further records that were left out of it.",
        )
    )
    if trust.pinned:
        said.append(Said("结论：属实。", "Outcome: proved."))
        return said, PROVED
    said.append(
        Said(
            "结论：前后一致，但未指定所信任的密钥。请将上列指纹与生态环境部门公布的指纹核对，"
            "并以 --key 指定后重新核验。",
            "Outcome: consistent, but unpinned. Hold the fingerprint above against the one that the department"
            " publishes, and check again with --key.",
        )
    )
    return said, UNPINNED


def told_of_two(paths: Sequence[Path], trust: Trust, proof: Path | None) -> tuple[list[Said], int]:
    """Whether two receipts come from one history: the sentences and the exit code."""
    reports = [check(path, trust) for path in paths]
    said: list[Said] = []
    for path, report in zip(paths, reports, strict=True):
        said.append(Said(f"{path}：", f"{path}:"))
        said += told_of(report, trust)[0]
    trees = [report.tree for report in reports]
    if any(report.wrong for report in reports) or trees[0] is None or trees[1] is None:
        said.append(
            Said("两份凭证不能比较。", "The two cannot be compared, for one of them does not hold.")
        )
        return said, ALTERED
    lines = bytes_of(proof, MOST_KEY_BYTES).decode(errors="replace") if proof else None
    verdict = compare(trees[0], trees[1], lines)
    said.append(verdict.said)
    if verdict.one is None:
        return said, UNPINNED
    if not verdict.one:
        return said, ALTERED
    return said, PROVED if trust.pinned else UNPINNED


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Check a score receipt, trusting neither database nor department. 核验评分凭证。",
        epilog="Exit code: 0 proved, 1 altered, 2 unreadable, 3 consistent but unpinned.",
    )
    parser.add_argument("receipt", type=Path, nargs="?", help="the receipt (JSON)")
    parser.add_argument("--key", help="the key you trust: its fingerprint, or a file of keys")
    parser.add_argument(
        "--compare", type=Path, nargs=2, metavar=("A", "B"), help="do two come from one history?"
    )
    parser.add_argument(
        "--proof", type=Path, help="with --compare: what `flask ledger consistency` printed"
    )
    parser.add_argument("--lang", choices=("zh", "en", "both"), default="both")
    asked = parser.parse_args(given)
    if (asked.receipt is None) == (asked.compare is None):
        parser.error("name one receipt, or two with --compare")
    if asked.proof and not asked.compare:
        parser.error("--proof belongs to --compare")
    return asked


def main(given: Sequence[str] | None = None) -> int:
    """Print what was found; the exit codes stand at the head of this file."""
    asked = arguments(given)
    try:
        trust = trust_of(asked.key)
        if asked.compare:
            said, code = told_of_two(asked.compare, trust, asked.proof)
        else:
            said, code = told_of(check(asked.receipt, trust), trust)
    except Unreadable as problem:
        said, code = [problem.said], UNREADABLE
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may lack a letter, never a sentence
    for one in said:
        print(*one.lines(asked.lang), sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
