"""演示登录: the few officers of the demo, invented people with a published password; numbers are fixed."""

from dataclasses import dataclass
from typing import NamedTuple

from guizheng.law.procedure import Post
from guizheng.organs import nation
from guizheng.organs.nation_points import UNITS

PASSWORD = "guizheng-demo"  # noqa: S105, published on purpose: the server refuses other addresses while it exists

HALL = nation.hall_of("120101")
TJ_COUNTY, TJ_PROVINCE, TJ_CENTRE = "120101000000", "120000000000", "120000080000"
ZZ_COUNTY, ZZ_HALL = "410105000000", nation.hall_of("410105")
CD_COUNTY, CD_HALL = "510104000000", nation.hall_of("510104")
AIRPORT, RAILWAY = "120110701000", "120105801000"


@dataclass(frozen=True)
class OfficerRow:
    """One officer of the demo with the posts held, and what to try as this person."""

    number: str
    name: str
    authority: str
    posts: tuple[Post, ...]
    tries: str
    tries_en: str
    rank: str = "officer"


class Login(NamedTuple):
    number: str
    password: str
    name: str
    post: str
    authority: str
    tries: str
    tries_en: str
    authority_code: str


OFFICERS = (
    OfficerRow(
        "120001", "韩立新", HALL, (Post.RECEPTION,), "受理异地换领、补领、挂失", "take in renewals, reissues, losses"
    ),
    OfficerRow(
        "120002",
        "许敏",
        HALL,
        (Post.RECEPTION,),
        "采集信息(辅警不能作出决定)",
        "collect; an auxiliary can't decide",
        rank="auxiliary",
    ),
    OfficerRow(
        "120003", "石磊", HALL, (Post.ISSUE, Post.RECEPTION), "到达核验、核验发放", "check arrivals, hand over cards"
    ),
    OfficerRow(
        "120004", "郝静", HALL, (Post.WINDOW,), "招领窗口:接收、发还、销毁", "found cards: take in, give back, destroy"
    ),
    OfficerRow(
        "120005", "唐卫东", HALL, (Post.WINDOW, Post.INVESTIGATION), "双人销毁的第二人、冒用核查", "second hand; misuse"
    ),
    OfficerRow(
        "120006", "邵军", TJ_CENTRE, (Post.PRODUCTION,), "制证中心:接单、制证回馈", "card centre: orders and feedback"
    ),
    OfficerRow(
        "120007", "冯雪", TJ_COUNTY, (Post.COUNTY_ADMIN,), "受理点、延长期限、测算", "points, extensions, planning"
    ),
    OfficerRow("120008", "江涛", TJ_COUNTY, (Post.COUNTY_ADMIN,), "双人复核的第二人", "the second of two persons"),
    OfficerRow("120009", "潘志强", TJ_PROVINCE, (Post.PROVINCE,), "省级管理", "the province's desk"),
    OfficerRow(
        "120010", "于海", AIRPORT, (Post.STATION_POLICE,), "机场开具临时身份证明", "certificates at the airport"
    ),
    OfficerRow(
        "120011",
        "曹丽",
        RAILWAY,
        (Post.STATION_POLICE,),
        "火车站开具临时身份证明",
        "certificates at the railway station",
    ),
    OfficerRow("410001", "郭建平", ZZ_COUNTY, (Post.REVIEW,), "户籍地审核、退回补正", "home side: review, send back"),
    OfficerRow("410002", "马春兰", ZZ_COUNTY, (Post.SIGN,), "户籍地签发、不予签发", "home side: sign off, decline"),
    OfficerRow(
        "410003",
        "范晓东",
        ZZ_HALL,
        (Post.RECEPTION, Post.WINDOW),
        "本地申办、挂失、招领",
        "home applications, losses, found",
    ),
    OfficerRow("410004", "蒋红", ZZ_COUNTY, (Post.COUNTY_ADMIN,), "户籍地县级管理", "county administration at home"),
    OfficerRow(
        "510001",
        "罗明",
        CD_HALL,
        (Post.RECEPTION,),
        "与上述办件无关的受理点:看不到、办不了",
        "an unrelated point: sees nothing",
    ),
    OfficerRow("510002", "邓芳", CD_COUNTY, (Post.REVIEW, Post.SIGN), "与上述办件无关的签发岗", "an unrelated signer"),
    OfficerRow("000001", "方正", nation.MINISTRY, (Post.MINISTRY,), "全国开通、规则与日期", "the ministry's desk"),
    OfficerRow(
        "000002",
        "严明",
        nation.MINISTRY,
        (Post.SUPERVISOR,),
        "督察:超期、错办、用证单位",
        "supervision: late and wrong handling",
    ),
    OfficerRow(
        "000003",
        "秦鉴",
        nation.MINISTRY,
        (Post.AUDITOR,),
        "审计:留痕、封存、收费、查看记录",
        "audit: trace, seals, takings, looks",
    ),
)


def unit_logins() -> list[tuple[str, str, str]]:
    """The log-ins of the demo's relying units: log-in, password, name of the unit."""
    return [(unit.code.lower(), PASSWORD, unit.name) for unit in UNITS]


def demo_logins() -> list[Login]:
    """The log-ins of the demo in the order of the tour, one line a post."""
    names = {row.code: row.name for row in nation.authorities()}
    return [
        Login(one.number, PASSWORD, one.name, post.zh, names[one.authority], one.tries, one.tries_en, one.authority)
        for one in OFFICERS
        for post in one.posts
    ]
