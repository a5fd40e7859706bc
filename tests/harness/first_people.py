"""Whom does a release find in its database? Run by the code of that release, whose own tests make the rows.

The last line is what a visitor knows of them. Whom that code does not know is left out, and with them what they do.
"""

import json

import django

KNOWN = {}


def begin():
    """The tables, the catalogue, and who signs in with a password."""
    from django.core.management import call_command

    for command in ("migrate", "createcachetable", "load_catalogue"):
        call_command(command, verbosity=0)
    from allauth.account.models import EmailAddress

    from services.partners.clients import give_client
    from tests.factories import PASSWORD

    talent = holder("holder@example.cn")
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    link, secret = give_client(partner("hospital", "medical-green-channel"))
    KNOWN.update(login=talent.email, password=PASSWORD, client=link.client_id, secret=secret)


def holder(email):
    from tests.cast import person
    from tests.factories import CardFactory

    return CardFactory(talent=person(email)).talent


def partner(kind, service):
    from tests.cast import honours
    from tests.factories import PartnerFactory

    return honours(PartnerFactory(slug=kind, kind=kind), service)


def session(user):
    """Signed in already."""
    from django.test import Client

    browser = Client()
    browser.force_login(user)
    return browser.cookies["sessionid"].value


def nurse():
    from accounts.models import Partner
    from tests.cast import staff_of

    KNOWN["nurse"] = session(staff_of(Partner.objects.get(slug="hospital"), "nurse@example.cn"))


def school():
    from tests.cast import staff_of

    KNOWN["teacher"] = session(staff_of(partner("school", "school-place"), "school@example.cn"))
    KNOWN["parent"] = session(holder("parent@example.cn"))


def loser():
    KNOWN["loser"] = session(holder("loser@example.cn"))


def guest():
    from services.models import PartnerService

    KNOWN["place"] = PartnerService.objects.get(partner__slug="hospital").pk
    KNOWN["guest"] = session(holder("guest@example.cn"))


def newcomer():
    from policies.models import Criterion
    from tests.cast import person

    KNOWN["criterion"] = Criterion.objects.filter(tier__slug="b").first().slug
    KNOWN["newcomer"] = session(person("newcomer@example.cn"))


def offices():
    from tests.cast import official

    KNOWN["city"] = session(official("city@example.cn", "city_officer"))
    KNOWN["province"] = session(official("province@example.cn", "province_officer", city="heilongjiang"))


if __name__ == "__main__":
    django.setup()
    begin()
    for more in (nurse, school, loser, guest, newcomer, offices):
        try:
            more()
        except Exception as error:
            KNOWN.setdefault("strangers", []).append(f"{more.__name__}: {error!r}")
    print(json.dumps(KNOWN))
