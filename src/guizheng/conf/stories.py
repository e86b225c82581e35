"""`guizheng story reissue`: a lost card's way through the pages of the running house, up to what a bank is told.

Li is registered in 郑州 and works in 天津. The story logs in as the demo's officers and sends the pages' own forms; the
bank asks the verification node under its own key. Any other answer than the one told here ends it with exit code 1.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from statistics import median

import httpx

from guizheng.conf.bank import Bank, Presented, until, watching
from guizheng.conf.browsing import Browser, Page, StoryError
from guizheng.conf.demo_person import DemoPerson
from guizheng.conf.demo_tour import role, tour_people
from guizheng.law.clauses import citation
from guizheng.law.procedure import TABLES, Matter
from guizheng.web.codes import HAPPENED

PASSWORD = "guizheng-demo"  # noqa: S105 - the demo's published password
CLERK, SIGNER, ISSUER = "120001", "410002", "120003"
BANK_KEY, PURPOSE = "gzk_demo-c-120000-01", "open_account"
MOST_MS = 1000.0
PATIENCE = 60.0


@dataclass
class House:
    """The running house: three officers at their screens, and a bank."""

    clerk: Browser
    signer: Browser
    issuer: Browser
    bank: Bank
    control: Presented


@dataclass
class Run:
    """One run: the person, and the milliseconds from each commit to the bank's changed answer."""

    person: DemoPerson
    after: list[float] = field(default_factory=list)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="guizheng story")
    parser.add_argument("story", choices=["reissue"])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--verify", default="http://127.0.0.1:8002", help="a verification node")
    asked = parser.parse_args(argv)
    try:
        house = _house(asked.url.rstrip("/"), asked.verify.rstrip("/"))
        runs = [_play(house, person, at) for at, person in enumerate(_people(house, asked.runs), start=1)]
    except (StoryError, httpx.HTTPError) as error:
        print(f"story: {error or type(error).__name__}", file=sys.stderr)
        return 1
    after = sorted(ms for run in runs for ms in run.after)
    print(
        f"{len(runs)} runs, {len(after)} changed answers: from commit to answer median {median(after):.0f} ms, "
        f"most {after[-1]:.0f} ms; control card always clear"
    )
    return 0


def _house(url: str, verify: str) -> House:
    clerk, signer, issuer = Browser(url), Browser(url), Browser(url)
    clerk.log_in(CLERK, PASSWORD, "reception")
    signer.log_in(SIGNER, PASSWORD, "sign")
    issuer.log_in(ISSUER, PASSWORD, "issue")
    control = role("control", date.today()).person  # noqa: DTZ011 - a person without an entry is clear on any dates
    return House(clerk, signer, issuer, Bank(verify, BANK_KEY, PURPOSE), _shown(control))


def _shown(person: DemoPerson) -> Presented:
    card = person.cards[-1]
    end = "long_term" if card.valid_to is None else card.valid_to.isoformat()
    return Presented(person.id_number, person.name, card.valid_from.isoformat(), end)


def _people(house: House, count: int) -> Iterator[DemoPerson]:
    """Persons whose card is in order: each run another one, none that an earlier story used up."""
    told = 0
    for one in tour_people(date.today()):  # noqa: DTZ011 - only the numbers and names are used
        if told < count and one.role.startswith("story") and house.bank.ask(_shown(one.person)) == "clear":
            told += 1
            yield one.person
    if told < count:
        raise StoryError(f"only {told} persons of this story are left; start on a fresh database")


def _play(house: House, person: DemoPerson, at: int) -> Run:
    run = Run(person)
    print(f"── {at}: 补领, home 河南郑州金水, counter 天津和平 ──")
    draft = _type(house, person)
    old = _card(draft, "register-card", person)
    house.bank.expect(old, "clear", "old card before the report")
    print("   bank: old card before the report: clear")
    case = _take_in(house, run, draft, old)
    _pay_and_sign(house, case)
    ready = _arrive(house, case)
    new = _card(ready, "new-card", person)
    with watching(house.bank, new, house.control) as watch:
        until(watch, "no_longer_valid", PATIENCE)
    print("   bank: new card before its hand-over: no_longer_valid (not in force yet)")
    _hand_over(house, run, case, ready, old, new)
    _tell(house.clerk.open(f"/case/{case}/"))
    return run


def _type(house: House, person: DemoPerson) -> Page:
    """受理录入: card reader, request, papers, searches, portrait and print; the ruling stands on the last page."""
    clerk = house.clerk
    page = clerk.send(clerk.open("/counter/intake/"), "id_number", id_number=person.id_number, read="1")
    page = clerk.send(page, "said_name")
    page = clerk.send(
        page,
        "stay_ground",
        request="reissue",
        papers=["household_register"],
        stay_ground="work",
        evidence=["labour_contract"],
        contact="10000000000",
        present_address="天津市和平区南京路1号",
    )
    page = clerk.send(page, "csrfmiddlewaretoken") if "/searches/" not in page.url else clerk.send(page, "version")
    page = clerk.send(page, "scanner", scanner="holder", fingers=["right_thumb", "left_thumb"])
    if "/ruling" not in page.url:
        raise StoryError(f"no ruling: {page.url} {page.said()}")
    return page


