"""条款: every clause of the policy once, and every other source a rule may cite. Nobody else spells a citation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the policy: its key in code, its citation on screens and papers, its heading in two languages.

    `no_rule` says in one line why software has no part in the clause; it is empty where rules follow from it.
    """

    key: str
    citation: str
    zh: str
    en: str
    no_rule: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Another text that a rule or a value rests on: the law, the ten rules, a norm, a notice, or practice."""

    key: str
    citation: str
    zh: str
    en: str


CLAUSES: dict[str, Clause] = {
    clause.key: clause
    for clause in (
        Clause(
            "P0",
            "《意见》前言",
            "为什么建立三项制度",
            "Why the three services are set up",
            "说明缘由,不设义务;程序无可执行之处。States why; imposes nothing that software could carry out.",
        ),
        Clause(
            "G1",
            "《意见》一(一)",
            "指导思想",
            "Guiding idea",
            "是工作方针;由其余各条落实。A guiding idea; the other clauses carry it out.",
        ),
        Clause(
            "G2",
            "《意见》一(二)",
            "基本原则:信息多跑路、严防冒领骗领、个人信息安全",
            "Let information travel, guard against fraud, keep personal data safe",
        ),
        Clause("G3", "《意见》一(三)", "工作目标:分步实施", "Phased start by date and place"),
        Clause("A1", "《意见》二(一)1", "换领、补领异地受理", "Renewal and reissue away from home"),
        Clause("A2", "《意见》二(一)2", "合理设立异地受理点", "Acceptance points"),
        Clause("A3", "《意见》二(一)3", "提高异地受理工作效率", "Papers, acceptance on the spot, one-time notice"),
        Clause("A4", "《意见》二(一)4", "规范证件制发程序", "Sign-off, production, hand-over, time limits"),
        Clause("A5", "《意见》二(一)5", "严格身份信息核验", "Identity check"),
        Clause("A6", "《意见》二(一)6", "不良信用记录人员不予受理", "Persons who are not accepted"),
        Clause("A7", "《意见》二(一)7", "严格执行工本费收费标准", "Fee by the schedule, nothing else"),
        Clause("A8", "《意见》二(一)8", "提供临时身份证明服务", "Temporary certificate of identity"),
        Clause("B1", "《意见》二(二)1", "就近办理挂失申报", "Loss reports at the nearest counter"),
        Clause("B2", "《意见》二(二)2", "规范挂失申报程序", "How a loss is reported"),
        Clause("B3", "《意见》二(二)3", "提供挂失信息核查服务", "Verification service on lost cards"),
        Clause("B4", "《意见》二(二)4", "严格落实核查责任", "Duty to check, misuse"),
        Clause("C1", "《意见》二(三)1", "设立丢失招领窗口", "Lost-and-found windows"),
        Clause("C2", "《意见》二(三)2", "规范丢失招领程序", "How found cards are handled"),
        Clause("C3", "《意见》二(三)末段", "军人和武警的挂失申报和丢失招领", "Soldiers and armed police"),
        Clause("D1", "《意见》三(一)", "加强组织领导", "Tasks, duties and a plan before a point opens"),
        Clause("D2", "《意见》三(二)", "落实工作保障", "Equipment, people and money"),
        Clause("D3", "《意见》三(三)", "强化责任落实", "A post answers for every step"),
        Clause("D4", "《意见》三(四)", "加强宣传引导", "Plain words to the public, answers to concerns"),
    )
}

SOURCES: dict[str, Source] = {
    source.key: source
    for source in (
        *(
            Source(f"law-{article}", f"《居民身份证法》第{zh_number}条", zh, en)
            for article, zh_number, zh, en in (
                (2, "二", "十六周岁应当申领", "Who must apply"),
                (3, "三", "登记项目与指纹信息", "Registered items, fingerprints"),
                (4, "四", "规范汉字与民族文字", "Scripts on the card"),
                (5, "五", "有效期", "Validity"),
                (6, "六", "由公安机关统一制作、发放", "Made and issued by the police"),
                (7, "七", "申领与监护人代为申领", "Applying; guardians apply for children"),
                (8, "八", "常住户口所在地县级公安机关签发", "Issued by the home county authority"),
                (9, "九", "定居、归国、入籍人员申领", "Settling, returning and naturalised persons"),
                (10, "十", "填写申领登记表,交验户口簿", "Form and household register"),
                (11, "十一", "换领、换发、补领", "Renewal, correction, reissue"),
                (12, "十二", "六十日内发放,领取前可申领临时居民身份证", "Sixty days; temporary card meanwhile"),
                (13, "十三", "查验与保密", "Showing and confidentiality"),
                (14, "十四", "应当出示的情形", "When the card must be shown"),
                (15, "十五", "查验与不得扣押", "Checks; nobody may seize a card"),
                (16, "十六", "虚假材料骗领、出租出借转让、非法扣押", "False material, lending, seizing"),
                (17, "十七", "冒用、骗领使用、买卖使用伪造", "Misuse, fraud, trade in forged cards"),
                (18, "十八", "伪造、变造", "Forging and altering"),
                (19, "十九", "泄露个人信息", "Leaking personal data"),
                (20, "二十", "警察的责任", "Liability of officers"),
                (21, "二十一", "工本费", "Fee"),
                (22, "二十二", "军人和武警", "Soldiers and armed police"),
                (23, "二十三", "旧证停用", "Earlier cards"),
            )
        ),
        *(
            Source(f"ten-{key}", f"《居民身份证异地受理工作十条准则》第{number}条{item}", zh, en)
            for key, number, item, zh, en in (
                ("1", "一", "", "身份证明材料", "One identity paper"),
                ("2", "二", "", "合法稳定就业、就学、居住证明", "One proof of stay"),
                ("3-1", "三", "第(一)项", "首次申领不予受理", "First applications are not accepted"),
                ("3-2", "三", "第(二)项", "主要项目不一致难以确认身份", "Main items differ, identity in doubt"),
                ("3-3", "三", "第(三)项", "相貌变化较大且未登记指纹", "Looks changed and no prints"),
                ("3-4", "三", "第(四)项", "伪造变造冒用等", "Forging, altering, misuse"),
                ("3-5", "三", "第(五)项", "信用平台推送的不良记录", "Bad credit pushed by the platform"),
                ("4", "四", "", "受理点的设立", "Acceptance points"),
                ("5", "五", "", "人像与指纹采集标准", "Photograph and fingerprint standards"),
                ("6", "六", "", "五日内审核签发", "Sign-off within five days"),
            )
        ),
        *(
            Source(f"norm-{article}", f"公通字〔2021〕12号第{zh_number}条", zh, en)
            for article, zh_number, zh, en in (
                (7, "七", "由民警决定", "Only officers decide"),
                (9, "九", "首次申领人像指纹比对", "Search before a first card"),
                (34, "三十四", "死亡缴销", "Handed in on death"),
                (76, "七十六", "换领情形与三个月", "Grounds and window of renewal"),
                (81, "八十一", "亲属代领", "Relatives may collect"),
                (82, "八十二", "领取时比对指纹", "Print match on collection"),
                (83, "八十三", "异地申领换领补领", "First cards away from home too"),
                (84, "八十四", "四十五日与五日签发", "45 days, sign-off within five"),
                (85, "八十五", "挂失申报", "Loss reports"),
                (86, "八十六", "丢失招领", "Lost and found"),
                (87, "八十七", "异地临时居民身份证", "Temporary card away from home"),
                (88, "八十八", "按场景提供信息", "Data per scenario"),
                (97, "九十七", "施行日期", "In force from 2021-10-01"),
            )
        ),
        *(
            Source(f"temporary-{article}", f"《临时居民身份证管理办法》第{zh_number}条", zh, en)
            for article, zh_number, zh, en in (
                (2, "二", "谁可以申领", "Who may apply"),
                (7, "七", "有效期三个月", "Valid three months"),
                (9, "九", "申领地点与监护人", "Where; guardians"),
                (10, "十", "县级公安机关签发", "Issued by the home county"),
                (12, "十二", "三日内发放", "Within three days"),
                (13, "十三", "领证时交回", "Handed back on collection"),
            )
        ),
        Source("fee-2003", "发改价格[2003]2322号", "居民身份证收费标准", "Fee schedule"),
        Source("fee-2018", "财税〔2018〕37号", "首次申领免收工本费", "First application free"),
        Source("military-510", "国务院、中央军委令第510号", "军人和武警的居民身份证", "Cards of soldiers and police"),
        Source("civil-general-154", "《民法通则》第一百五十四条", "期间的计算", "Counting of periods"),
        Source("civil-general-2017", "《民法总则》第二百零三条", "期间的计算", "Counting of periods"),
        Source("civil-201", "《民法典》第二百零一条", "开始的当日不计入", "First day not counted"),
        Source("civil-202", "《民法典》第二百零二条", "到期月的对应日", "Same-numbered day, or the month's last"),
        Source("civil-203", "《民法典》第二百零三条", "最后一日是法定休假日的顺延", "Last day on a holiday"),
        Source("gb-11643", "GB 11643-1999", "公民身份号码", "Citizen identity number"),
        Source("practice", "各地异地受理办理须知", "各地通行做法", "Published local practice"),
        Source("design", "本系统约定", "无明文,系统取定并注明", "No text; chosen by the system and said so"),
    )
}


def citation(key: str) -> str:
    """引用: the citation of a clause (`A3`) or of another source (`law-11`). KeyError when nobody has named it."""
    clause = CLAUSES.get(key)
    return clause.citation if clause else SOURCES[key].citation
