"""How a posted form is put aside, found again by its owner, and thrown away."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from portal.access import ACCESS
from portal.disk import is_full
from portal.kept_forms.models import KeptFile, KeptForm
from portal.kept_forms.person import digest_of, last_person

PARAMETER, FIELD = "kept", "kept_form"
MOST_BYTES = 64 * 1024 * 1024
MOST_FORMS = 5
_NEVER_KEPT = (FIELD, "csrfmiddlewaretoken", "password", "secret", "otp")


def keep_form(request: HttpRequest) -> str:
    """Puts the posted form aside where it is known whose it is; the address to come back to after sign-in."""
    page = _page_of(request)
    person = last_person(request)
    if not _is_own(request) or not person or _bytes(request) > MOST_BYTES:
        return page
    kept = _store(request, person)
    messages.info(request, _("Your session had ended. What you entered is kept and comes back once you sign in again."))
    return f"{page}{'&' if '?' in page else '?'}{urlencode({PARAMETER: kept.public_id})}"


def find(request: HttpRequest, public_id: str) -> KeptForm | None:
    """The form under that id if it is fresh and of the person now signed in."""
    return _form_with(public_id, digest_of(request.user))


def discard(forms: list[KeptForm]) -> None:
    """Rows first, their files once that is committed."""
    names = list(KeptFile.objects.filter(form__in=forms).values_list("content", flat=True))
    KeptForm.objects.filter(pk__in=[form.pk for form in forms]).delete()
    transaction.on_commit(lambda: _delete(names))


def _delete(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)


def purge() -> int:
    """Throws away what nobody came back for; how many forms."""
    stale = list(KeptForm.objects.stale())
    discard(stale)
    return len(stale)


def _form_with(public_id: str, person: str) -> KeptForm | None:
    try:
        key = UUID(public_id)
    except ValueError:
        return None
    return KeptForm.objects.fresh().filter(public_id=key, person=person).first()


def _store(request: HttpRequest, person: str) -> KeptForm:
    """The newest few of a person are kept. Files are written before the rows: no file system work in a transaction."""
    fields: Any = {name: values for name, values in request.POST.lists() if not _is_secret(name)}
    form = KeptForm(person=person, path=request.path, fields=fields)
    files = _written_files(request, form)
    try:
        with transaction.atomic():
            form.save()
            KeptFile.objects.bulk_create(files)
            _take_over(request, form)
            discard(list(KeptForm.objects.filter(person=person).order_by("-pk")[MOST_FORMS:]))
    except BaseException:
        _delete(str(file.content.name) for file in files)
        raise
    return form


def _take_over(request: HttpRequest, form: KeptForm) -> None:
    """The session ended once more before the form that came back was sent: its files go on to the new one."""
    earlier = _form_with(request.POST.get(FIELD, ""), form.person)
    if earlier:
        earlier.files.exclude(field__in=list(request.FILES)).update(form=form)


def _written_files(request: HttpRequest, form: KeptForm) -> list[KeptFile]:
    """All of them, or none where there is no room: what else was entered is kept all the same."""
    files: list[KeptFile] = []
    try:
        for field, uploads in request.FILES.lists():
            for upload in uploads:
                files.append(_written(form, field, upload))
    except OSError as error:
        _delete(str(file.content.name) for file in files)
        if not is_full(error):
            raise
        messages.warning(request, _("There was no room for your files. Please choose them again."))
        return []
    return files


def _written(form: KeptForm, field: str, upload: UploadedFile) -> KeptFile:
    name, kind = upload.name or "", upload.content_type or ""
    file = KeptFile(form=form, field=field[:100], name=name[:255], content_type=kind[:100])
    file.content.save(name, upload, save=False)
    return file


def _is_own(request: HttpRequest) -> bool:
    """Whether the form is one of ours or of the admin; allauth's hold passwords and codes."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name in ACCESS or name.startswith("admin:")


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in _NEVER_KEPT)


def _bytes(request: HttpRequest) -> int:
    """What the browser says it sent; a request that says nothing is not kept."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isdigit() else MOST_BYTES + 1


def _page_of(request: HttpRequest) -> str:
    """The page that showed the form: the referring page of this site, else the address posted to."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
