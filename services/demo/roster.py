"""Which invented people and partners a demonstration has. Nobody in it exists; no number in it can be issued."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Official:
    role: str
    email: str
    name: str
    place: str  # slug of the authority


@dataclass(frozen=True)
class Place:
    slug: str
    kind: str
    name_zh: str
    name_en: str
    city: str
    services: tuple[str, ...]
    liaison: str
    phone: str


OFFICIALS = (
    Official("city_officer", "city@example.cn", "周敏", "harbin"),
    Official("city_officer", "city2@example.cn", "高扬", "harbin"),
    Official("city_officer", "daqing@example.cn", "冯雪", "daqing"),
    Official("province_officer", "province@example.cn", "郑国栋", "heilongjiang"),
    Official("policy_admin", "policy@example.cn", "何静", "heilongjiang"),
    Official("fund_officer", "fund@example.cn", "罗宁", "heilongjiang"),
    Official("auditor", "auditor@example.cn", "唐文", "heilongjiang"),
)
PARTNERS = (
    Place("demo-hospital-1", "hospital", "省示范第一医院", "Demonstration Hospital No. 1", "harbin",
          ("medical-green-channel",), "值班护士长", "0451-0000 8815"),
    Place("demo-hospital-2", "hospital", "油城示范医院", "Oil City Demonstration Hospital", "daqing",
          ("medical-green-channel",), "导诊台", "0459-0000 8801"),
    Place("demo-school-1", "school", "南岗示范小学", "Nangang Demonstration School", "harbin",
          ("school-place",), "招生办", "0451-0000 6120"),
    Place("demo-school-2", "school", "油城示范小学", "Oil City Demonstration School", "daqing",
          ("school-place",), "教务处", "0459-0000 6121"),
    Place("demo-bureau-1", "bureau", "示范教育局（哈尔滨）", "Demonstration Education Bureau (Harbin)", "harbin",
          ("school-place",), "人才服务窗口", "0451-0000 1230"),
    Place("demo-bureau-2", "bureau", "示范教育局（大庆）", "Demonstration Education Bureau (Daqing)", "daqing",
          ("school-place",), "人才服务窗口", "0459-0000 1231"),
    Place("demo-airport", "airport", "示范机场", "Demonstration Airport", "harbin",
          ("airport-lane",), "贵宾服务台", "0451-0000 3300"),
    Place("demo-station", "station", "示范火车站", "Demonstration Railway Station", "harbin",
          ("railway-lounge",), "客运值班室", "0451-0000 2200"),
    Place("demo-park", "venue", "示范森林公园", "Demonstration Forest Park", "harbin",
          ("scenic-sites", "sports-venues"), "游客中心", "0451-0000 4400"),
    Place("sandbox", "hospital", "沙盒合作单位", "Sandbox partner", "harbin",
          ("medical-green-channel", "airport-lane"), "开发支持", "0451-0000 9900"),
)  # fmt: skip
STAFF = (
    ("hospital_staff", "nurse@example.cn", "孙护士", "demo-hospital-1"),
    ("school_staff", "school@example.cn", "马老师", "demo-school-1"),
    ("desk_staff", "airport@example.cn", "宋佳", "demo-airport"),
    ("desk_staff", "bureau@example.cn", "于科员", "demo-bureau-1"),
)
PROGRAMMER = ("programmer@example.cn", "程一凡", "sandbox")
EMPLOYER = ("employer_staff", "employer@example.cn", "曹专员", "省示范装备公司", "Demonstration Equipment Company")
TALENT = ("talent@example.cn", "李明远")
TALENT_PHONE = "+8613800138000"  # a carrier's own number, so that a window can try to call back
NEW_TALENT = ("new@example.cn", "林晓")
NAMES = (
    "周雨桐", "Anna Petrova", "赵海", "孙丽华", "吴刚", "陈思源", "王若水", "刘一鸣", "张雪峰", "杨帆",
    "黄志强", "徐静怡", "Igor Sokolov", "朱明", "胡晓东", "郭天宇", "何雨晴", "高建国", "林雪梅", "罗浩然",
    "梁冰", "宋子墨", "唐诗", "许文博", "韩冬", "Maria Ivanova", "冯春生", "邓丽娟", "曹阳", "彭宇",
    "曾凡", "萧红叶", "田野", "董雪松", "潘伟", "袁梦", "蔡明轩", "蒋欣", "余波", "于海洋",
)  # fmt: skip
