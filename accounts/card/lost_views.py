"""The card is lost and nobody can sign in: say whose it is, enter the code that was sent, and it is suspended."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal.idempotency.forms import once_per_form
from portal.limits import slow

from . import lost

DONE = "card_lost_done"


class WhoForm(forms.Form):
    """One field for whatever the person knows by heart."""

    who = forms.CharField(
        label=_("Card number, telephone or e-mail"),
        max_length=120,
        help_text=_("The one you registered with. A code goes to your telephone and your e-mail."),
    )


class CodeForm(forms.Form):
    """The code as it was sent, and whether the phone that shows the cards is gone with it."""

    code = forms.CharField(
        label=_("Code of six digits"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    with_phone = forms.BooleanField(
        label=_("My phone is lost too"),
        required=False,
        initial=True,
        help_text=_("Then you are signed out on every device, and the cards of your family are suspended as well."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether or not somebody was found."""
    form = WhoForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, "lost", form)
    who = form.cleaned_data["who"]
    slow(request, "card_lost", key=lost.normalise_number(who))

    def begin() -> HttpResponse:
        lost.keep(request.session, lost.begin(who))
        return redirect("accounts:card-lost-code")

    return once_per_form(request, begin)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Five tries a report; a code that is over says so only as a wrong one does."""
    begun = lost.in_session(request.session)
    if begun is None:
        return redirect("accounts:card-lost-done" if DONE in request.session else "accounts:card-lost")
    form = CodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, "lost_code", form)
    slow(request, "card_lost_code", key=begun.number)
    if not begun.fits(form.cleaned_data["code"]):
        form.add_error("code", _("This is not the code, or it is over. Look again, or ask for a new one."))
        return _page(request, "lost_code", form)
    lost.suspend(begun, with_phone=form.cleaned_data["with_phone"])
    del request.session[lost.SESSION_KEY]
    request.session[DONE] = {"with_phone": form.cleaned_data["with_phone"]}
    return redirect("accounts:card-lost-done")


@never_cache
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """What is so now, and what comes next; for whoever has just reported it."""
    if DONE not in request.session:
        return redirect("accounts:card-lost")
    return render(request, "accounts/card/lost_done.html", request.session[DONE])


def _page(request: HttpRequest, name: str, form: forms.Form) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, f"accounts/card/{name}.html", {"form": form}, status=status)
