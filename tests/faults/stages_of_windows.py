"""The stages of commands about a window that several people share; as in `stages.py`."""

from services.models import Liaison
from services.windows import actions as windows
from tests.cast import staff_of


def pair_window(scene):
    """Paired before, so that the former pairing is ended with it."""
    window = scene.hospital.windows.create(name_zh="窗口", name_en="Window")
    liaison = staff_of(scene.hospital, "liaison@example.cn")
    Liaison.objects.create(partner=scene.hospital, name="联络人", phone="1", account=liaison)
    windows.pair(window, by=liaison)
    return lambda: windows.pair(window, by=liaison)


def end_pairing(scene):
    made, _token = pair_window(scene)()
    return lambda: windows.end_pairing(made, by=made.paired_by)


def set_pin(scene):
    staff = scene.desk_staff
    windows.set_pin(staff, name="王护士", pin="730164")
    return lambda: windows.set_pin(staff, name="王护士", pin="190218")
