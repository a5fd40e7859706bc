"""What a programmer reads first at `/api/docs/`: whom the calls are for, and how to begin."""

DESCRIPTION = """
**A partner's system** fetches a token from `/identity/o/api/token` (grant `client_credentials`, scope `partner`),
checks the code that a holder shows with `POST /api/v1/partner/checks/`, and says what became of it with
`POST /api/v1/partner/uses/` and an `Idempotency-Key`. The province's policy administrator gives the client id and the
secret. Whoever staffs your desk reads at [Our systems](/desk/systems/) what was refused, and how to begin.

**A holder's application** signs in by `/_allauth/app/v1/`. **The catalogue** is open to all.

Whatever is refused comes as a problem (RFC 9457): `code` is for programs, `errors` names the fields. Words come in
Chinese; send `Accept-Language: en` for English.
"""
TAGS = [
    {"name": "partner", "description": "Checks, uses, requests and events, for a partner's system"},
    {"name": "me", "description": "What is one's own, for a holder's application"},
]
"""Those of the catalogue follow; the page takes their order from here."""
