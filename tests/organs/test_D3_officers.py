"""D3: who logs in, under which post; and B3: the units that ask."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.organs.conftest import ON

from guizheng.ledger.hands import Hand
from guizheng.organs import officers, units
from guizheng.organs.models import Appointment, Officer, RelyingUnit, UnitKey
from guizheng.verify.digests import new_unit_key, unit_key_digest

pytestmark = pytest.mark.usefixtures("places")


def test_a_demo_officer_logs_in_with_the_published_password_and_acts_as_one_hand() -> None:
    officer = Officer.objects.get(number="120003")
    assert officer.check_password("guizheng-demo")
    assert officer.password.startswith("argon2")
    held = officers.appointments(officer, ON)
    assert [one.post for one in held] == ["issue", "reception"]
    hand = officers.hand(officer, held[0])
    assert hand == Hand("120003", "石磊", "officer", held[0].pk, "issue", "120101010000", "120101")


def test_an_auxiliary_is_no_officer_and_the_ministry_has_no_division() -> None:
    auxiliary = Officer.objects.get(number="120002")
    assert not officers.hand(auxiliary, officers.appointments(auxiliary, ON)[0]).is_officer
    minister = Officer.objects.get(number="000001")
    assert officers.hand(minister, officers.appointments(minister, ON)[0]).division == ""


def test_an_appointment_that_ended_or_has_not_begun_is_none() -> None:
    officer = Officer.objects.get(number="120001")
    Appointment.objects.filter(officer=officer).update(until=ON)
    assert officers.appointments(officer, ON) == []
    assert len(officers.appointments(officer, ON - timedelta(days=1))) == 1
    assert officers.appointments(officer, date(2015, 6, 30)) == []
    one = Appointment.objects.get(officer=officer)
    assert not one.in_force(ON)
    assert one.in_force(ON - timedelta(days=1))


def test_an_inactive_officer_holds_no_post() -> None:
    officer = Officer.objects.get(number="120001")
    officer.is_active = False
    assert officers.appointments(officer, ON) == []


def test_nobody_acts_under_another_officers_appointment() -> None:
    one, other = Officer.objects.get(number="120001"), Officer.objects.get(number="120002")
    with pytest.raises(ValueError, match="not this officer's"):
        officers.hand(one, officers.appointments(other, ON)[0])


def test_an_officer_number_has_six_digits(quick_passwords: None) -> None:
    made = Officer.objects.create_officer("300001", "测试", "a long enough password")
    assert made.check_password("a long enough password")
    assert not made.demo
    for wrong in ("30000", "3000011", "30000X", "３０００００"):
        with pytest.raises(ValueError, match="six digits"):
            Officer.objects.create_officer(wrong, "测试", "a long enough password")


def test_demo_log_ins_are_known_as_such(quick_passwords: None) -> None:
    assert officers.demo_officers_exist()
    Officer.objects.update(is_active=False)
    Officer.objects.create_officer("300001", "测试", "a long enough password")
    assert not officers.demo_officers_exist()


def test_a_units_key_is_shown_once_and_only_its_digest_kept() -> None:
    unit = RelyingUnit.objects.get(code="C-120000-01")
    key = units.issue_key(unit, "柜台", timezone.now())
    kept = UnitKey.objects.get(label="柜台")
    assert bytes(kept.key_hash) == unit_key_digest(key)
    assert key.encode() not in bytes(kept.key_hash)
    assert units.issue_key(unit, "柜台二", timezone.now()) != key
    assert len(key) == len(new_unit_key())


def test_a_contract_by_the_day() -> None:
    unit = RelyingUnit.objects.get(code="C-120000-01")
    assert unit.under_contract(unit.contract_since)
    assert not unit.under_contract(unit.contract_since - timedelta(days=1))
    unit.contract_until = ON
    assert not unit.under_contract(ON)
