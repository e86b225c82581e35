"""代码: names of coded items as papers print them (GB/T 3304 民族, GB/T 2261.1 性别, GA/T 指位)."""

_ETHNICITIES = (  # noqa: SIM905
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 "
    "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 "
    "德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
).split()
ETHNICITIES = {f"{code:02d}": name for code, name in enumerate(_ETHNICITIES, start=1)} | {"97": "其他", "98": "入籍"}
SEXES = {"0": "未知", "1": "男", "2": "女", "9": "未说明", "male": "男", "female": "女"}
FINGERS = {
    f"{hand}_{finger}": f"{side}手{name}"
    for hand, side in (("right", "右"), ("left", "左"))
    for finger, name in (
        ("thumb", "拇指"), ("index", "食指"), ("middle", "中指"), ("ring", "环指"), ("little", "小指"),
    )
}  # fmt: skip


def ethnicity(code: str) -> str:
    """民族: the name of a code; a name stays as it is."""
    return ETHNICITIES.get(code, code)


def sex(code: str) -> str:
    """性别."""
    return SEXES.get(code, code)


def finger(code: str) -> str:
    """指位: the finger's name; another way of naming it stays as it is."""
    return FINGERS.get(code, code)
