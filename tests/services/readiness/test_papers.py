"""Are poster and instruction one page of A4 that say what they should and whose code leads to the place's page?"""

import pypdfium2
import pytest

from services.models import Service
from tests.cast import staff_of

pytestmark = pytest.mark.slow
pytest.importorskip("typst")
pytest.importorskip("pylopdf_fonts_zh_cn")
A4 = (595, 842)  # points
MARKUP = '#read("/etc/passwd") *strong* $x$ `code` \\ <label> @ref'


@pytest.fixture
def window(hospital):
    hospital.liaisons.create(name="值班护士长", phone="0451-0000 8815", is_first=True)
    return hospital.windows.create(name_zh="优先窗口", name_en="Priority window")


@pytest.fixture
def desk(window, as_user):
    return as_user(staff_of(window.partner, "nurse@example.cn"))


def poster_of(window):
    return f"/papers/windows/{window.public_id}.pdf"


def sheet(language, service="medical-green-channel"):
    return f"/papers/hospital/{service}/{language}.pdf"


def read(answer):
    """The words of the only page, whose size is that of A4, and what its code says."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    with pypdfium2.PdfDocument(answer.content) as document:
        assert len(document) == 1
        page = document[0]
        assert tuple(map(round, page.get_size())) == A4
        return " ".join(page.get_textpage().get_text_range().split()), code_in(page.render(scale=2).to_pil())


def code_in(picture):
    import zxingcpp

    from accounts.evidence.press.codes import KIND

    return [found.text for found in zxingcpp.read_barcodes(picture, formats=KIND)]


def test_poster_is_one_page_in_both_languages_and_its_code_leads_to_the_place(desk, window, client, settings):
    settings.PUBLIC_URL = "https://talent.example.cn"

    words, code = read(desk.get(poster_of(window)))

    for said in ("本窗口认人才卡", "The talent card is honoured here", "省示范第一医院", "Priority window"):
        assert said in words
    assert "医疗绿色通道" in words
    assert "0451-0000 8815" in words
    assert code == ["https://talent.example.cn/places/hospital/"]
    assert client.get(code[0].removeprefix(settings.PUBLIC_URL)).status_code == 200


@pytest.mark.parametrize(("language", "said"), [("zh", "急诊患者始终优先"), ("en", "Emergencies always come first")])
def test_instruction_is_one_page_in_the_language_asked_for(desk, language, said):
    words, code = read(desk.get(sheet(language)))

    assert said in words
    assert len(code) == 1


def test_long_words_still_stand_on_one_page_and_none_is_lost(desk, hospital):
    lines = [f"第{number}条 每次就诊留有记录，按医院规定结算，不另收费，也不要求提交其他材料。" for number in range(40)]
    Service.objects.filter(slug="medical-green-channel").update(conditions_zh="\n".join(lines))

    words, _code = read(desk.get(sheet("zh")))

    assert "第 39 条" in words


def test_words_that_look_like_source_are_printed_as_they_are(desk, hospital, window):
    Service.objects.filter(slug="medical-green-channel").update(summary_en=MARKUP, name_en=MARKUP)

    for address in (sheet("en"), poster_of(window)):
        words, _code = read(desk.get(address))
        assert MARKUP in words


def test_place_where_no_card_is_shown_says_how_to_ask(school, as_user):
    window = school.windows.create(name_zh="招生窗口", name_en="Enrolment")

    words, _code = read(as_user(staff_of(school, "teacher@example.cn")).get(poster_of(window)))

    assert "You are answered within the promised time" in words
    assert "show the live code" not in words


def test_papers_are_for_the_own_staff_and_the_policy_administrator(
    desk, window, airport, policy_admin, city_officer, talent, as_user, client
):
    strangers = [as_user(user) for user in (staff_of(airport, "airport@example.cn"), city_officer, talent)]

    for address in (poster_of(window), sheet("en")):
        assert as_user(policy_admin).get(address).status_code == 200
        assert [browser.get(address).status_code for browser in strangers] == [404, 404, 404]
        assert client.get(address).status_code == 302


def test_closed_window_other_language_and_service_not_given_here_are_not_found(desk, window):
    window.is_active = False
    window.save()

    found = [desk.get(address).status_code for address in (poster_of(window), sheet("fr"), sheet("en", "airport-lane"))]

    assert found == [404, 404, 404]


def test_pages_lead_to_the_papers(desk, window, policy_admin, as_user):
    assert poster_of(window) in desk.get("/desk/reading/").content.decode()
    assert sheet("en") in desk.get("/desk/reading/medical-green-channel/").content.decode()
    form = as_user(policy_admin).get(f"/admin/accounts/partner/{window.partner_id}/change/").content.decode()
    assert poster_of(window) in form
    assert sheet("zh") in form
