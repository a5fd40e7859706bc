"""What does an ordinary row look like? One factory a model; traits tell the stories."""

import datetime as dt
import json
import uuid
from functools import reduce

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.card.actions import last_day
from accounts.models import (
    Application,
    ApplicationCriterion,
    Card,
    Employer,
    Evidence,
    IdentityDocument,
    Membership,
    Partner,
    Profile,
)
from accounts.people import actions
from policies.models import Authority, Criterion, Tier
from portal.models import OutboxMessage
from portal.notifications.outgoing import ROW, Outgoing

PASSWORD = "correct-horse-battery"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.cn")
    password = factory.django.Password(PASSWORD)

    class Params:
        official = factory.Trait(is_staff=True)


class ProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Profile

    user = factory.SubFactory(UserFactory)
    name = "李明远"
    birth_date = dt.date(1979, 5, 4)
    country = "CN"
    degree = "doctorate"
    title = "full_senior"
    employer_name = "省示范装备公司"
    city = factory.LazyFunction(lambda: Authority.objects.get(slug="harbin"))


class IdentityDocumentFactory(factory.django.DjangoModelFactory):
    """A passport that nobody holds, recorded with the consent to its use."""

    class Meta:
        model = IdentityDocument
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    kind = "passport"
    country = "RU"
    number = factory.Sequence(lambda number: f"7000{number:05d}")
    number_index = factory.LazyAttribute(lambda row: IdentityDocument.index_of(row.kind, row.country, row.number))

    @factory.post_generation
    def consent(self, create, extracted, **kwargs):
        """Agreed to with the document, as on the site."""
        actions.give_consent(self.user, "identity", by=self.user)


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    slug = factory.Sequence(lambda number: f"partner-{number}")
    kind = "hospital"
    name_zh = "省示范第一医院"
    name_en = "Demonstration Hospital No. 1"
    city = factory.LazyFunction(lambda: Authority.objects.get(slug="harbin"))
    liaison_name = "值班护士长"
    liaison_phone = "0451-0000 8815"


class EmployerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Employer

    name_zh = factory.Sequence(lambda number: f"省示范装备公司{number or ''}")
    name_en = "Demonstration Equipment Company"
    city = factory.LazyFunction(lambda: Authority.objects.get(slug="harbin"))


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A draft of tier B in Harbin with one criterion; move it on with the engine."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    talent = factory.SubFactory(UserFactory)
    tier = factory.LazyFunction(lambda: Tier.objects.get(slug="b"))
    city = factory.LazyFunction(lambda: Authority.objects.get(slug="harbin"))

    @factory.post_generation
    def criterion(self, create, extracted, **kwargs):
        criterion = extracted or Criterion.objects.filter(tier=self.tier).first()
        ApplicationCriterion.objects.create(application=self, criterion=criterion)
        Evidence.objects.create(owner=self.talent, application=self, criterion=criterion, state="ready")


class CardFactory(factory.django.DjangoModelFactory):
    """A card in force, with an approved decision behind it, without having walked the flow."""

    class Meta:
        model = Card

    talent = factory.SubFactory(UserFactory)
    application = factory.LazyAttribute(
        lambda card: Application.objects.create(
            talent=card.talent,
            tier=card.tier,
            city=Authority.objects.get(slug="harbin"),
            status="approved",
            approved_at=timezone.now(),
            approved_by=UserFactory(),
        )
    )
    tier = factory.LazyFunction(lambda: Tier.objects.get(slug="b"))
    issued_on = factory.LazyFunction(timezone.localdate)
    expires_on = factory.LazyAttribute(lambda card: last_day(card.issued_on))


def outgoing(message: OutboxMessage) -> Outgoing:
    """A row, saved or not, as whoever sends it is given it."""
    message.particulars = json.dumps(message.context)
    message.has_verified = bool(message.user and message.user.phone_verified_at)
    row = (reduce(lambda value, name: value and getattr(value, name), path.split("__"), message) for path in ROW)
    return Outgoing._make((*row, uuid.UUID(int=1), True))
