"""Evidence is kept as it came, encrypted, under the hash of what is stored, or not at all."""

import errno
import hashlib
import io
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.refusal import Refused
from evidence.sealing import CHUNK, MAGIC, TAG, SealedReader, Unreadable, seal
from evidence.sniff import sniff
from evidence.store import Store
from tests.evidence.made_files import picture

CAP = 1_000_000
LATER = datetime(2100, 1, 1, tzinfo=UTC)
SECRET = b"a secret of at least 32 bytes, ok"


def keep(store: Store, content: bytes) -> tuple[str, bytes]:
    with store.receive(io.BytesIO(content), CAP) as draft:
        draft.keep()
        return draft.sha256, draft.sealed_key


def files(store: Store) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_what_is_kept_comes_back_unchanged(store: Store, size: int) -> None:
    content = os.urandom(size)
    sha256, sealed_key = keep(store, content)
    assert b"".join(store.open(sha256, sealed_key)) == content
    assert store.verify(sha256) == "ok"


def test_the_hash_is_of_the_stored_bytes_and_names_the_file(store: Store) -> None:
    sha256, _ = keep(store, b"content")
    (path,) = files(store)
    assert path == store.root / sha256[:2] / sha256[2:4] / sha256
    assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def test_nothing_readable_lies_on_the_disk(store: Store) -> None:
    content = b"a narrative with a telephone number 13800000000" * 100
    with store.receive(io.BytesIO(content), CAP):
        (path,) = files(store)
        assert b"13800000000" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


def test_the_same_file_twice_is_stored_under_two_hashes(store: Store) -> None:
    assert keep(store, b"same")[0] != keep(store, b"same")[0]


def test_a_draft_says_what_it_is_and_can_be_looked_into_before_it_is_kept(store: Store) -> None:
    content = picture("PNG")
    with store.receive(io.BytesIO(content), CAP) as draft:
        assert sniff(draft.file).extension == "png"
        assert draft.plain_bytes == len(content)
        assert draft.stored_bytes == len(MAGIC) + len(content) + TAG


def test_a_draft_that_is_not_kept_leaves_nothing(store: Store) -> None:
    with store.receive(io.BytesIO(b"x" * 100_000), CAP):
        assert len(files(store)) == 1
    assert files(store) == []


def test_an_error_while_a_draft_is_looked_into_leaves_nothing(store: Store) -> None:
    with pytest.raises(Refused), store.receive(io.BytesIO(b"no such kind"), CAP) as draft:
        sniff(draft.file)
    assert files(store) == []


class Endless:
    """An upload that never ends, and says how much of it was read."""

    def __init__(self) -> None:
        self.sent = 0

    def read(self, size: int, /) -> bytes:
        self.sent += size
        return bytes(size)


def test_an_upload_above_the_cap_is_cut_off_while_it_comes_in(store: Store) -> None:
    stream = Endless()
    with pytest.raises(Refused) as refused:
        store.receive(stream, CAP)
    assert (refused.value.code, refused.value.params) == ("too_large", {"max": CAP})
    assert stream.sent <= CAP + CHUNK
    assert files(store) == []


def test_an_upload_of_exactly_the_cap_is_taken(store: Store) -> None:
    keep(store, bytes(CAP))
    assert len(files(store)) == 1


class Broken:
    """An upload whose sender goes away."""

    def __init__(self) -> None:
        self.pieces = [bytes(CHUNK)] * 3

    def read(self, size: int, /) -> bytes:
        if not self.pieces:
            raise ConnectionResetError
        return self.pieces.pop()


def test_a_sender_that_goes_away_leaves_nothing(store: Store) -> None:
    with pytest.raises(ConnectionResetError):
        store.receive(Broken(), CAP)
    assert files(store) == []


def test_one_flipped_byte_is_named_and_the_file_is_not_handed_out(store: Store) -> None:
    sha256, sealed_key = keep(store, os.urandom(3 * CHUNK))
    path = store.path_of(sha256)
    content = bytearray(path.read_bytes())
    content[CHUNK] ^= 1
    path.write_bytes(content)
    assert store.verify(sha256) == "altered"
    with pytest.raises(Unreadable, match="altered"):
        store.open(sha256, sealed_key)


def test_a_file_cut_at_a_chunk_is_found_altered_even_by_its_own_marks() -> None:
    key = os.urandom(32)
    stored = b"".join(seal(iter([os.urandom(3 * CHUNK)]), key))
    cut = stored[: len(MAGIC) + 2 * (CHUNK + TAG)]
    for content in (cut, cut[:-1], stored[:3], b"", stored + b"x", stored[::-1]):
        with pytest.raises(Unreadable, match="altered"):
            SealedReader(io.BytesIO(content), key)


