"""代码表: ethnic groups by GB/T 3304, and the names of systems and acts that pages show."""

_ETHNICITIES = """
01 汉 Han|02 蒙古 Mongol|03 回 Hui|04 藏 Tibetan|05 维吾尔 Uygur|06 苗 Miao|07 彝 Yi|08 壮 Zhuang
09 布依 Bouyei|10 朝鲜 Korean|11 满 Manchu|12 侗 Dong|13 瑶 Yao|14 白 Bai|15 土家 Tujia|16 哈尼 Hani
17 哈萨克 Kazak|18 傣 Dai|19 黎 Li|20 傈僳 Lisu|21 佤 Va|22 畲 She|23 高山 Gaoshan|24 拉祜 Lahu
25 水 Sui|26 东乡 Dongxiang|27 纳西 Naxi|28 景颇 Jingpo|29 柯尔克孜 Kirgiz|30 土 Tu|31 达斡尔 Daur
32 仫佬 Mulao|33 羌 Qiang|34 布朗 Blang|35 撒拉 Salar|36 毛南 Maonan|37 仡佬 Gelao|38 锡伯 Xibe
39 阿昌 Achang|40 普米 Pumi|41 塔吉克 Tajik|42 怒 Nu|43 乌孜别克 Uzbek|44 俄罗斯 Russian
45 鄂温克 Ewenki|46 德昂 De'ang|47 保安 Bonan|48 裕固 Yugur|49 京 Gin|50 塔塔尔 Tatar|51 独龙 Derung
52 鄂伦春 Oroqen|53 赫哲 Hezhen|54 门巴 Monba|55 珞巴 Lhoba|56 基诺 Jino
"""
ETHNICITIES: dict[str, tuple[str, str]] = {
    code: (zh, en)
    for code, zh, en in (entry.split(" ") for line in _ETHNICITIES.split("\n") for entry in line.split("|") if entry)
}
SYSTEMS = {
    "population": "全国人口信息系统",
    "credit": "国家信用信息共享交换平台",
    "fingerprint": "指纹比对",
    "search": "人像指纹检索",
}
BARRED_ACTS = {
    "forge": "伪造",
    "alter": "变造",
    "trade": "买卖",
    "false_claim": "冒领",
    "obtain_by_fraud": "骗领",
    "use_of_anothers": "冒用他人证件",
    "use_of_forged": "使用伪造变造证件",
}
CARD_STATES = {
    "in_force": "有效",
    "reported_lost": "已挂失",
    "replaced": "已换补新证",
    "handed_in": "已交回",
    "destroyed": "已销毁",
    "cancelled": "已注销",
    "made": "已制成,未发放",
}
SUM_LINES = {
    "start": "起算日(不计入)",
    "raw": "法定期限",
    "limit": "遇休息日顺延",
    "extended_raw": "延长后期限",
    "extended_limit": "延长后顺延",
    "promise": "承诺期限",
    "sign_by": "户籍地签发期限",
    "provisional": "节假日安排未公布,暂定",
}
HAPPENED = {
    "fee_paid": "收取工本费",
    "fee_cancelled": "作废收据",
    "fee_receipt": "居民身份证工本费收据",
    "notice_sent": "发送通知",
}
