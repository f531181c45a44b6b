"""The witness folder, kept outside the database: signed checkpoints and the leaf hashes under them.

    checkpoint                 the newest note, as https://c2sp.org/tlog-tiles names it
    checkpoints/<size>         every note ever signed, the size in twelve digits
    tile/0/x001/067            256 leaf hashes each, tlog-tiles level 0
    tile/0/x001/067.p/<width>  the last, unfinished tile

Nothing is ever removed, so that the folder may lie on storage that only takes new files.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ledger.merkle import HASH_BYTES

TILE = 256
NEWEST = "checkpoint"
HISTORY = "checkpoints"
LOCK = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder alone: reading the last checkpoint and writing the next is one step."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def notes(folder: Path) -> list[Path]:
    """Return the files of all notes, the two newest last; empty if nothing was signed yet."""
    history = sorted(path for path in (folder / HISTORY).glob("*") if path.name.isdecimal())
    newest = folder / NEWEST
    return [*history, newest] if newest.exists() else history


def note_of(folder: Path, size: int) -> bytes | None:
    """Return the note once signed over so many entries, or None."""
    path = folder / HISTORY / f"{size:012d}"
    return path.read_bytes() if path.exists() else None


def write_note(folder: Path, size: int, note: bytes) -> None:
    """Keep a note under its size, and as the newest."""
    _write(folder / HISTORY / f"{size:012d}", note)
    _write(folder / NEWEST, note)


def write_leaves(folder: Path, leaves: Sequence[bytes]) -> None:
    """Write the tiles of these leaf hashes, leaving those that are already so untouched."""
    for start in range(0, len(leaves), TILE):
        tile = leaves[start : start + TILE]
        path = tile_path(folder, start // TILE, len(tile))
        data = b"".join(tile)
        if not path.exists() or path.read_bytes() != data:
            _write(path, data)


def read_leaves(folder: Path, size: int) -> list[bytes] | None:
    """Return the first `size` leaf hashes, or None where a tile is missing or cut short."""
    leaves: list[bytes] = []
    for start in range(0, size, TILE):
        width = min(TILE, size - start)
        data = _read_tile(folder, start // TILE, width)
        if data is None:
            return None
        leaves += (data[i : i + HASH_BYTES] for i in range(0, width * HASH_BYTES, HASH_BYTES))
    return leaves


def tile_path(folder: Path, index: int, width: int) -> Path:
    """Return the path of level-0 tile `index` holding `width` hashes, as tlog-tiles spells it."""
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03d}")
    path = folder.joinpath("tile", "0", *groups)
    return path if width == TILE else path.with_name(f"{path.name}.p") / str(width)


def _read_tile(folder: Path, index: int, width: int) -> bytes | None:
    """Return a tile's bytes from its own file or, once it has grown, from the finished tile."""
    for path in (tile_path(folder, index, width), tile_path(folder, index, TILE)):
        if path.exists():
            data = path.read_bytes()
            return data if len(data) >= width * HASH_BYTES else None
    return None


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and so that it outlives a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
