"""The stages of commands with codes, the life of a card and partners' systems; as in `stages.py`."""

from django.utils import timezone

from accounts.card.actions import end_code, show_code
from accounts.card.offline import make_offline
from accounts.family import actions as families
from accounts.people.actions import verify_phone
from accounts.portrait import actions as portraits
from portal.workflow.engine import perform
from services.callbacks import actions as callbacks
from services.late import again
from services.late.actions import deliver
from services.late.emergency import enter_emergency, look_for
from services.models import PartnerEvent, Service, WebhookDelivery
from services.partners import spoken
from services.partners.clients import give_client
from services.proxies import actions as proxies
from services.webhooks import actions as webhooks
from tests.cast import ask_for_family, kept_paper, kept_photo, send_photo, staff_of
from tests.faults.stages import undo


def client(scene):
    hospital = scene.hospital
    return lambda: give_client(hospital)


def webhook(scene):
    hospital, by = scene.hospital, scene.policy_admin
    give_client(hospital)
    given = {"url": "https://example.com/hooks", "kinds": ["check.made"], "by": by}
    return lambda: webhooks.give_webhook(hospital, **given)


def end_webhook(scene):
    endpoint, _secret = webhook(scene)()
    return lambda: webhooks.end_webhook(type(endpoint).objects.get(pk=endpoint.pk), by=scene.policy_admin)


def send_event_again(scene):
    endpoint, _secret = webhook(scene)()
    event = PartnerEvent.objects.create(partner=scene.hospital, kind="check.made")
    row = WebhookDelivery.objects.create(endpoint=endpoint, event=event, give_up_at=timezone.now())
    return lambda: webhooks.send_again([row], by=scene.policy_admin)


def live_code(scene):
    card = scene.card
    return lambda: show_code(card)


def spoken_code(scene):
    card, service = scene.card, Service.objects.get(slug="medical-green-channel")
    purpose = spoken.SpokenPurpose(area=service.area, service=service, partner_kind="hospital")
    return lambda: spoken.make(card, purpose, days=1, by=card.talent)


def spoken_ended(scene):
    row = spoken_code(scene)()
    return lambda: end_code(row)


def offline_code(scene):
    card = scene.card
    return lambda: make_offline(card, by=card.talent)


def call_back(scene):
    card, staff = scene.card, scene.desk_staff
    verify_phone(card.talent, "+8613800008888")
    said = {"number": card.number, "name": card.talent.profile.name, "service": "medical-green-channel"}
    return lambda: callbacks.look_up(scene.hospital, **said, staff=staff)


def call_back_answer(scene):
    made = call_back(scene)().call_back
    return lambda: callbacks.answer(made, answered="nobody", by=scene.desk_staff)


def proxy(scene):
    card, service = scene.card, Service.objects.get(slug="medical-green-channel")
    purpose = spoken.SpokenPurpose(area=service.area, service=service, partner_kind="hospital")
    return lambda: proxies.name_proxy(card, purpose, name="王芳", days=1, by=card.talent)


def proxy_opened(scene):
    named = proxy(scene)()
    return lambda: proxies.open_link(named)


def proxy_shows(scene):
    named = proxy(scene)()
    return lambda: proxies.show_for(named)


def proxy_ended(scene):
    named = proxy(scene)()
    return lambda: proxies.end_proxy(named)


def deliver_late(scene):
    code, _officer = make_offline(scene.card, by=scene.card.talent).text, scene.city_officer
    staff, done_at = staff_of(scene.airport, "lounge@example.cn"), timezone.now()
    done = {"code": code, "service": "airport-lane", "outcome": "served", "done_at": done_at, "key": "k"}
    return lambda: deliver(scene.airport, **done, has_seen_identity=True, by=staff)


def emergency(scene):
    staff, _officer = staff_of(scene.hospital, "emergency@example.cn"), scene.city_officer
    about = {"service": "medical-green-channel", "treated_at": timezone.now()}
    facts = look_for(scene.hospital, code=scene.card.number, **about)
    return lambda: enter_emergency(facts, reason="夜间急诊", by=staff, **about)


def check_again(scene):
    undone, staff = undo(scene)(), staff_of(scene.airport, "again@example.cn")
    return lambda: again.check_again(undone.use, service="airport-lane", staff=staff)


def renew(scene):
    card = scene.card
    return lambda: perform(card, "renew", by=card.talent, data={"why": "damaged"})


def cancel_by_office(scene, cause="died"):
    card, officer = scene.card, scene.province_officer
    said = {"cause": cause, "family": "family@example.cn" if cause == "died" else ""}
    return lambda: perform(card, "cancel_by_office", by=officer, data=said)


def come_back(scene):
    ended = cancel_by_office(scene, cause="left")()
    return lambda: perform(ended, "come_back", by=ended.talent)


def reinstate(scene):
    ended, officer = cancel_by_office(scene)(), scene.province_officer
    return lambda: perform(type(ended).objects.get(pk=ended.pk), "reinstate", by=officer, reason="误报")


def family(scene):
    card, _is_told, paper = scene.card, scene.province_officer, kept_paper()
    return lambda: ask_for_family(card, paper=paper)


def family_step(name, by="province_officer"):
    def stage(scene):
        found = family(scene)()
        actor = found.sponsor if by == "holder" else getattr(scene, by)
        return lambda: perform(found, name, by=actor, reason="说明")

    return stage


def family_mended(scene):
    found = family_step("return")(scene)()
    told = {name: getattr(found, name) for name in families.TOLD} | {"country": "RU", "name": "李小冬"}
    return lambda: families.mend(found, told=told, proof=[], has_agreed=True, by=found.sponsor)


def photo(scene):
    """While another one waits, whose place it takes."""
    card, _is_told, kept = scene.card, scene.province_officer, kept_photo()
    send_photo(card)
    return lambda: portraits.ask(kept, by=card.talent)


def photo_step(name, by="province_officer"):
    """While another one is accepted."""

    def stage(scene):
        perform(send_photo(scene.card), "accept", by=scene.province_officer)
        found = send_photo(scene.card)
        actor = found.owner if by == "holder" else getattr(scene, by)
        return lambda: perform(found, name, by=actor, reason="说明")

    return stage


def end_with_holder(scene):
    """With the holder's own."""
    family_step("accept")(scene)()
    card = scene.card
    return lambda: perform(card, "cancel", by=card.talent)
