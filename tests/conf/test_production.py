"""Production is the same code with other settings, and refuses to start on anything of the demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

GATEWAYS = ("POPULATION", "CREDIT", "FINGERPRINT", "PRODUCTION", "NOTICE", "PAYMENT", "CARD_READER")
SECRETS = (
    "secret-key",
    "id-index",
    "id-codec",
    "epoch-1.key",
    "feed-signing",
    "paper-signing",
    "sign-off",
    "node-token",
)


def check(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """`guizheng check` in a well-furnished production house, with these changes."""
    keys = tmp_path / "keys"
    keys.mkdir(exist_ok=True)
    for number, name in enumerate(SECRETS):
        (keys / name).write_text(f"{number:02x}" * 32)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GUIZHENG_", "DATABASE_"))}
    env |= {"GUIZHENG_ENV": "production", "GUIZHENG_HOME": str(tmp_path / "home"), "GUIZHENG_SECRETS": str(keys)}
    env |= {"GUIZHENG_ID_CODEC": "aes-gcm", "DJANGO_SETTINGS_MODULE": "guizheng.conf.settings"}
    env |= {f"GUIZHENG_GATEWAY_{name}": f"https://{name.lower()}.example" for name in GATEWAYS} | changes
    for name in changes.get("without", "").split():
        (keys / name).unlink()
    (tmp_path / "home").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "guizheng.conf.cli", "check"]
    return subprocess.run(command, env=env, capture_output=True, text=True)


def test_a_well_furnished_house_may_open(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"GUIZHENG_DEBUG": "yes"}, "guizheng.E005"),
        ({"GUIZHENG_ID_CODEC": "identity"}, "guizheng.E006"),
        ({"GUIZHENG_GATEWAY_CREDIT": ""}, "guizheng.E002: gateway credit"),
        ({"GUIZHENG_GATEWAY_CREDIT": "http://127.0.0.1:8003/credit"}, "guizheng.E003: gateway credit"),
        ({"GUIZHENG_SIMULATORS_URL": "http://127.0.0.1:8003"}, "guizheng.E004"),
        ({"without": "paper-signing"}, "guizheng.E001: PAPER_SIGNING_KEY"),
        ({"without": "node-token"}, "guizheng.E001: NODE_TOKEN"),
    ],
)
def test_what_belongs_to_the_demo_is_refused(tmp_path: Path, changes: dict[str, str], says: str) -> None:
    done = check(tmp_path, **changes)
    assert done.returncode == 1
    assert says in done.stderr


@pytest.mark.django_db
def test_a_demo_officer_is_refused(settings: object) -> None:
    from guizheng.conf import checks
    from guizheng.organs.officers import Officer

    Officer.objects.create(number="900001", name="演示", demo=True)
    settings.DEMO = False  # type: ignore[attr-defined]
    assert [one.id for one in checks.no_demo_officer(databases=["default"])] == ["guizheng.E007"]
    Officer.objects.update(is_active=False)
    assert checks.no_demo_officer(databases=["default"]) == []
