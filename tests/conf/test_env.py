"""Settings from the environment: typed, with defaults, and named when they are wrong."""

import pytest

from guizheng.conf import env


@pytest.mark.parametrize(("value", "meant"), [("", True), ("no", False), ("0", False), ("YES", True), ("on", True)])
def test_a_flag(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv("GZ_TEST", value)
    assert env.flag("GZ_TEST", default=True) is meant


def test_an_absent_value_takes_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GZ_TEST", raising=False)
    assert (env.text("GZ_TEST", "a"), env.number("GZ_TEST", 3), env.flag("GZ_TEST")) == ("a", 3, False)
    assert env.words("GZ_TEST", "a, b,") == ["a", "b"]
    assert env.choice("GZ_TEST", ("demo", "production")) == "demo"


@pytest.mark.parametrize(
    "read", [env.flag, lambda name: env.number(name, 1), lambda name: env.choice(name, ("a", "b"))]
)
def test_a_wrong_value_ends_the_start_and_is_named(monkeypatch: pytest.MonkeyPatch, read: object) -> None:
    monkeypatch.setenv("GZ_TEST", "perhaps")
    with pytest.raises(SystemExit, match="GZ_TEST"):
        read("GZ_TEST")  # type: ignore[operator]


def test_a_postgresql_address() -> None:
    found = env.postgresql("postgresql://gz:s%40fe@db.example:5433/guizheng?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("gz", "s@fe", "db.example", "5433")
    assert (found["NAME"], found["OPTIONS"]) == ("guizheng", {"sslmode": "require"})


def test_a_postgresql_socket() -> None:
    found = env.postgresql("postgresql://gz@/guizheng?host=/var/run/postgresql")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/var/run/postgresql", "", {})


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://host", ""])
def test_another_address_is_refused(address: str) -> None:
    with pytest.raises(SystemExit, match="DATABASE_URL"):
        env.postgresql(address)
