"""Which columns of borrowed tables hold something about a person: sign-in, sessions, other programs' access.

Named as `app.Model.field`; `portal/data_map_check.py` lists them with those of the four apps.
"""

from portal.data_map import Owner, Personal

_ACCOUNT = "Necessary for the account asked for (PIPL article 13.2)"
_WITH_ACCOUNT = "Until the account is deleted"
_SESSION = "Until the session ends or the account is deleted"

PERSONAL: dict[str, Personal] = {
    "account.EmailAddress.email": Personal("Signing in and messages", _ACCOUNT, _WITH_ACCOUNT),
    "mfa.Authenticator.type": Personal("Which second factor or passkey there is", _ACCOUNT, _WITH_ACCOUNT),
    "mfa.Authenticator.data": Personal("A second factor or passkey", _ACCOUNT, _WITH_ACCOUNT, is_given=False),
    "mfa.Authenticator.created_at": Personal("Since when it is there", _ACCOUNT, _WITH_ACCOUNT),
    "mfa.Authenticator.last_used_at": Personal("Noticing a stranger's sign-in", _ACCOUNT, _WITH_ACCOUNT),
    "usersessions.UserSession.ip": Personal("Noticing a stranger's sign-in", _ACCOUNT, _SESSION),
    "usersessions.UserSession.user_agent": Personal("Noticing a stranger's sign-in", _ACCOUNT, _SESSION),
    "usersessions.UserSession.created_at": Personal("Noticing a stranger's sign-in", _ACCOUNT, _SESSION),
    "usersessions.UserSession.last_seen_at": Personal("Noticing a stranger's sign-in", _ACCOUNT, _SESSION),
    "usersessions.UserSession.session_key": Personal("Ending a session", _ACCOUNT, _SESSION, is_given=False),
    "allauth_idp_oidc.Token.hash": Personal("Another program's access; a digest", _ACCOUNT, _SESSION, is_given=False),
    "allauth_idp_oidc.Token.scopes": Personal("What another program may see", _ACCOUNT, _SESSION),
    "allauth_idp_oidc.Token.created_at": Personal("Since when another program has access", _ACCOUNT, _SESSION),
}
OWNER: dict[str, Owner] = dict.fromkeys(
    ("account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession", "allauth_idp_oidc.Token"), "user"
)
