"""A person's own messages: the list, one of them, and all of them read."""

from uuid import UUID

from django.db.models.functions import Now
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from portal.paging import KeysetPage
from portal.signed_in import SignedInRequest

from .models import InboxMessage
from .reading import read, read_all, unread_count

NEWEST_FIRST = ("-pk",)


@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    mine = InboxMessage.objects.visible_to(request.user)
    page = KeysetPage(mine, NEWEST_FIRST, request.GET.get("cursor"))
    context = {"page": page, "messages_here": read_all(page.rows), "unread_here": unread_count(request.user)}
    return render(request, "inbox/inbox.html", context)


@require_GET
def message(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Opening a message is what makes it read; a second opening writes nothing."""
    found = get_object_or_404(InboxMessage.objects.visible_to(request.user), public_id=public_id)
    if found.read_at is None:
        InboxMessage.objects.filter(pk=found.pk).unread().update(read_at=Now())
    return render(request, "inbox/message.html", {"message": read(found)})


@require_POST
def read_everything(request: SignedInRequest) -> HttpResponse:
    InboxMessage.objects.visible_to(request.user).unread().update(read_at=Now())
    return redirect("portal:inbox")
