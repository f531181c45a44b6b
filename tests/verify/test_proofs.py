"""The checker's proofs against the ledger's: every tree up to 65 leaves, every leaf, every earlier size."""

from __future__ import annotations

import os

import pytest

from ledger import merkle
from verify.proof import Checkpoint, continues, leaf_hash, root_by

LEAVES = [leaf_hash(os.urandom(8)) for _ in range(65)]
ROOTS = [merkle.root_of(LEAVES[:size]) for size in range(66)]


def test_every_path_leads_to_the_root_and_no_other_does():
    for size in range(1, 66):
        paths = merkle.inclusion_proofs(LEAVES[:size], range(size))
        for index, path in enumerate(paths):
            assert path == merkle.inclusion_proof(LEAVES[:size], index)
            assert root_by(LEAVES[index], index, size, path) == ROOTS[size]
            assert root_by(LEAVES[index], index ^ 1, size, path) != ROOTS[size] or size == 1
            assert root_by(LEAVES[index], index, size, [*path, LEAVES[0]]) != ROOTS[size]
            assert not path or root_by(LEAVES[index], index, size, path[:-1]) != ROOTS[size]


def test_there_is_no_proof_of_what_is_not_there():
    with pytest.raises(IndexError):
        merkle.inclusion_proofs(LEAVES[:3], [3])


def test_a_newer_tree_continues_an_older_one_and_no_other():
    for new in range(2, 66, 3):
        for old in range(1, new):
            path = merkle.consistency_proof(LEAVES[:new], old)
            older = Checkpoint("log", old, ROOTS[old])
            assert continues(older, Checkpoint("log", new, ROOTS[new]), path)
            assert not continues(older, Checkpoint("log", new, ROOTS[new - 1]), path)
            assert not continues(
                Checkpoint("log", old, ROOTS[0]), Checkpoint("log", new, ROOTS[new]), path
            )
            assert not continues(older, Checkpoint("log", new, ROOTS[new]), path[:-1])
