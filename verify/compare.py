"""Whether two files come from one history: the same log, the newer one beginning with the older."""

from __future__ import annotations

from dataclasses import dataclass

from verify.proof import Checkpoint, Key, base64_bytes, continues
from verify.said import Said, Unreadable

HASH_BYTES = 32


@dataclass(frozen=True)
class Tree:
    """The signed tree of a receipt or bundle, and the hashes of the entries that it carries, by number."""

    checkpoint: Checkpoint
    key: Key
    leaves: dict[int, bytes]


@dataclass(frozen=True)
class Verdict:
    """``one``: of one history; None where that cannot be decided."""

    one: bool | None
    said: Said


def compare(a: Tree, b: Tree, proof: str | None) -> Verdict:
    """Judge two genuine files. ``proof`` is what `flask ledger consistency` printed. Raises Unreadable."""
    old, new = sorted((a, b), key=lambda tree: tree.checkpoint.size)
    before, after = old.checkpoint, new.checkpoint
    if before.origin != after.origin:
        return Verdict(
            False,
            Said(
                f"两份文件出自两套存证记录：“{before.origin}”与“{after.origin}”，没有共同的历史可比。",
                f"They come from two logs, “{before.origin}” and “{after.origin}”: no history in common.",
            ),
        )
    for seq in sorted(old.leaves.keys() & new.leaves.keys()):
        if old.leaves[seq] != new.leaves[seq]:
            return _forked(f"第 {seq} 条存证记录两处不同", f"entry {seq} is not the same in both")
    if before.size == after.size:
        if before.root != after.root:
            return _forked(
                f"同为 {before.size} 条而根哈希不同",
                f"two roots are signed over {before.size} entries",
            )
        return _one(before, after)
    if proof is None:
        return Verdict(
            None,
            Said(
                f"两份文件同出一套存证记录，但条数不同（{before.size} 与 {after.size}），凭两份文件本身不能断定。"
                f"请下载“{before.size} → {after.size}”的一致性证明，并以 --proof 指定。",
                f"They name one log at two sizes, {before.size} and {after.size}, which two files alone cannot"
                f" decide. Get the consistency proof from {before.size} to {after.size} and name it with --proof.",
            ),
        )
    if continues(before, after, path_of(proof, before.size)):
        return _one(before, after)
    return Verdict(
        False,
        Said(
            "一致性证明不成立：由此不能证明较新的存证记录是较早的延续。如部门给不出成立的证明，存证记录即已分叉。",
            "The consistency proof does not hold: by it the newer log does not continue the older one."
            " If none can be given that does, the log was forked.",
        ),
    )


def path_of(proof: str, size: int) -> list[bytes]:
    """The hashes of a proof in the form of C2SP tlog-witness: ``old SIZE``, then one a line. Raises Unreadable."""
    head, *lines = proof.split("\n\n")[0].splitlines() or [""]
    if head != f"old {size}":
        raise Unreadable(
            f"证明文件的首行应为“old {size}”。",
            f"The proof should begin with the line “old {size}”.",
        )
    try:
        hashes = [base64_bytes(line) for line in lines]
    except ValueError:
        hashes = [b""]
    if any(len(one) != HASH_BYTES for one in hashes):
        raise Unreadable("证明文件中有一行不是哈希值。", "The proof has a line that is no hash.")
    return hashes


def _one(before: Checkpoint, after: Checkpoint) -> Verdict:
    return Verdict(
        True,
        Said(
            f"两份文件出自同一历史：“{after.origin}”，{before.size} 条与 {after.size} 条。",
            f"Both come from one history: log “{after.origin}”, at {before.size} and {after.size} entries.",
        ),
    )


def _forked(zh: str, en: str) -> Verdict:
    return Verdict(
        False,
        Said(
            f"存证记录分叉：{zh}，而两者均有真实签名。请保存两份文件，它们本身就是证据。",
            f"The log was forked: {en}, and both are signed. Keep both files; they are the evidence.",
        ),
    )
