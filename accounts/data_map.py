"""Which columns of `accounts` hold something about a person: why, on what basis, for how long."""

from portal.data_map import Owner, Personal

_ACCOUNT = "Necessary for the account asked for (PIPL article 13.2)"
_STANDING = "Necessary for the accreditation applied for (PIPL article 13.2)"
_PROOF = "A duty of the law: consent must be provable (PIPL articles 14 and 55)"
_SEPARATE = "Separate consent to a sensitive number (PIPL articles 13.1 and 29)"
_FAMILY = "Necessary for the family card; for a child a guardian's separate consent (PIPL articles 13.2 and 31)"
_FACE = "Consent: whoever sends a photo wants it shown, and removes it at any time (PIPL articles 13.1, 15 and 29)"
_PROVEN = "Three years after the account is deleted"
_WITH_ACCOUNT = "Until the account is deleted"
_CASE = "Ten years after the case was decided; a draft until it is given up"
_WITH_PHOTO = "Until it is refused, replaced or removed, or the account is deleted"
_CARD = "Ten years after the card ended"
_ARCHIVE = "A duty of the law: decisions and public money must be provable (PIPL articles 13.3 and 47)"
_LIAISON = "Necessary for the partner's duty, with the liaison told (PIPL article 13.2)"
_MOMENTS_OF_AN_APPLICATION = [
    f"Application.{moment}"
    for moment in (
        "created_at",
        "submitted_at",
        "accepted_at",
        "forwarded_at",
        "returned_at",
        "withdrawn_at",
        "approved_at",
        "refused_at",
        "due_on",
    )
]
_MOMENTS_OF_A_CARD = [
    f"Card.{moment}"
    for moment in ("issued_on", "expires_on", "suspended_at", "revoked_at", "replaced_at", "cancelled_at")
]
_MOMENTS_OF_A_MEMBER = [
    f"FamilyMember.{moment}"
    for moment in ("created_at", "returned_at", "accepted_at", "refused_at", "withdrawn_at", "due_on")
]
_MOMENTS_OF_A_PORTRAIT = [
    f"Portrait.{moment}"
    for moment in ("created_at", "accepted_at", "refused_at", "withdrawn_at", "replaced_at", "due_on")
]
_STEP = Personal("Promised times and proof of each step", _STANDING, _CASE, is_kept=True)
_VALIDITY = Personal("From when until when the card is good", _STANDING, _CARD, is_kept=True)
_SEALED_UNTIL = "Ten years after the case was decided, then deleted by the portal itself"

