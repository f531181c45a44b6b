"""The tree is that of RFC 6962, and its proofs convince only of what is true."""

import pymerkle
import pytest

from ledger import merkle
from ledger.merkle import Frontier

LARGEST = 64

# The entries and roots with which the Certificate Transparency reference code tests itself.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

DATA = [f"entry {i}".encode() for i in range(LARGEST)]
LEAVES = [merkle.leaf_hash(data) for data in DATA]
TREE_ROOTS = [merkle.root_of(LEAVES[:size]) for size in range(LARGEST + 1)]


def one_bit_off(data: bytes, bit: int) -> bytes:
    place, mask = divmod(bit % (8 * len(data)), 8)
    return data[:place] + bytes([data[place] ^ 1 << mask]) + data[place + 1 :]


def mutated(path: list[bytes], seed: int) -> list[list[bytes]]:
    """Every path with one bit wrong, one step missing or one too many."""
    wrong = [
        [*path[:i], one_bit_off(step, 37 * seed + i), *path[i + 1 :]] for i, step in enumerate(path)
    ]
    return [*wrong, path[1:], path[:-1], [*path, path[0]]] if path else [[LEAVES[0]]]


def test_the_empty_tree_has_the_hash_of_nothing():
    expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.root_of([]).hex() == Frontier().root().hex() == expected


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference_code(size):
    leaves = [merkle.leaf_hash(entry) for entry in ENTRIES[:size]]
    assert merkle.root_of(leaves).hex() == ROOTS[size - 1]


def test_roots_and_paths_agree_with_another_implementation():
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for size, data in enumerate(DATA, 1):
        other.append_entry(data)
        assert other.get_root() == TREE_ROOTS[size]
    for index in range(LARGEST):
        theirs = other.prove_inclusion(index + 1).path
        assert theirs == [LEAVES[index], *merkle.inclusion_proof(LEAVES, index)]


def test_a_frontier_survives_being_stored_and_keeps_no_more_than_it_needs():
    frontier = Frontier()
    for leaf in LEAVES:
        frontier = Frontier.from_bytes(frontier.size, frontier.to_bytes()).append(leaf)
        assert frontier.root() == TREE_ROOTS[frontier.size]
        assert len(frontier.hashes) == frontier.size.bit_count()


def test_a_frontier_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="a frontier of size 3 has 2 hashes"):
        Frontier.from_bytes(3, bytes(32))


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_entry_is_proved_and_every_wrong_proof_refused(size):
    root = TREE_ROOTS[size]
    for index, leaf in enumerate(LEAVES[:size]):
        path = merkle.inclusion_proof(LEAVES[:size], index)
        assert merkle.verify_inclusion(leaf, index, size, path, root)
        for wrong in mutated(path, index + size):
            assert not merkle.verify_inclusion(leaf, index, size, wrong, root)
        assert not merkle.verify_inclusion(one_bit_off(leaf, index), index, size, path, root)
        assert not merkle.verify_inclusion(leaf, index, size, path, one_bit_off(root, size))
        other = (index + 1) % size
        assert other == index or not merkle.verify_inclusion(leaf, other, size, path, root)


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_earlier_tree_is_proved_a_beginning_and_every_wrong_proof_refused(size):
    root = TREE_ROOTS[size]
    for old_size in range(1, size + 1):
        old_root = TREE_ROOTS[old_size]
        path = merkle.consistency_proof(LEAVES[:size], old_size)
        assert merkle.verify_consistency(old_size, size, old_root, root, path)
        for wrong in mutated(path, old_size + size):
            assert not merkle.verify_consistency(old_size, size, old_root, root, wrong)
        off = one_bit_off(old_root, size), one_bit_off(root, old_size)
        assert not merkle.verify_consistency(old_size, size, off[0], root, path)
        assert not merkle.verify_consistency(old_size, size, old_root, off[1], path)


def test_the_empty_tree_begins_every_tree_and_a_larger_one_begins_none():
    assert merkle.consistency_proof(LEAVES, 0) == []
    assert merkle.verify_consistency(0, 5, merkle.EMPTY_ROOT, TREE_ROOTS[5], [])
    assert not merkle.verify_consistency(0, 5, TREE_ROOTS[1], TREE_ROOTS[5], [])
    assert not merkle.verify_consistency(6, 5, TREE_ROOTS[6], TREE_ROOTS[5], [LEAVES[0]])


@pytest.mark.parametrize("index", [-1, 5])
def test_there_is_no_proof_of_an_entry_outside_the_tree(index):
    with pytest.raises(IndexError):
        merkle.inclusion_proof(LEAVES[:5], index)
    assert not merkle.verify_inclusion(LEAVES[0], index, 5, [], TREE_ROOTS[5])


def test_an_entry_cannot_pose_as_a_node():
    left, right = LEAVES[:2]
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)