def _card(page: Page, mark: str, person: DemoPerson) -> Presented:
    dates = page.mark(mark).attrs
    end = dates["data-to"] or "long_term"
    return Presented(person.id_number, person.name, dates["data-from"], end)


def _take_in(house: House, run: Run, ruling: Page, old: Presented) -> str:
    """当场受理: number, receipt and form; the old card is reported lost with it."""
    with watching(house.bank, old, house.control) as watch:
        until(watch, "clear", PATIENCE)
        page = house.clerk.send(ruling, "version")
        mark = page.mark("number")
        until(watch, "reported_lost", PATIENCE)
    _measure(run, watch.changed_at, page.committed)
    if watch.answers != ["clear", "reported_lost"] or watch.control_wrong:
        raise StoryError(f"answers while the loss was reported: {watch.answers}, control {watch.control_wrong}")
    print(f"   受理号 {mark.text.strip()}   bank: old card: reported_lost after {run.after[-1]:.0f} ms")
    return mark.attrs["data-case"]


def _measure(run: Run, changed: float, committed: float) -> None:
    """From the commit, by the server's own Server-Timing, to the first changed answer."""
    run.after.append(max(0.0, changed - committed) * 1000)
    if run.after[-1] >= MOST_MS:
        raise StoryError(f"the bank heard it only {run.after[-1]:.0f} ms after the commit")


def _pay_and_sign(house: House, case: str) -> None:
    """缴费, then 审核签发 by the home county, under the signer's password."""
    paid = house.clerk.send(house.clerk.open(f"/case/{case}/"), "means", means="cash")
    if "pay" in paid.url:
        raise StoryError(f"fee: {paid.said()}")
    desk = house.signer.open(f"/desk/signoff/{case}/")
    ticks = ("identity_confirmed", "photo_fit", "prints_fit", "particulars_right")
    signed = house.signer.send(
        desk, "sign_off-password", **{f"sign_off-{tick}": "on" for tick in ticks}, **{"sign_off-password": PASSWORD}
    )
    _at(signed, "signed", "ordered", "made")


def _arrive(house: House, case: str) -> Page:
    """制证 and 到达核验: the centre makes the card, the point checks it."""
    end = time.monotonic() + PATIENCE
    page = house.issuer.open(f"/counter/collection/{case}/")
    while page.mark("stage").attrs["data-stage"] != "made":
        if time.monotonic() > end:
            raise StoryError("the card was not made in time")
        time.sleep(0.3)
        page = house.issuer.open(f"/counter/collection/{case}/")
    _at(house.issuer.send(page, "record_arrival-fit", **{"record_arrival-fit": "on"}), "ready")
    return house.issuer.open(f"/counter/collection/{case}/")


def _hand_over(house: House, run: Run, case: str, ready: Page, old: Presented, new: Presented) -> None:
    """核验发放: the new card stands from now on, and the alarm on the old one goes on."""
    with watching(house.bank, new, house.control) as watch:
        until(watch, "no_longer_valid", PATIENCE)
        changes = {"hand_over-new_card_checked": "on", "hand_over-scanner": "holder"}
        page = house.issuer.send(ready, "hand_over-receipt", **changes)
        _at(page, "collected")
        until(watch, "clear", PATIENCE)
    _measure(run, watch.changed_at, page.committed)
    if watch.answers != ["no_longer_valid", "clear"] or watch.control_wrong:
        raise StoryError(f"answers while the card was handed over: {watch.answers}, control {watch.control_wrong}")
    print(f"   bank: new card after its hand-over: clear after {run.after[-1]:.0f} ms")
    house.bank.expect(old, "reported_lost", "old card after the hand-over")
    print("   bank: old card after the hand-over: reported_lost (the alarm goes on)")


def _at(page: Page, *stages: str) -> None:
    """The case page that an act leads back to, at one of these stages."""
    stage = page.mark("stage").attrs["data-stage"]
    if stage not in stages:
        raise StoryError(f"{page.url}: at {stage}; {page.said()}")


def _tell(page: Page) -> None:
    """办理留痕: each step with its clause and papers, as the case page shows it."""
    names = HAPPENED | {row.event: row.act.zh for row in TABLES[Matter.APPLICATION]}
    steps = [mark.attrs for mark in page.marks if "data-act" in mark.attrs]
    for at, step in enumerate(steps, start=1):
        act, clause = step["data-act"], step["data-clause"]
        line = f"   {at:2}. {names.get(act, act)}  {citation(clause) if clause else ''}  {step['data-papers']}"
        print(line.rstrip())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guizheng.conf.settings")
    raise SystemExit(main(sys.argv[1:]))
