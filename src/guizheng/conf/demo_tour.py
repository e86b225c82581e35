"""演示人物: the fixed persons of the tour and the stories. Names and numbers are fixed, card dates follow the day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import blake2b
from random import Random

from guizheng.conf.demo_cards import DemoCard, end_of
from guizheng.conf.demo_person import DemoPerson, address_in, id_number
from guizheng.law.periods import add_years

ZHENGZHOU, TIANJIN = "410105", "120101"
THUMBS = ("right_thumb", "left_thumb")
STORIES = 30


@dataclass(frozen=True, slots=True)
class TourPerson:
    """A role to play, what it is for, and the person. `barred`: '' | conduct | credit; `guardian_of`: a role."""

    role: str
    says: str
    says_en: str
    person: DemoPerson
    barred: str = ""
    guardian_of: str = ""


def tour_people(as_of: date) -> tuple[TourPerson, ...]:
    """The persons of the tour, then those of the stories (`story_01` …), always the first of the nation."""
    return (*_tour(as_of), *_stories(as_of))


def role(name: str, as_of: date) -> TourPerson:
    """The person of one role. Raises KeyError for a role that is none."""
    return {one.role: one for one in tour_people(as_of)}[name]


def _tour(as_of: date) -> tuple[TourPerson, ...]:
    mid, old = as_of - timedelta(days=4 * 365), date(2008, 4, 9)
    li = _person("李文静", ZHENGZHOU, date(1996, 5, 17), 990, mid)
    zhao = _person("赵国强", ZHENGZHOU, date(1993, 2, 8), 991, _ending(as_of + timedelta(days=40), date(1993, 2, 8)))
    sun = _without_prints(_person("孙桂芳", ZHENGZHOU, date(1958, 9, 30), 990, old))
    uyghur = _person("阿依古丽·买买提", "653101", date(1994, 7, 21), 990, mid, ethnicity="05", script="uyghur")
    gao = _person("高明", ZHENGZHOU, date(1985, 6, 6), 991, mid)
    gao = replace(gao, cards=(_card(gao, mid - timedelta(days=900), 7, state="reported_lost"), *gao.cards))
    wang = _person("王立群", ZHENGZHOU, date(1986, 10, 12), 991, mid)
    child_born = date(2018, 3, 3)
    child = _person("王子涵", ZHENGZHOU, child_born, 990, _ending(as_of + timedelta(days=25), child_born))
    ward = _person("冯小军", ZHENGZHOU, date(1990, 1, 25), 991, mid, capacity="limited")
    young = replace(_person("许家宁", ZHENGZHOU, date(2010, 3, 15), 991, mid), cards=(), prints=(), phone="")
    dead = _person("徐长根", ZHENGZHOU, date(1949, 11, 2), 991, date(2014, 5, 5), status="deceased", end="cancelled")
    return (
        TourPerson("reissue", "在天津工作,身份证丢失,申请补领", "works in Tianjin, lost the card, asks for 补领", li),
        TourPerson("renewal", "证件四十天后到期,申请换领", "card ends in forty days, asks for 换领", zhao),
        TourPerson("looks_changed", "相貌变化大、证件未登记指纹", "looks changed, no prints on the card", sun),
        TourPerson("barred", "有冒用他人证件的处罚记录", "a decision for misuse is on record",
                   _person("周海波", ZHENGZHOU, date(1988, 8, 19), 991, mid), barred="conduct"),
        TourPerson("bad_credit", "国家信用平台推送的失信人员", "on the bad-credit list",
                   _person("吴建华", ZHENGZHOU, date(1982, 12, 1), 991, mid), barred="credit"),
        TourPerson("soldier", "现役军人:可挂失、招领,不适用异地换补领", "active service: loss and found only",
                   _person("陈志远", ZHENGZHOU, date(1999, 4, 4), 991, mid, active_service=True)),
        TourPerson("bilingual", "双语居民身份证", "a bilingual card", uyghur),
        TourPerson("child", "未满十六周岁,由监护人陪同", "under sixteen, comes with a guardian", child),
        TourPerson("guardian", "王子涵的监护人", "the guardian of the child", wang, guardian_of="child"),
        TourPerson("ward", "限制行为能力,由监护人陪同", "limited capacity, needs a guardian", ward),
        TourPerson("first_card", "从未领证,首次申领", "never had a card", young),
        TourPerson("too_early", "证件尚有多年有效,换领过早", "the card holds for years: too early to renew",
                   _person("马骏", ZHENGZHOU, date(1991, 3, 27), 991, as_of - timedelta(days=500))),
        TourPerson("expired", "证件已过期", "the card has expired",
                   _person("郑小龙", ZHENGZHOU, date(1992, 7, 7), 991,
                           _ending(as_of - timedelta(days=70), date(1992, 7, 7)))),
        TourPerson("found", "证件被捡拾上交,尚未挂失", "the card was found and handed in",
                   _person("何晓燕", "320106", date(1989, 9, 9), 990, mid)),
        TourPerson("replaced_before", "旧证已挂失并补领,旧证被捡到", "old card lost, replaced, then found", gao),
        TourPerson("victim", "身份证被他人冒用", "somebody misused this person's card",
                   _person("梁美玲", "430102", date(1987, 5, 5), 990, mid)),
        TourPerson("traveller", "忘带证件,需乘机", "left the card at home, has to fly",
                   _person("宋子航", "330106", date(1995, 10, 10), 991, mid)),
        TourPerson("no_photo", "人口库无照片", "no photograph in the register",
                   replace(_person("谢宏图", ZHENGZHOU, date(1979, 6, 18), 991, mid), photo_on_file=False)),
        TourPerson("double_number", "公民身份号码重号", "the number is shared with somebody else",
                   replace(_person("韩双喜", ZHENGZHOU, date(1966, 2, 20), 991, mid), number_sound=False)),
        TourPerson("deceased", "已死亡,户口已注销", "deceased", dead),
        TourPerson("missing", "登记为失踪", "recorded as missing",
                   _person("邓远山", ZHENGZHOU, date(1972, 1, 13), 991, mid, status="missing")),
        TourPerson("at_home", "天津户籍,只能按本地办理", "registered in Tianjin: not away from home",
                   _person("刘洋", TIANJIN, date(1990, 11, 11), 991, mid)),
        TourPerson("old_code", "号码含已撤销的区划(崇文区)", "the number carries an abolished division",
                   _person("金秀兰", "110101", date(1970, 10, 1), 990, mid, origin="110103")),
        TourPerson("dongguan", "东莞户籍(不设区县)", "registered in Dongguan, which has no counties",
                   _person("黄嘉豪", "441900", date(1998, 8, 8), 991, mid)),
        TourPerson("jiyuan", "济源户籍(省直辖县级市)", "registered in a county directly under its province",
                   _person("牛晓梅", "419001", date(1993, 12, 24), 990, mid)),
        TourPerson("control", "对照:证件始终正常", "control: this card is always in order",
                   _person("田安宁", ZHENGZHOU, date(1984, 4, 14), 990, mid)),
    )  # fmt: skip


def _stories(as_of: date) -> tuple[TourPerson, ...]:
    """Thirty persons for stories played many times over, each in order and alike."""
    mid = as_of - timedelta(days=3 * 365)
    made = []
    for at in range(STORIES):
        born = date(1992, 1 + at % 12, 1 + at) if at < 28 else date(1991, 5, at)
        name = "史传" + "一二三四五六七八九十百千万春夏秋冬东南西北江河湖海山川林原星"[at]
        one = _person(name, ZHENGZHOU, born, 992 + at % 2, mid)
        made.append(TourPerson(f"story_{at + 1:02d}", "供自动演示使用", "for the stories", one))
    return tuple(made)


def _person(
    name: str,
    home: str,
    born: date,
    sequence: int,
    issued: date,
    *,
    origin: str = "",
    ethnicity: str = "01",
    script: str = "",
    status: str = "alive",
    capacity: str = "by_age",
    active_service: bool = False,
    end: str = "in_force",
) -> DemoPerson:
    """A grown person with prints and one card, as plain as may be."""
    number = id_number(origin or home, born, sequence)
    rng = Random(number)  # noqa: S311, a street and a number of an invented person
    station, address = address_in(home, rng)
    person = DemoPerson(
        id_number=number,
        name=name,
        sex="1" if sequence % 2 else "2",
        ethnicity=ethnicity,
        birth_date=born,
        home_division=home,
        home_station=station,
        address=address,
        phone=f"100{rng.randrange(10**8):08d}",
        status=status,
        active_service=active_service,
        capacity=capacity,
        script=script,
        prints=THUMBS,
        looks=rng.getrandbits(32),
    )
    return replace(person, cards=(_card(person, issued, 1, state=end),))


def _card(person: DemoPerson, issued: date, body: int, *, state: str = "in_force") -> DemoCard:
    digest = blake2b(f"{person.id_number}:{body}".encode(), digest_size=8).digest()
    number = f"{int.from_bytes(digest, 'big'):020d}"
    script = person.script
    return DemoCard(issued, end_of(issued, person.birth_date), bool(person.prints), bool(script), script, state, number)


def _without_prints(person: DemoPerson) -> DemoPerson:
    return replace(person, prints=(), cards=tuple(replace(one, fingerprint=False) for one in person.cards))


def _ending(day: date, born: date) -> date:
    """The day of issue of a card that ends on `day`."""
    for years in (5, 10, 20):
        start = add_years(day, -years)
        if end_of(start, born) == day:
            return start
    return add_years(day, -10)
