"""B4: a signed answer can be checked later by anyone, and by nobody be altered."""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fake_feed import number, secret
from test_B3_desk import ASKED, Counter, said

from guizheng.verify.question import Question
from guizheng.verify.receipt_command import main
from guizheng.verify.receipts import (
    BadReceiptError,
    Receipt,
    Signer,
    card_digest,
    check_receipt,
    key_id,
    key_set,
    read_key_set,
    read_signer,
)
from guizheng.verify.settings import BadSettingError

SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
KEYS = {key_id(SIGNER.public): SIGNER.public}
QUESTION = Question(**ASKED)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = Counter(tmp_path, signer=SIGNER)
    counter.bring_up()
    yield counter
    counter.register.env.close()


def signed() -> str:
    salt = bytes(16)
    card = card_digest(QUESTION, salt)
    return SIGNER.sign(Receipt("bank-0001", "account_opening", card, salt.hex(), "clear", "t", "t", 7, "r"))


def test_receipt_says_what_the_answer_said(counter: Counter) -> None:
    body = json.loads(counter.ask(receipt=True).body)
    receipt = check_receipt(body["receipt"], KEYS, QUESTION)
    assert (receipt.unit, receipt.purpose, receipt.answer) == ("bank-0001", "account_opening", "reported_lost")
    assert (receipt.as_of, receipt.position, receipt.record) == (body["as_of"], body["position"], body["record"])
    assert receipt.at == "2018-03-06T12:00:00.000+08:00"


def test_receipt_only_on_request_and_where_offered(counter: Counter, tmp_path: Path) -> None:
    assert "receipt" not in json.loads(counter.ask().body)
    counter.desk.signer = None
    assert said(counter.ask(receipt=True)) == ("422", "no_receipts")


def test_receipt_is_about_one_card() -> None:
    jws = signed()
    assert check_receipt(jws, KEYS, Question(**{**ASKED, "name": " 李秀英 "})).answer == "clear"
    for change in ({"id_number": number(2)}, {"valid_to": "2030-01-02"}, {"name": "王伟"}, {"valid_from": None}):
        with pytest.raises(BadReceiptError, match="another card"):
            check_receipt(jws, KEYS, Question(**{**ASKED, **change}))


def test_two_receipts_of_one_card_have_nothing_in_common(counter: Counter) -> None:
    cards = {check_receipt(json.loads(counter.ask(receipt=True).body)["receipt"], KEYS).card for _ in range(3)}
    assert len(cards) == 3


def test_10_000_bit_flips_are_refused() -> None:
    jws, random = signed().encode(), Random(20180306)
    check_receipt(jws.decode(), KEYS)
    for _ in range(10_000):
        flipped = bytearray(jws)
        flipped[random.randrange(len(jws))] ^= 1 << random.randrange(8)
        with pytest.raises(BadReceiptError):
            check_receipt(flipped.decode("latin-1"), KEYS)


@pytest.mark.parametrize(
    "jws", ["", "a", "a.b", "a.b.c", "..", "....", signed() + "=", signed().rsplit(".", 1)[0] + "."]
)
def test_what_is_no_receipt_is_refused(jws: str) -> None:
    with pytest.raises(BadReceiptError):
        check_receipt(jws, KEYS)


def test_receipt_of_an_unknown_key_is_refused() -> None:
    with pytest.raises(BadReceiptError, match="known key"):
        check_receipt(signed(), {})
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    with pytest.raises(BadReceiptError, match="known key"):
        check_receipt(signed(), {key_id(SIGNER.public): other})


def test_keys_stand_at_a_well_known_address_as_jwk_set() -> None:
    keys = read_key_set(json.dumps(key_set([SIGNER.public])))
    assert check_receipt(signed(), keys).answer == "clear"
    assert read_key_set(json.dumps(key_set([]))) == {}


def test_signing_key_comes_from_a_secret_file(tmp_path: Path) -> None:
    secret(tmp_path / "receipt.key", bytes(range(32)).hex())
    assert check_receipt(read_signer(tmp_path / "receipt.key").sign(check_receipt(signed(), KEYS)), KEYS)
    secret(tmp_path / "bad.key", "not a key")
    with pytest.raises(BadSettingError, match="Ed25519"):
        read_signer(tmp_path / "bad.key")


def test_command_checks_a_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keys, question = tmp_path / "keys.json", tmp_path / "question.json"
    keys.write_text(json.dumps(key_set([SIGNER.public])))
    question.write_text(json.dumps(ASKED))
    options = ["check", "--keys", str(keys), "--question", str(question)]
    monkeypatch.setattr("sys.stdin", io.StringIO(signed() + "\n"))
    assert main(options) == 0
    assert json.loads(capsys.readouterr().out)["answer"] == "clear"
    monkeypatch.setattr("sys.stdin", io.StringIO(signed()[:-4] + "AAAA"))
    assert main(options) == 1
    assert "not signed by a known key" in capsys.readouterr().err
    question.write_text("{")
    assert main(options) == 2


@pytest.mark.parametrize("change", [{"alg": "none"}, {"typ": "JWT"}, {"crit": ["b64"]}])
def test_signature_made_for_something_else_is_no_receipt(change: dict[str, object]) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    head = {"alg": "Ed25519", "kid": key_id(SIGNER.public), "typ": "guizheng-receipt+jws", **change}
    named = base64.urlsafe_b64encode(json.dumps(head).encode()).rstrip(b"=")
    signed_part = named + b"." + signed().split(".")[1].encode()
    signature = base64.urlsafe_b64encode(key.sign(signed_part)).rstrip(b"=")
    with pytest.raises(BadReceiptError, match="another kind"):
        check_receipt((signed_part + b"." + signature).decode(), KEYS)
