"""代码表: English names of ethnic groups, and the names of systems, states and events that pages show."""

from guizheng.ledger.codes import ETHNICITIES

_ENGLISH = """
Han Mongol Hui Tibetan Uygur Miao Yi Zhuang Bouyei Korean Manchu Dong Yao Bai Tujia Hani Kazak Dai Li Lisu Va
She Gaoshan Lahu Sui Dongxiang Naxi Jingpo Kirgiz Tu Daur Mulao Qiang Blang Salar Maonan Gelao Xibe Achang Pumi
Tajik Nu Uzbek Russian Ewenki De'ang Bonan Yugur Gin Tatar Derung Oroqen Hezhen Monba Lhoba Jino
"""
ETHNICITIES_EN = dict(zip(sorted(ETHNICITIES), _ENGLISH.split(), strict=False))
"""English names by GB/T 3304 code; the ledger has the Chinese ones, as papers print them."""
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
    "contest_recorded": "登记异议",
    "contest_answered": "答复异议",
    "fee_receipt": "居民身份证工本费收据",
    "notice_sent": "发送通知",
    "evidence_added": "补充证据",
}
FINGERS = {
    "right_thumb": "右手拇指",
    "right_index": "右手食指",
    "right_middle": "右手中指",
    "right_ring": "右手环指",
    "right_little": "右手小指",
    "left_thumb": "左手拇指",
    "left_index": "左手食指",
    "left_middle": "左手中指",
    "left_ring": "左手环指",
    "left_little": "左手小指",
}
