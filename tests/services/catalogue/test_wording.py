"""Is what a tier gets said rightly in both languages?"""

import pytest
from django.utils.translation import override

from services.catalogue.wording import summary_words
from services.models import Entitlement, Service

SERVICE = Service(limit_unit_zh="次", limit_unit_en="uses")
UNCOUNTED = Service()


@pytest.mark.parametrize(
    ("service", "fields", "zh", "en"),
    [
        (SERVICE, {"is_allowed": False}, "不享受", "not entitled"),
        (SERVICE, {}, "不限次数", "any number of times"),
        (UNCOUNTED, {}, "可享受", "available"),
        (UNCOUNTED, {"period": "visit"}, "每次到访均可使用", "at each visit"),
        (SERVICE, {"limit": 1, "period": "year"}, "每年一次", "once a year"),
        (SERVICE, {"limit": 12, "period": "year"}, "每年12次", "12 uses a year"),
        (SERVICE, {"limit": 1, "period": "stage"}, "每名子女每学段一次", "once per child and school stage"),
        (SERVICE, {"limit": 2, "period": "stage"}, "每名子女每学段2次", "2 uses per child and school stage"),
        (SERVICE, {"limit": 1, "period": "once"}, "一次", "once"),
        (SERVICE, {"limit": 36, "period": "once"}, "共36次", "36 uses in all"),
        (
            SERVICE,
            {"limit": 2, "period": "year", "companions": 1},
            "每年2次 · 可带1名随行人员",
            "2 uses a year · with 1 companion",
        ),
        (
            UNCOUNTED,
            {"period": "visit", "companions": 3},
            "每次到访均可使用 · 可带3名随行人员",
            "at each visit · with up to 3 companions",
        ),
        (
            SERVICE,
            {"family": "spouse_children"},
            "不限次数 · 本人、配偶和未成年子女",
            "any number of times · holder, spouse and minor children",
        ),
        (
            SERVICE,
            {"limit": 1, "period": "year", "amount_yuan": 4000},
            "4,000 元 · 每年一次",
            "4,000 yuan · once a year",
        ),
        (
            UNCOUNTED,
            {"note_zh": "有效期三年", "note_en": "For three years"},
            "有效期三年",
            "For three years",
        ),
    ],
)
def test_words_of_an_entitlement(service, fields, zh, en):
    entitlement = Entitlement(**fields)
    entitlement.clean_fields(exclude=["service", "tier"])

    with override("zh-hans"):
        assert summary_words(entitlement, service) == zh
    with override("en"):
        assert summary_words(entitlement, service) == en
