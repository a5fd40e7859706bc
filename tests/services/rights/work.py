"""A person who works at a window too: what the portal knows of its staff stands among what it knows of a person."""

from accounts.models import Membership
from accounts.organisations.actions import remove_membership
from services.models import Liaison
from services.readiness.actions import acknowledge, answer_drill, send_drill
from services.readiness.instructions import version_of
from services.readiness.querysets import honoured
from services.windows import sign_on
from services.windows.actions import pair, set_pin


def work_at(hospital, user, number):
    """A liaison who shares the window that it paired, has read what stands there and served a drill."""
    Membership.objects.create(user=user, role="desk_staff", partner=hospital)
    Liaison.objects.create(partner=hospital, name="联络人", phone="1", account=user)
    window = hospital.windows.create(name_zh=f"{number}号窗口", name_en=f"Window {number}")
    pin = set_pin(user, name=f"窗口 {number}", pin="730164")
    sign_on._begin(pair(window, by=user)[0], pin)
    row = honoured().get(partner=hospital)
    acknowledge(row, [window], version=version_of(row), by=user)
    answer_drill(send_drill(row, window, is_eligible=True), outcome="served", by=user)


def leave_work(user, by):
    """Somebody with a standing cannot delete the account: the office ends that first."""
    for membership in user.memberships.all():
        remove_membership(membership, by=by)
