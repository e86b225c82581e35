"""What is done before the house opens: migrated, seeded, refused where it must be; and what is said when it is open."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.checks import run_checks

from guizheng.conf import checks, house

LOOPBACK = ("127.0.0.1", "::1", "localhost")

BANNER = """
  归证 Guizheng
  演示系统 · 所有人员、证件和机构业务数据均为虚构 · DEMO: every person, card and case here is invented
"""


def prepare(persons: int, host: str, stop: threading.Event) -> str:
    """Migrate, check, seed an empty demo; why the house can't be opened, '' when it can."""
    if settings.DEMO:
        print(BANNER, flush=True)
    settings.HOME.mkdir(parents=True, exist_ok=True)
    if house.unmigrated() and _ended_badly("migrate"):
        return "the database could not be migrated"
    serious = [one for one in run_checks(tags=[checks.TAG], databases=["default"]) if one.is_serious()]
    if serious:
        return "; ".join(f"{one.id} {one.msg}" for one in serious)
    if settings.DEMO and not stop.is_set() and house.is_empty() and _ended_badly("demo", "--persons", str(persons)):
        return "the demo nation could not be seeded"
    if host not in LOOPBACK and (count := house.demo_officers()):
        return f"{count} demo log-ins exist, with published passwords: only 127.0.0.1 is served"
    return ""


def _ended_badly(*words: str) -> bool:
    """A command in a process of its own, so that it may speak as another role and leaves nothing behind."""
    return bool(subprocess.run([sys.executable, "-m", "guizheng.conf.cli", *words], check=False).returncode)  # noqa: S603


def parts(host: str, port: int) -> Iterator[tuple[str, list[str], Mapping[str, str], str]]:
    """Name, command, environment of each process, and what must answer first. Only the web server may be reached."""
    publisher, verify, simulators = (f"http://127.0.0.1:{port + place}" for place in (1, 2, 3))
    env = {**os.environ, "GUIZHENG_PUBLISHER_URL": publisher, "GUIZHENG_VERIFY_URL": verify}
    if settings.DEMO:
        env["GUIZHENG_SIMULATORS_URL"] = simulators
        yield "simulators", ["simulators", "--port", str(port + 3)], env, ""
    yield "publisher", ["publisher", "--port", str(port + 1)], env, ""
    yield "worker", ["worker"], env, ""
    yield "verify-node", ["verify-node", *_node(publisher, port + 2)], env, f"{publisher}/readyz"
    yield "web", ["web", "--host", host, "--port", str(port)], env, ""


def _node(publisher: str, port: int) -> list[str]:
    public = settings.HOME / "run" / "feed-signing.pub"
    public.parent.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.from_private_bytes(settings.FEED_SIGNING_KEY).public_key()
    public.write_text(key.public_bytes_raw().hex())
    named = {
        "data": settings.HOME / "verify-1",
        "keys": settings.SECRETS,
        "token": settings.NODE_TOKEN_FILE,
        "publisher": publisher,
        "publisher-key": public,
        "port": port,
    }
    if settings.RECEIPT_KEY:
        named["receipt-key"] = settings.RECEIPT_KEY_FILE
    return [f"--{name}={value}" for name, value in named.items()]


def welcome(url: str, seconds: float) -> str:
    """The address, and in the demo who can log in."""
    lines = [f"  {url}    ready in {seconds:.1f} s    Ctrl-C ends it"]
    if settings.DEMO:
        from guizheng.organs.nation_logins import demo_logins, unit_logins

        lines += ["", "  演示登录 log-ins: 警号 / 密码"]
        for number, password, name, post, authority, *_ in demo_logins():
            lines.append(f"    {number}  {password}  {name} · {post} · {authority}")
        lines += ["", "  演示人员 persons to try things with: guizheng demo --tour"]
        lines += ["", "  用证单位 units, at /units/: 用户名 / 密码"]
        lines += [f"    {login}  {password}  {unit}" for login, password, unit in unit_logins()]
    return "\n".join([*lines, ""])
