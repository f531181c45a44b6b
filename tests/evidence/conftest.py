"""A store of evidence in a folder of its own."""

from pathlib import Path

import pytest

from evidence.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "evidence", b"a secret of at least 32 bytes, ok")
