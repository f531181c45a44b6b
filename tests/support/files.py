"""The project's own files, as its repository knows them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(path for name in sorted(listed.split("\0")) if (path := ROOT / name).is_file())


def python_files() -> tuple[Path, ...]:
    """Every Python module of the project."""
    return tuple(path for path in project_files() if path.suffix == ".py")


def name_of(path: Path) -> str:
    """The file's name as a reader of the repository sees it."""
    return path.relative_to(ROOT).as_posix()