PERSONAL: dict[str, Personal] = {
    "User.email": Personal("Signing in and messages", _ACCOUNT, _WITH_ACCOUNT),
    "User.phone": Personal("Signing in and messages", _ACCOUNT, _WITH_ACCOUNT),
    "User.phone_verified_at": Personal("Knowing that the number is the person's own", _ACCOUNT, _WITH_ACCOUNT),
    "User.phone_claimed": Personal("Verifying a number before it counts", _ACCOUNT, "Until it is verified or replaced"),
    "User.password": Personal(
        "Signing in; a salted digest, never the password", _ACCOUNT, _WITH_ACCOUNT, is_given=False
    ),
    "User.language": Personal("Messages in the reader's language", _ACCOUNT, _WITH_ACCOUNT),
    "User.last_login": Personal("Noticing a stranger's sign-in", _ACCOUNT, _WITH_ACCOUNT),
    "User.date_joined": Personal("How long the account exists", _ACCOUNT, _WITH_ACCOUNT),
    "User.erased_at": Personal("From when the consents are kept three years", _PROOF, _PROVEN, is_kept=True),
    "Profile.name": Personal("Who applies and whom the card names", _STANDING, _WITH_ACCOUNT),
    "Profile.search": Personal("An officer finds a case by name", _STANDING, _WITH_ACCOUNT),
    "Profile.birth_date": Personal("Age ceilings at first accreditation", _STANDING, _WITH_ACCOUNT),
    "Profile.country": Personal("Which identity document counts", _STANDING, _WITH_ACCOUNT),
    "Profile.degree": Personal("Criteria and amounts that depend on the degree", _STANDING, _WITH_ACCOUNT),
    "Profile.title": Personal("Criteria that depend on the professional title", _STANDING, _WITH_ACCOUNT),
    "Profile.skill_grade": Personal("Criteria that depend on the skill grade", _STANDING, _WITH_ACCOUNT),
    "Profile.employer_name": Personal("Criteria that depend on the post", _STANDING, _WITH_ACCOUNT),
    "IdentityDocument.kind": Personal("Which rules a number follows", _SEPARATE, _WITH_ACCOUNT),
    "IdentityDocument.country": Personal("Whose passport it is", _SEPARATE, _WITH_ACCOUNT),
    "IdentityDocument.number": Personal("Who applies; encrypted", _SEPARATE, _WITH_ACCOUNT),
    "IdentityDocument.number_index": Personal(
        "One number, one account; a keyed digest", _SEPARATE, _WITH_ACCOUNT, is_given=False
    ),
    "IdentityDocument.valid_until": Personal("Whether the document still holds", _SEPARATE, _WITH_ACCOUNT),
    "IdentityDocument.recorded_at": Personal("Since when a document counts", _SEPARATE, _WITH_ACCOUNT),
    "IdentityDocument.replaced_at": Personal("A renewed passport stays the same person", _SEPARATE, _WITH_ACCOUNT),
    "Consent.purpose": Personal("Proof of what was agreed to", _PROOF, _PROVEN, is_kept=True),
    "Consent.version": Personal("Proof of the text that was agreed to", _PROOF, _PROVEN, is_kept=True),
    "Consent.given_at": Personal("Proof of when it was agreed to", _PROOF, _PROVEN, is_kept=True),
    "Consent.withdrawn_at": Personal("Proof of when it was withdrawn", _PROOF, _PROVEN, is_kept=True),
    # -- applications and evidence
    "Application.code": Personal("Naming a case", _STANDING, _CASE, is_kept=True),
    "Application.status": Personal("Where a case stands", _STANDING, _CASE, is_kept=True),
    **dict.fromkeys(_MOMENTS_OF_AN_APPLICATION, _STEP),
    "Evidence.title": Personal("Showing that a criterion is met", _STANDING, _CASE),
    "Evidence.state": Personal("Telling the talent whether a file can be read", _STANDING, _CASE),
    "Evidence.problem": Personal("Telling the talent why a file cannot be read", _STANDING, _CASE),
    "Evidence.created_at": Personal("Order of the evidence", _STANDING, _CASE),
    "EvidenceFile.original": Personal("Showing that a criterion is met", _STANDING, _CASE),
    "EvidenceFile.name": Personal("The talent knows the file again", _STANDING, _CASE),
    "EvidenceFile.mime": Personal("Handing the file out as what it is", _STANDING, _CASE),
    "EvidenceFile.sha256": Personal("Proof that the file is unchanged", _STANDING, _CASE),
    "EvidencePage.image": Personal("Officers read the evidence beside the criteria", _STANDING, _CASE),
    # -- card
    "Card.number": Personal("Naming a card", _STANDING, _CARD, is_kept=True),
    "Card.status": Personal("Whether the card is good", _STANDING, _CARD, is_kept=True),
    **dict.fromkeys(_MOMENTS_OF_A_CARD, _VALIDITY),
    "Card.cancelled_for": Personal("Whether the holder may simply come back", _STANDING, _CARD, is_kept=True),
    # -- family
    "FamilyMember.code": Personal("Naming a case", _STANDING, _CASE, is_kept=True),
    "FamilyMember.status": Personal("Where a case stands", _STANDING, _CASE, is_kept=True),
    "FamilyMember.relation": Personal("To whom of a family a service is given", _STANDING, _CASE, is_kept=True),
    "FamilyMember.name": Personal("Whom a family card names", _FAMILY, _WITH_ACCOUNT),
    "FamilyMember.birth_date": Personal("When a child's card ends", _FAMILY, _WITH_ACCOUNT),
    "FamilyMember.kind": Personal("Which rules a number follows", _FAMILY, _WITH_ACCOUNT, is_kept=True),
    "FamilyMember.number": Personal("A counter compares its last characters; encrypted", _FAMILY, _WITH_ACCOUNT),
    "FamilyMember.number_index": Personal(
        "One card for one person; a keyed digest", _FAMILY, _WITH_ACCOUNT, is_given=False
    ),
    **dict.fromkeys(_MOMENTS_OF_A_MEMBER, _STEP),
    # -- photos on cards
    "Portrait.code": Personal("Naming a case", _STANDING, _CASE, is_kept=True),
    "Portrait.status": Personal("Where a case stands", _STANDING, _CASE, is_kept=True),
    "Portrait.image": Personal("A counter compares who shows the card", _FACE, _WITH_PHOTO),
    "Portrait.sha256": Personal("Proof that the file is unchanged", _FACE, _WITH_PHOTO),
    **dict.fromkeys(_MOMENTS_OF_A_PORTRAIT, _STEP),
    "LiveCode.code_index": Personal(
        "Knowing a code again without keeping it", _STANDING, _CARD, is_kept=True, is_given=False
    ),
    "LiveCode.expires_at": Personal("Until when a code is good", _STANDING, _CARD, is_kept=True),
    "LiveCode.used_at": Personal("A live code is good for one check", _STANDING, _CARD, is_kept=True),
    "LiveCode.ended_at": Personal("The holder can end a code", _STANDING, _CARD, is_kept=True),
    "LiveCode.service_slug": Personal("A spoken code is good for one purpose", _STANDING, _CARD, is_kept=True),
    "LiveCode.area_slug": Personal("A spoken code is good for one purpose", _STANDING, _CARD, is_kept=True),
    "LiveCode.partner_kind": Personal("A spoken code is good at one kind of place", _STANDING, _CARD, is_kept=True),
    "LiveCode.text": Personal(
        "The holder reads a code again; encrypted",
        _STANDING,
        "Until it is ended or the account deleted",
        is_given=False,
    ),
    # -- what is kept of decided cases of deleted accounts
    "SealedCase.code": Personal("Naming a decided case", _ARCHIVE, _SEALED_UNTIL, is_kept=True),
    "SealedCase.content": Personal(
        "Who was decided on, and why; encrypted, opened by an auditor alone", _ARCHIVE, _SEALED_UNTIL, is_kept=True
    ),
    "SealedPaper.content": Personal(
        "The evidence of a decided case; encrypted, opened by an auditor alone", _ARCHIVE, _SEALED_UNTIL, is_kept=True
    ),
    # -- organisations
    "Partner.liaison_name": Personal("Whom to call when a benefit is refused", _LIAISON, "Until the liaison changes"),
    "Partner.liaison_phone": Personal("Whom to call when a benefit is refused", _LIAISON, "Until the liaison changes"),
    "Membership.role": Personal("What a person may do here", _ACCOUNT, _WITH_ACCOUNT),
}
OWNER: dict[str, Owner] = {
    "User": "pk",
    "Profile": "user",
    "IdentityDocument": "user",
    "Consent": "user",
    "Application": "talent",
    "Evidence": "owner",
    "EvidenceFile": "evidence__owner",
    "EvidencePage": "file__evidence__owner",
    "Card": "talent",
    "FamilyMember": "sponsor",
    "Portrait": "owner",
    "LiveCode": "card__talent",
    "SealedCase": None,
    "SealedPaper": None,
    "Partner": None,
    "Membership": "user",
}
NOT_PERSONAL: set[str] = {
    "LiveCode.kind",
    "SealedCase.kind",
    "SealedCase.kept_until",
    "SealedCase.sealed_at",
    "Evidence.leased_until",
    "Employer.*",
    "Partner.slug",
    "Partner.search",
    "Partner.kind",
    "Partner.name_zh",
    "Partner.name_en",
    "Partner.address_zh",
    "Partner.address_en",
    "Partner.hours",
}
