"""Which windows, liaisons and hours do the demonstration's partners have? Invented, and each says that it is."""

from datetime import time
from typing import Any

from accounts.models import Partner

from ..models import Liaison, OpeningHours, Window
from ..readiness.actions import acknowledge
from ..readiness.enums import WEEK, Day
from ..readiness.instructions import version_of
from ..readiness.querysets import honoured

POINTS = {"harbin": ("45.760000", "126.640000"), "daqing": ("46.590000", "125.100000")}  # somewhere in the city
EVERY_DAY = (*WEEK, Day.HOLIDAY)
WORKING = WEEK[:5]
WINDOWS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "hospital": (
        ("优先窗口（示例）", "Priority window (example)", "门诊楼一层大厅右侧", "Outpatient building, ground floor"),
        ("导医台（示例）", "Guide desk (example)", "门诊楼入口", "Entrance of the outpatient building"),
    ),
    "school": (("招生窗口（示例）", "Enrolment window (example)", "办公楼一层", "Office building, ground floor"),),
    "bureau": (("人才窗口（示例）", "Talent window (example)", "政务大厅 12 号", "Service hall, window 12"),),
    "airport": (("快速通道入口（示例）", "Fast lane (example)", "出发层 3 号门", "Departures, gate 3"),),
    "station": (("候车室前台（示例）", "Lounge desk (example)", "二层候车大厅", "Waiting hall, first floor"),),
    "venue": (("游客中心（示例）", "Visitor centre (example)", "正门", "Main gate"),),
}
HOURS: dict[str, tuple[tuple[tuple[Day, ...], str, str], ...]] = {
    "hospital": ((WEEK, "08:00", "17:00"), ((Day.HOLIDAY,), "08:00", "12:00")),
    "school": ((WORKING, "08:00", "11:30"), (WORKING, "13:30", "16:30")),
    "bureau": ((WORKING, "08:30", "17:00"),),
    "airport": ((EVERY_DAY, "00:00", "00:00"),),
    "station": ((EVERY_DAY, "06:00", "22:00"),),
    "venue": ((EVERY_DAY, "09:00", "16:30"),),
}


def read_by(staff: Any, partner: Partner) -> None:
    """The staff have read all that their first window must know."""
    first = partner.windows.order_by("pk")[:1]
    for row in honoured().filter(partner=partner):
        acknowledge(row, list(first), version=version_of(row), by=staff)


def name_liaison(staff: Any, partner: Partner) -> None:
    """The first liaison is this account, and pairs the windows."""
    Liaison.objects.filter(partner=partner, is_first=True).update(account=staff)


def furnish(partner: Partner) -> None:
    """Windows, two liaisons and weekly hours, by the kind of the partner."""
    Window.objects.bulk_create(
        Window(partner=partner, name_zh=zh, name_en=en, where_zh=where, where_en=where_en)
        for zh, en, where, where_en in WINDOWS[partner.kind]
    )
    first = Liaison(partner=partner, name=f"{partner.liaison_name}（示例）", phone=partner.liaison_phone, is_first=True)
    first.when_zh, first.when_en = "开放时间内", "During opening hours"
    other = Liaison(partner=partner, name="总值班室（示例）", phone=f"{partner.liaison_phone[:-4]}0000")
    other.when_zh, other.when_en = "昼夜", "Day and night"
    Liaison.objects.bulk_create([first, other])
    OpeningHours.objects.bulk_create(
        OpeningHours(partner=partner, day=day, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))
        for days, opens, closes in HOURS[partner.kind]
        for day in days
    )
