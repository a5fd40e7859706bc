"""`me/accreditations/<code>/evidence/`: an application of the API sends files for a criterion."""

from functools import partial

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from policies.catalogue.models import Criterion
from portal.api.permissions import IsTalent
from portal.api.views import ApiView
from portal.signed_in import account_of

from ..accreditation.models import Application
from . import actions, rules
from .incoming import Intake, taken
from .serializers import EvidenceAnswer, EvidenceUpload


class EvidenceUploads(ApiView):
    """One document for a criterion of an application that is with the talent."""

    permission_classes = (IsTalent,)
    parser_classes = (MultiPartParser,)
    serializer_class = EvidenceUpload
    refuses = (rules.WRONG_STATUS, rules.NOT_CHOSEN, rules.full)
    keeps_own_keys = True  # the files are read before the transaction of the key begins

    @extend_schema(request={"multipart/form-data": EvidenceUpload}, responses={201: EvidenceAnswer})
    def post(self, request: Request, code: str) -> Response:
        application = get_object_or_404(Application, code=code, talent=request.user)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.refuse_unless_editable(application, by=account_of(request))
        with taken(asked.validated_data["file"]) as intake:
            _refuse_bad(intake)
            record = partial(_record, application, asked.validated_data["criterion"], intake)
            return self._once(record)(request) if self.idempotency_key else record(request)


def _record(application: Application, criterion: Criterion, intake: Intake, request: Request) -> Response:
    [document] = actions.record(application, criterion, [intake.kept], by=account_of(request))
    intake.has_rows = True
    return Response(EvidenceAnswer(document).data, status=201)


def _refuse_bad(intake: Intake) -> None:
    if intake.bad:
        raise ValidationError({"file": [ErrorDetail(str(bad), bad.code) for bad in intake.bad]})
