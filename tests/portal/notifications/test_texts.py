"""Does every message exist in both languages, render from the particulars it names, and end as a letter should?"""

import re
from datetime import date

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from portal.notifications import checks, compose, texts
from portal.notifications.models import OutboxMessage
from portal.notifications.texts import in_both_languages, known_templates, text_for, words_for
from tests.factories import UserFactory, outgoing

EXAMPLE = {
    "code": "RD-2026-7K3M9Q",
    "minutes": 10,
    "phone": "138****0000",
    "tier": "B",
    "city": {"zh-hans": "哈尔滨市", "en": "Harbin"},
    "service": {"zh-hans": "医疗绿色通道", "en": "Medical green channel"},
    "partner": {"zh-hans": "示例医院", "en": "Example Hospital"},
    "criterion": {"zh-hans": "具有博士学位", "en": "Holds a doctorate"},
    "conflict": {"zh-hans": "次数已用完", "en": "The allowance is used up"},
    "done_at": "2026-11-20T02:05:00+00:00",
    "outcome": {"zh-hans": "已办理", "en": "served"},
    "left": 3,
    "is_asked": True,
    "number": 2,
    "days": 7,
    "name": "Li Mingyuan",
    "cause": {"zh-hans": "离开本省", "en": "Left the province"},
    "relation": {"zh-hans": "子女", "en": "child"},
    "may_return": True,
    "can_renew": False,
    "grows_up": True,
    "client": "f95d4ec1170d",
    "count": 20,
    "network": "203.0.113.0/24",
    "amount_yuan": "50000.00",
    "due_on": "2026-12-01",
    "expires_on": "2031-11-20",
    "window": {"zh-hans": "三号窗口", "en": "Window 3"},
    "locked_at": "2026-11-20T02:05:00+00:00",
    "recorded_at": "2026-11-20T02:05:00+00:00",
    "url": "/me/inbox/",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NAMES = known_templates()


@pytest.mark.parametrize("template", NAMES)
def test_every_text_stands_in_both_languages_and_asks_for_the_same(template, settings):
    files = sorted((settings.BASE_DIR / "templates/notifications" / template).iterdir())

    assert {file.read_text().splitlines()[0][:3] for file in files} == {"{# "}
    assert list(checks.faults_of(template)) == []
    assert text_for(template, "en", "inbox").needed <= set(EXAMPLE)


@pytest.mark.parametrize("template", NAMES)
@pytest.mark.parametrize("channel", ["inbox", "email"])
@pytest.mark.parametrize("whole", [True, False])
def test_every_text_renders_in_the_readers_language(template, channel, whole):
    text = text_for(template, "en", channel)
    context = {name: EXAMPLE[name] for name in text.needed | (text.optional if whole else set())}

    chinese, english = (words_for(template, language, channel, context) for language in ("zh-hans", "en"))

    assert CHINESE.search(chinese.subject) and CHINESE.search(chinese.body)
    assert not CHINESE.search(english.subject + english.body)
    for words in (chinese, english):
        assert 4 <= len(words.subject) <= 60
        assert "None" not in words.body and "{" not in words.body
        assert not re.search(r"\s[。，,.]|，。|  +\S+ +", words.body.replace("    ", ""))


@pytest.mark.parametrize("template", [name for name in NAMES if name.startswith(("use_", "turned_away_", "request_"))])
def test_a_letter_does_not_say_where_or_for_what_service_a_talent_went(template):
    if template.endswith(("_desk", "_officer")):
        return
    text = text_for(template, "en", "email")
    words = words_for(template, "en", "email", EXAMPLE)

    assert "Medical" not in words.subject + words.body
    assert "Hospital" not in words.subject + words.body
    assert "service" in text.needed or template == "turned_away_new"


@pytest.mark.parametrize("template", ["signin_code", "verification_code", "card_lost_code"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_code_goes_by_text_message_in_one_line(template, language):
    words = words_for(template, language, "sms", {"code": "482913", "minutes": 5})

    assert "482913" in words.subject and words.body == ""
    assert len(words.subject) <= 140


def test_days_and_moments_are_the_readers_own():
    chinese = words_for("use_recorded", "zh-hans", "inbox", EXAMPLE)
    english = words_for("use_recorded", "en", "inbox", EXAMPLE)

    assert chinese.body.startswith("2026年11月20日 10:05，示例医院为您登记了“医疗绿色通道”")
    assert english.body.startswith("On 20 November 2026, 10:05 Example Hospital recorded")


def test_in_both_languages_from_an_object_and_from_a_lazy_text():
    class City:
        name_zh, name_en = "哈尔滨市", "Harbin"

    with translation.override("en"):
        assert in_both_languages(City()) == {"zh-hans": "哈尔滨市", "en": "Harbin"}
        assert in_both_languages(gettext_lazy("English")) == {"zh-hans": "英文", "en": "English"}


def test_checks_find_the_text_that_is_missing_in_a_language(tmp_path, settings):
    for name, text in {"half/zh-hans.txt": "{# code #}\n甲\n", "odd/zh-hans.txt": "{# a #}\n甲\n"}.items():
        (tmp_path / "templates/notifications" / name).parent.mkdir(parents=True)
        (tmp_path / "templates/notifications" / name).write_text(text)
    (tmp_path / "templates/notifications/odd/en.txt").write_text("{# b #}\nB\n")
    settings.BASE_DIR = tmp_path
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path / "templates"]}]
    texts.text_for.cache_clear()

    found = [message.msg for message in checks.every_text_speaks_every_language()]
    texts.text_for.cache_clear()

    assert found == [
        "half has no inbox text in en.",
        "half has no email text in en.",
        "odd asks for other particulars in each language (inbox).",
        "odd asks for other particulars in each language (email).",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_letter_ends_with_the_sites_address_and_why_one_got_it(language):
    row = OutboxMessage(
        key="k", channel="email", template="card_issued", user=UserFactory(language=language), context=EXAMPLE
    )
    sealed = {"address": "a@b.cn", "context": {"code": "1", "minutes": 5}}
    code = OutboxMessage(key="k", channel="email", template="signin_code", language=language, sealed=sealed)

    told, asked = (compose.compose(outgoing(letter)).body for letter in (row, code))

    assert "http://localhost:8000/me/inbox/" in told
    assert [text.split("--\n")[1].splitlines()[0].rsplit(" ", 1)[1] for text in (told, asked)] == [
        "http://localhost:8000"
    ] * 2
    reasons = [text.rstrip().splitlines()[-1] for text in (told, asked)]
    assert reasons[0] != reasons[1] and all(len(reason) > 20 for reason in reasons)


def test_one_text_for_many_is_drawn_once_and_whatever_differs_is_another(monkeypatch):
    said, words = [], texts.Text.words
    monkeypatch.setattr(texts.Text, "words", lambda *given: said.append(given) or words(*given))
    readers = [UserFactory.build(pk=n, language="en", email=f"p{n}@b.cn") for n in range(3)]
    readers[2].language = "zh-hans"
    same = {"code": "111111", "minutes": 10}
    told = [(user, same) for user in readers] + [(readers[0], same | {"code": "222222"})]
    drawn = {}

    rows = [
        OutboxMessage(key=str(n), channel="email", template="signin_code", user=user, context=context)
        for n, (user, context) in enumerate(told)
    ]
    found = [compose.compose(outgoing(row), drawn) for row in rows]

    assert len(said) == 3
    assert [letter.address for letter in found] == ["p0@b.cn", "p1@b.cn", "p2@b.cn", "p0@b.cn"]
    assert found[0].body == found[1].body and len({letter.body for letter in found}) == 3
    assert [("222222" in letter.body) for letter in found] == [False, False, False, True]
    assert len({letter.key for letter in found}) == 4


def test_a_day_and_a_moment_given_as_objects_are_kept_as_text():
    stored = {"due_on": date(2026, 12, 1).isoformat(), "recorded_at": timezone.now().isoformat()}

    localised = texts.localised(stored, "en")

    assert localised["due_on"] == date(2026, 12, 1)
    assert timezone.is_aware(localised["recorded_at"])
