"""A private PostgreSQL for one test run: started when first asked for, stopped at the end.

All workers of a run share it. The process that starts the run names its folder in the
environment; the first worker that needs the server starts it under a file lock; the process
that named the folder stops the server and removes the folder.
"""

import fcntl
import os
import pwd
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDER = "XINHENG_TEST_CLUSTER"
ROLE = "xinheng"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    # The data live as long as the run: nothing here needs to outlast a power cut.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}


def reserve() -> None:
    """Name the folder of this run's cluster, before any worker starts."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="xinheng-pg-")


def release() -> None:
    """Stop this run's server, if any worker started one, and remove its folder."""
    folder = Path(os.environ.pop(FOLDER))
    if (folder / "data" / "postmaster.pid").exists():
        _run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={folder / 'data'}")
    shutil.rmtree(folder)


def server_url() -> str:
    """The address of a server where tests may create databases; start a private one if need be."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return given
    folder = Path(os.environ[FOLDER])
    with _locked(folder / "lock"):
        port = folder / "port"
        if not port.exists():
            port.write_text(str(_start(folder)))
    return f"postgresql://{ROLE}@/postgres?host={folder}&port={port.read_text()}"


def _start(folder: Path) -> int:
    """Make and start a cluster in `folder`; return the number of its socket."""
    if os.geteuid() == 0:
        server = _unprivileged()
        os.chown(folder, server.pw_uid, server.pw_gid)
    folder.chmod(0o755)
    data = folder / "data"
    number = random.randrange(20_000, 60_000)
    settings = SETTINGS | {"port": str(number), "unix_socket_directories": str(folder)}
    _run(
        "initdb",
        f"--pgdata={data}",
        f"--username={ROLE}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    )
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    _run(
        "pg_ctl",
        "start",
        "--wait",
        f"--pgdata={data}",
        f"--log={folder / 'log'}",
        f"--options={options}",
    )
    return number


def _run(program: str, *arguments: str) -> None:
    """Run one of the server's programs, as an ordinary user where we are root."""
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        server = _unprivileged()
        as_user = {"user": server.pw_uid, "group": server.pw_gid, "extra_groups": []}
    done = subprocess.run(
        [_program(program), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        check=False,
        **as_user,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{program} failed: {done.stderr}")


def _unprivileged() -> pwd.struct_passwd:
    """The server refuses root: its own account, or nobody's."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no account postgres.")


def _program(name: str) -> str:
    """Where the newest installed PostgreSQL keeps this program."""
    found = shutil.which(name)
    if found:
        return found
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3])
    )
    if not installed:
        raise RuntimeError(
            "No PostgreSQL is installed: `make test` installs it, or set TEST_DATABASE_URL."
        )
    return str(installed[-1])


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
