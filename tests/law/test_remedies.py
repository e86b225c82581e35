"""G2 A6: a refusal says how it is contested; away from home also that the home authority still serves the person."""

import json
from typing import Any

import pytest
from tests.law.asked import ON

from guizheng.law import matters

REVIEW = "对本决定不服的，可以在收到通知书之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"
REVIEW_EN = (
    "Against this decision you may ask for administrative review within sixty days of receiving the notice, "
    "or sue within six months."
)
AT_HOME = "常住户口所在地公安机关仍可为您办理。"
AT_HOME_EN = "The authority of your registered home still serves you. "
REFUSED: dict[str, dict[str, Any]] = {
    "sign-off": {"identity_confirmed": False},
    "hand-over": {"collector": "other"},
    "loss-report": {"presence": "relative"},
    "loss-withdrawal": {"channel": "online"},
    "found-intake": {"on": "2015-06-30"},
    "give-back": {"collector": "other"},
    "temporary-certificate": {"register_confirms": False},
    "temporary-card": {},
    "misuse-report": {"on": "2015-06-30"},
    "remote-intake": {"counter": {"is_point": False}},
    "home-intake": {"counter": {"division": "410102"}, "person": {"status": "deceased"}},
}


def remedies(matter: str, lang: Any) -> list[str]:
    facts = json.dumps(REFUSED[matter])
    answer = matters.answer_json(matter, facts, on=ON, lang=lang)
    return [ground["remedy"] for ground in answer["grounds"]]


@pytest.mark.parametrize("matter", REFUSED)
def test_how_to_contest_ends_every_remedy(matter: str) -> None:
    away = matter == "remote-intake"
    assert remedies(matter, "zh")
    for zh, en in zip(remedies(matter, "zh"), remedies(matter, "en"), strict=True):
        assert zh.endswith((AT_HOME if away else "") + REVIEW)
        assert en.endswith((AT_HOME_EN if away else "") + REVIEW_EN)
        assert len(zh) > len(REVIEW)


def test_a_declined_sign_off_is_refunded() -> None:
    assert remedies("sign-off", "zh")[0].endswith(f"已缴工本费退还。{REVIEW}")
    assert remedies("sign-off", "en")[0].endswith(f"The fee is refunded. {REVIEW_EN}")