def test_swapped_chunks_are_found_by_their_own_marks() -> None:
    key = os.urandom(32)
    stored = b"".join(seal(iter([os.urandom(3 * CHUNK)]), key))
    first, second = (stored[len(MAGIC) + i * (CHUNK + TAG) :][: CHUNK + TAG] for i in range(2))
    swapped = MAGIC + second + first + stored[len(MAGIC) + 2 * (CHUNK + TAG) :]
    with pytest.raises(Unreadable, match="altered"):
        SealedReader(io.BytesIO(swapped), key).read()


def test_two_swapped_files_are_both_named(store: Store) -> None:
    one, other = keep(store, b"one")[0], keep(store, b"other")[0]
    a, b = store.path_of(one), store.path_of(other)
    held = a.read_bytes()
    a.write_bytes(b.read_bytes())
    b.write_bytes(held)
    assert store.verify(one) == store.verify(other) == "altered"


def test_a_removed_file_is_missing(store: Store) -> None:
    sha256, sealed_key = keep(store, b"content")
    store.discard(sha256)
    store.discard(sha256)
    assert store.verify(sha256) == "missing"
    with pytest.raises(Unreadable, match="missing"):
        store.open(sha256, sealed_key)


def test_a_forgotten_key_erases_the_file_while_the_proof_stands(store: Store) -> None:
    sha256, _ = keep(store, b"content")
    assert store.verify(sha256) == "ok"
    with pytest.raises(Unreadable, match="key"):
        store.open(sha256, b"")


def test_a_key_opens_only_its_own_file_and_only_with_the_secret(store: Store) -> None:
    one, sealed_key = keep(store, b"one")
    other, _ = keep(store, b"other")
    with pytest.raises(Unreadable, match="key"):
        store.open(other, sealed_key)
    with pytest.raises(Unreadable, match="key"):
        Store(store.root, b"another secret of 32 bytes or more").open(one, sealed_key)


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store(tmp_path, b"short")


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_what_is_no_hash_leads_nowhere(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.path_of(name)


def test_orphans_are_files_nobody_knows_and_the_young_are_spared(store: Store) -> None:
    known, unknown = keep(store, b"known")[0], keep(store, b"unknown")[0]
    assert list(store.orphans({known}, LATER)) == [unknown]
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    assert list(store.orphans({known}, hour_ago)) == []


def test_what_a_stopped_machine_left_is_cleared(store: Store) -> None:
    store.receive(io.BytesIO(b"x"), CAP).file.close()
    assert store.clear_incoming(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert store.clear_incoming(LATER) == 1
    assert files(store) == []


FULL = """
import io, resource, sys
from pathlib import Path
from evidence.store import Store
store = Store(Path(sys.argv[1]), b"a secret of at least 32 bytes, ok")
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    store.receive(io.BytesIO(bytes(200_000)), 1_000_000)
except OSError as error:
    print(error.errno)
"""


def test_a_disk_that_takes_no_more_is_told_and_leaves_nothing(store: Store) -> None:
    command = [sys.executable, "-c", FULL, str(store.root)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.strip() == str(errno.EFBIG), done.stderr
    assert files(store) == []


KILLED = """
import io, os, signal, sys
from pathlib import Path
from evidence.store import Store
calls, at = 0, int(sys.argv[2])
def step(frame, event, arg):
    global calls
    if event == "c_call" and arg.__name__ in {"open", "write", "flush", "fsync", "replace", "close"}:
        calls += 1
        if calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
store = Store(Path(sys.argv[1]), b"a secret of at least 32 bytes, ok")
sys.setprofile(step)
with store.receive(io.BytesIO(bytes(200_000)), 1_000_000) as draft:
    draft.keep()
    sys.setprofile(None)
    print(draft.sha256)
"""


def test_a_kill_at_any_step_leaves_a_whole_file_or_none(tmp_path: Path) -> None:
    for at in range(1, 60):
        store = Store(tmp_path / str(at), SECRET)
        command = [sys.executable, "-c", KILLED, str(store.root), str(at)]
        done = subprocess.run(command, capture_output=True, text=True)
        named = [path.name for path in files(store) if path.parent.name != "incoming"]
        assert all(store.verify(name) == "ok" for name in named), at
        if done.returncode == 0:
            assert named == [done.stdout.strip()]
            return
        assert done.returncode == -signal.SIGKILL, done.stderr
    raise AssertionError("the upload never came to its end")


@given(st.binary(max_size=300_000), st.data())
def test_the_original_can_be_read_from_any_place(content: bytes, data: st.DataObject) -> None:
    key = bytes(32)
    pieces = [content[i : i + 7_000] for i in range(0, len(content), 7_000)]
    stored = b"".join(seal(iter(pieces), key))
    reader = io.BufferedReader(SealedReader(io.BytesIO(stored), key), 1000)
    for _ in range(5):
        place = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, len(content)))
        assert reader.seek(place) == place
        assert reader.read(length) == content[place : place + length]
    assert reader.seek(0, io.SEEK_END) == len(content)
