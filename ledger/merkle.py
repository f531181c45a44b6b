"""The RFC 6962 Merkle tree: hashes, roots, and proofs that anyone can verify. Pure."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

HASH_BYTES = 32
EMPTY_ROOT = sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash one entry; the prefix keeps an entry from posing as a node (RFC 6962, 2.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into their parent."""
    return sha256(b"\x01" + left + right).digest()


class Frontier(NamedTuple):
    """The roots of the perfect subtrees that cover a log, largest first: all an append needs."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> "Frontier":
        """Return the frontier after one more leaf hash: O(log n)."""
        hashes = [*self.hashes, leaf]
        complete = self.size
        while complete & 1:
            right = hashes.pop()
            hashes.append(node_hash(hashes.pop(), right))
            complete >>= 1
        return Frontier(self.size + 1, tuple(hashes))

    def root(self) -> bytes:
        """Return the root of the whole log."""
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root

    def to_bytes(self) -> bytes:
        """Return the hashes one after another; the size is kept beside them."""
        return b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> "Frontier":
        """Read what `to_bytes` wrote. Raises ValueError if the length does not fit the size."""
        if len(data) != HASH_BYTES * size.bit_count():
            raise ValueError(f"a frontier of size {size} has {size.bit_count()} hashes")
        starts = range(0, len(data), HASH_BYTES)
        return cls(size, tuple(data[i : i + HASH_BYTES] for i in starts))


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over these leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the path that proves leaf `index` (from 0) is in the tree, lowest sibling first."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    path = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root_of(leaves[middle:high]))
            high = middle
        else:
            path.append(root_of(leaves[low:middle]))
            low = middle
    return path[::-1]


def inclusion_proofs(leaves: Sequence[bytes], indexes: Iterable[int]) -> list[list[bytes]]:
    """Return `inclusion_proof` of each of several leaves, hashing the tree once for all."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = [node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        # The last node of an odd row has no sibling and rises as it is.
        levels.append(pairs + below[len(below) // 2 * 2 :])
    return [_path(levels, index) for index in indexes]


def _path(levels: Sequence[Sequence[bytes]], index: int) -> list[bytes]:
    if not 0 <= index < len(levels[0]):
        raise IndexError(index)
    siblings = [(row, index >> height ^ 1) for height, row in enumerate(levels)]
    return [row[sibling] for row, sibling in siblings if sibling < len(row)]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Return the proof that the tree over `leaves` extends the one over its first `old_size`."""
    if not 0 <= old_size <= len(leaves):
        raise IndexError(old_size)
    if old_size == 0:
        return []
    path = []
    low, high = 0, len(leaves)
    while high > old_size:
        middle = low + _split(high - low)
        if old_size <= middle:
            path.append(root_of(leaves[middle:high]))
            high = middle
        else:
            path.append(root_of(leaves[low:middle]))
            low = middle
    if low > 0:
        path.append(root_of(leaves[low:high]))
    return path[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether `path` proves that `leaf` stands at `index` (from 0) of the tree with `root`.

    The algorithm of RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    position, last = index, size - 1
    found = leaf
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            found = node_hash(sibling, found)
            position, last = _climb(position, last)
        else:
            found = node_hash(found, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Tell whether `path` proves that the newer tree begins with the whole of the older one.

    The algorithm of RFC 9162, section 2.1.4.2; the empty tree is a prefix of every tree.
    """
    if old_size == 0:
        return new_size >= 0 and not path and old_root == EMPTY_ROOT
    if old_size == new_size:
        return not path and old_root == new_root
    if not 0 < old_size < new_size or not path:
        return False
    whole = old_size & (old_size - 1) == 0
    steps = [old_root, *path] if whole else list(path)
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old_found = new_found = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old_found = node_hash(sibling, old_found)
            new_found = node_hash(sibling, new_found)
            position, last = _climb(position, last)
        else:
            new_found = node_hash(new_found, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old_found == old_root and new_found == new_root


def _climb(position: int, last: int) -> tuple[int, int]:
    """Rise past the levels where the rightmost node has no sibling."""
    while position and not position & 1:
        position, last = position >> 1, last >> 1
    return position, last


def _split(size: int) -> int:
    """Return the largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)
