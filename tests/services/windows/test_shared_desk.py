"""Is the service that stands chosen that of whoever sits there, when several share the PC of a window?"""

import re

from accounts.card.actions import show_code
from tests.cast import honours

from .conftest import LI, WANG

GREEN, LANE = "medical-green-channel", "airport-lane"


def chosen(pc):
    return re.findall(r'name="service" value="([^"]+)"[^>]* checked', pc.get("/desk/").content.decode())


def test_each_at_a_shared_window_goes_on_with_the_service_of_their_own(pc, sit, wang, li, hospital, card):
    honours(hospital, LANE)
    sit(wang, WANG)
    pc.post("/desk/check/", {"code": show_code(card)[0], "service": GREEN})
    pc.post("/desk/change-over/")
    sit(li, LI)
    before = chosen(pc)
    for _number in range(11):
        pc.post("/desk/check/", {"code": show_code(card)[0], "service": LANE})
    after = chosen(pc)
    pc.post("/desk/change-over/")
    sit(wang, WANG)

    assert (before, after, chosen(pc)) == ([], [LANE], [GREEN])
