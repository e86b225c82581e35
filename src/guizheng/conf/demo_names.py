"""演示姓名: invented names: surnames by frequency, given names, the ways of five peoples, and who lives where."""

from random import Random

_SURNAMES = (
    "王72 李71 张68 刘54 陈46 杨31 黄22 赵21 吴20 周19 徐14 孙13 马13 朱12 胡12 郭12 何11 "
    "高11 林11 罗10 郑10 梁9 谢8 宋8 唐7 许7 韩7 冯7 邓6 曹6 彭6 曾6 肖6 田5 董5 袁5 潘5 于5 "
    "蒋5 蔡5 余5 杜5 叶4 程4 苏4 魏4 吕4 丁4 任4 沈4 姚4 卢4 姜4 崔4 钟4 谭4 陆3 汪3 范3 金3 石3 "
    "廖3 贾3 夏3 韦3 付3 方3 白3 邹3 孟3 熊3 秦3 邱3 江3 尹2 薛2 闫2 段2 雷2 侯2 龙2 史2 陶2 黎2 "
    "贺2 顾2 毛2 郝2 龚2 邵2 万2 钱2 严2 覃2 武2 戴2 莫2 孔2 向2 汤2 欧阳1 上官1 司马1 诸葛1"
)
SURNAMES = tuple(word.rstrip("0123456789") for word in _SURNAMES.split())
WEIGHTS = tuple(int(word.lstrip("".join(SURNAMES))) for word in _SURNAMES.split())
_MALE = "伟强磊军勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢阳建志文海永国振东晓春祥德庆成家泽子轩睿博然航宏"
_FEMALE = "芳娜敏静秀丽艳娟霞燕玲桂英兰红梅莉云洁琴雪琳晶倩婷慧欣怡佳颖璐瑶萍凤珍淑美玉文思雨梦子涵诗琪若曦晓春菊香"

UYGHUR_M = (
    "买买提",
    "阿不都拉",
    "艾合买提",
    "吐尔逊",
    "玉素甫",
    "依明",
    "库尔班",
    "艾山",
    "卡德尔",
    "热合曼",
    "买合木提",
    "努尔",
)
UYGHUR_F = (
    "阿依古丽",
    "古丽娜尔",
    "帕提古丽",
    "热依汗",
    "阿米娜",
    "祖丽皮亚",
    "迪丽努尔",
    "马依热",
    "再娜甫",
    "茹仙古丽",
)
KAZAKH_M = ("叶尔肯", "哈里克", "努尔兰", "别克", "赛力克", "巴合提", "木拉提", "胡安什", "阿扎提", "达吾列提")
KAZAKH_F = ("古丽巴合提", "阿依达娜", "加娜尔", "沙吾列", "努尔古丽", "迪娜", "玛丽亚", "巴合提古丽")
TIBETAN = (
    "扎西",
    "次仁",
    "卓玛",
    "央金",
    "达瓦",
    "尼玛",
    "巴桑",
    "格桑",
    "旺堆",
    "白玛",
    "德吉",
    "洛桑",
    "丹增",
    "普布",
    "拉姆",
    "平措",
)
MONGOL_M = (
    "巴特尔",
    "苏和",
    "乌力吉",
    "布和",
    "额尔敦",
    "那顺",
    "朝鲁",
    "斯琴巴图",
    "宝音",
    "特木尔",
    "阿古拉",
    "满都拉",
)
MONGOL_F = ("乌兰", "其其格", "萨仁", "娜仁", "托娅", "高娃", "琪琪格", "阿拉坦", "塔娜", "斯琴", "格日勒", "敖登")
_ONE_WORD = {"02": (MONGOL_M, MONGOL_F), "05": (UYGHUR_M, UYGHUR_F), "17": (KAZAKH_M, KAZAKH_F)}

# Share in a thousand of the peoples of a province (GB/T 3304); what is missing is 01 汉. To about a percent.
PEOPLES: dict[str, tuple[tuple[str, int], ...]] = {
    "15": (("02", 177), ("11", 20)), "21": (("11", 120), ("02", 15)), "22": (("10", 40), ("11", 35)),
    "23": (("11", 20), ("10", 9)), "43": (("15", 40), ("06", 32), ("12", 13)), "45": (("08", 314), ("13", 33)),
    "46": (("19", 150),), "50": (("15", 45), ("06", 16)), "51": (("07", 33), ("04", 19)),
    "52": (("06", 120), ("09", 71), ("12", 42), ("15", 43)), "53": (("07", 107), ("14", 34), ("16", 34), ("18", 26)),
    "54": (("04", 860),), "62": (("03", 50), ("04", 20)), "63": (("04", 252), ("03", 152)), "64": (("03", 360),),
    "65": (("05", 449), ("17", 61), ("03", 44)), "13": (("11", 28), ("03", 8)), "42": (("15", 38),),
}  # fmt: skip

# The script of a bilingual card, by people and by the leading digits of where the autonomous law asks for it.
SCRIPTS = (
    ("05", "65", "uyghur"), ("17", "6540", "kazakh"), ("04", "54", "tibetan"), ("04", "63", "tibetan"),
    ("02", "15", "mongolian"), ("08", "45", "zhuang"), ("10", "2224", "korean"), ("07", "5134", "yi"),
)  # fmt: skip


def script_for(ethnicity: str, home: str) -> str:
    """文字: of the bilingual card of a person of this people living here; '' for none."""
    for people, place, script in SCRIPTS:
        if people == ethnicity and home.startswith(place):
            return script
    return ""


def people_of(home: str, rng: Random) -> str:
    """民族: drawn by the shares of the province."""
    drawn = rng.random() * 1000
    for code, share in PEOPLES.get(home[:2], ()):
        drawn -= share
        if drawn < 0:
            return code
    return "01"


def name_for(ethnicity: str, male: bool, rng: Random) -> str:
    """姓名: a name as this people gives it; most peoples of the south bear names of the Han form."""
    if ethnicity in ("05", "17"):
        men, women = _ONE_WORD[ethnicity]
        return f"{rng.choice(men if male else women)}·{rng.choice(men)}"
    if ethnicity == "02":
        return rng.choice(MONGOL_M if male else MONGOL_F)
    if ethnicity == "04":
        first, second = rng.sample(TIBETAN, 2)
        return first + second
    given = _MALE if male else _FEMALE
    surname = rng.choices(SURNAMES, WEIGHTS)[0]
    return surname + rng.choice(given) + (rng.choice(given) if rng.random() < 0.72 else "")
