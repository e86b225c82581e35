"""A PostgreSQL of the tests' own, over the system's binaries: a throw-away cluster on a socket, stopped by its pid."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER, ROLE = "guizheng_owner", "guizheng_app"


def binaries() -> Path | None:
    """The folder of the newest server on this machine, if there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """DATABASE_URL for the lesser role, DATABASE_OWNER_URL for the owner; when started by root it runs as postgres."""
    folder = binaries()
    if folder is None:
        raise SystemExit("PostgreSQL 15 or newer is missing: install its server (Debian: apt-get install postgresql)")
    hand_down = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    top = Path(tempfile.mkdtemp(prefix="gz-pg-", dir="/tmp"))
    try:
        if hand_down:
            shutil.chown(top, "postgres", "postgres")
        init = ["initdb", "-D", f"{top}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        quick = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "jit=off"]
        run = ["postgres", "-D", f"{top}/data", "-k", str(top), *[word for one in quick for word in ("-c", one)]]
        with open(os.devnull, "wb") as nothing:
            subprocess.run([*hand_down, folder / init[0], *init[1:]], check=True, stdout=nothing, cwd="/")
            started = subprocess.Popen(
                [*hand_down, folder / run[0], *run[1:]], stdout=nothing, stderr=nothing, cwd="/", start_new_session=True
            )
        try:
            _make_roles(folder, top)
            yield {name: f"postgresql://{role}@/guizheng?host={top}" for name, role in _urls()}
        finally:
            os.kill(int((top / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
            started.wait(30)
    finally:
        shutil.rmtree(top, ignore_errors=True)


def _urls() -> tuple[tuple[str, str], ...]:
    return ("DATABASE_URL", ROLE), ("DATABASE_OWNER_URL", OWNER)


def _make_roles(folder: Path, top: Path) -> None:
    """Waits for the server, then makes the owner, who may create databases, and the lesser role, who may nothing."""
    psql = [str(folder / "psql"), "-h", str(top), "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "-d", "postgres"]
    for _ in range(300):
        if (top / ".s.PGSQL.5432").exists() and not subprocess.run(
            [*psql, "-c", "SELECT 1"], capture_output=True
        ).returncode:
            break
        time.sleep(0.05)
    orders = f"CREATE ROLE {OWNER} LOGIN CREATEDB; CREATE ROLE {ROLE} LOGIN;"
    subprocess.run([*psql, "-c", orders], check=True)
    subprocess.run([*psql, "-c", f"CREATE DATABASE guizheng OWNER {OWNER}"], check=True)
