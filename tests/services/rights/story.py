"""A person about whom every personal table holds something, each step taken by the hands that take it in life."""

from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client, Token
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.timezone import now

from accounts.accreditation.actions import begin
from accounts.card.actions import show_code
from accounts.card.offline import make_offline
from accounts.evidence import storage
from accounts.models import Card
from accounts.people.actions import verify_phone
from policies.models import Criterion, Tier
from portal.idempotency import once
from portal.kept_forms.person import digest_of
from portal.models import KeptFile, KeptForm
from portal.workflow.engine import perform
from services.callbacks.actions import answer, look_up
from services.late.actions import deliver
from services.models import Service
from services.partners.checks import check_code
from services.partners.clients import give_client
from services.partners.counter import at
from services.partners.spoken import purposes_of
from services.partners.uses import record, undo
from services.proxies.actions import name_proxy, open_link
from services.quality.actions import report
from services.quality.ratings import rate
from services.requests.actions import ask
from services.requests.answers import form_for
from tests.cast import ask_for_family, person, send_photo

HOME = {"home_address": "示范路 1 号", "contract_number": "HT-1", "purchased_on": "2026-05-01", "price_yuan": "850000"}
PAPER, PAGE, KEPT = b"paper-canary-%d", b"page-canary-%d", b"kept-canary-%d"
SERVICE = "medical-green-channel"


class Story:
    """`tell()` leaves rows in every table; `city`, `province`, `hospital`, `school`, `teacher` are the others in it."""

    def __init__(self, number, **others):
        self.number, self.others = number, others

    def __getattr__(self, name):
        return self.others[name]

    def tell(self):
        self.talent = person(f"story{self.number}@example.cn", birth_date="1979-05-04")
        self._account()
        self._card()
        self._counter()
        self._requests()
        self._apply("b")
        return self.talent

    def _account(self):
        verify_phone(self.talent, f"+861380013800{self.number}")
        EmailAddress.objects.create(user=self.talent, email=self.talent.email, verified=True, primary=True)
        Authenticator.objects.create(user=self.talent, type="webauthn", data={})
        UserSession.objects.create(user=self.talent, ip="127.0.0.1", session_key=f"key-{self.number}")
        client = Client.objects.create(name="Other program")
        Token.objects.create(user=self.talent, client=client, type="ia", hash=f"hash-{self.number}")
        once(f"{self.talent.public_id} form /me/", "key", {}, lambda: (302, "/me/"))
        form = KeptForm.objects.create(person=digest_of(self.talent), path="/me/profile/name/", fields={})
        kept = default_storage.save(f"kept_forms/{self.number}", ContentFile(KEPT % self.number))
        KeptFile.objects.create(form=form, field="file", name="kept.pdf", content=kept)

    def _apply(self, letter):
        tier = Tier.objects.get(slug=letter)
        criterion = Criterion.objects.filter(tier=tier).order_by("pk")[0]
        application = begin(self.talent, tier, [criterion])
        document = application.evidence.create(owner=self.talent, criterion=criterion, title="学位证书", state="ready")
        original = default_storage.save(storage.random_name("evidence"), ContentFile(PAPER % self.number))
        file = document.files.create(
            original=original, name="degree.pdf", mime="application/pdf", sha256="0", size_bytes=9
        )
        image = default_storage.save(storage.random_name("pages"), ContentFile(PAGE % self.number))
        file.pages.create(number=1, image=image, width=1, height=1)
        return perform(application, "submit", by=self.talent)

    def _card(self):
        application = self._apply("b")
        application = perform(application, "return", by=self.city, reason="请补充")
        application = perform(application, "submit", by=self.talent)
        application = perform(application, "accept", by=self.city)
        application = perform(application, "forward", by=self.city)
        perform(application, "approve", by=self.province, reason="符合标准")
        self.card = Card.objects.get(talent=self.talent)
        perform(ask_for_family(self.card), "accept", by=self.province)
        perform(send_photo(self.card), "accept", by=self.province)

    def _counter(self):
        here = at(self.hospital)
        if not self.hospital.clients.exists():
            give_client(self.hospital)
        for outcome in ("refused", "served"):
            made = check_code(here, code=show_code(self.card)[0], service=SERVICE, channel="desk").check
            use = record(made, outcome=outcome, reason=f"canary of use {self.number}" if outcome == "refused" else "")
        said = {"number": self.card.number, "name": self.talent.profile.name, "service": SERVICE}
        purpose = purposes_of(self.card)[0]
        open_link(name_proxy(self.card, purpose, name=f"canary of proxy {self.number}", days=1, by=self.talent))
        call_back = look_up(self.hospital, **said, staff=self.teacher).call_back
        answer(call_back, answered="nobody", by=self.teacher)
        undo(use, staff=None, reason=f"canary of undone use {self.number}")
        made = check_code(here, code=show_code(self.card)[0], service=SERVICE, channel="desk").check
        rate(record(made, outcome="served"), stars=4, comment=f"canary of rating {self.number}", by=self.talent)
        service = Service.objects.get(slug=SERVICE)
        kept = {"code": make_offline(self.card, by=self.talent).text, "service": SERVICE, "key": f"{self.number}"}
        deliver(self.hospital, **kept, outcome="served", done_at=now(), has_seen_identity=False, by=self.teacher)
        report(self.card, partner=self.hospital, service=service, text="没听说过", by=self.talent)

    def _requests(self):
        for child in ("李小雪", "李小冬"):
            place = self._ask(
                "school-place",
                {"child_name": child, "child_birth_date": "2020-03-01", "stage": "primary", "wanted_school": "school"},
            )
        perform(place, "grant", by=self.teacher, reason="已预留座位")
        perform(self._ask("home-purchase-subsidy", HOME), "grant", by=self.city)

    def _ask(self, slug, data):
        form = form_for(slug, self.card, data)
        assert form.is_valid(), form.errors
        return ask(self.card, Service.objects.get(slug=slug), answers=form.row(), by=self.talent)
