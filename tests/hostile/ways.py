"""Which ways in ask for a code, what is asked first, and what can be pressed and called on the way to their end?"""

EMAILS, PHONES = ("talent@example.cn", "nobody@example.cn"), ("+8613800138000", "+8613800138001")
NEW, PASSWORD, WRONG = "new@example.cn", "correct-horse-battery", "wrong-code"
SIGNUP = {"email": NEW, "password1": PASSWORD, "terms": "on"}
PAGES = {  # who may be known, what is sent first, and where a code is asked for in the end
    "sign-in code by e-mail": (
        EMAILS,
        {"account_request_login_code": {"login": "{who}"}},
        "account_confirm_login_code",
    ),
    "sign-in code by SMS": (PHONES, {"account_request_login_code": {"login": "{who}"}}, "account_confirm_login_code"),
    "password of a telephone": (PHONES, {}, "account_login"),
    "reset": (EMAILS, {"account_reset_password": {"email": "{who}"}}, "account_confirm_password_reset_code"),
    "sign-up": (EMAILS, {"account_signup": SIGNUP | {"email": "{who}"}}, "account_email_verification_sent"),
    "telephone at sign-up": (
        PHONES,
        {"account_signup": SIGNUP | {"phone": "{who}"}},
        "account_email_verification_sent",
    ),
    "telephone after sign-up": (
        PHONES,
        {"account_signup": SIGNUP | {"phone": "{who}"}, "account_email_verification_sent": {"code": "{code}"}},
        "account_verify_phone",
    ),
    "another telephone after sign-up": (
        PHONES,
        {
            "account_signup": SIGNUP | {"phone": "+8613800138005"},
            "account_email_verification_sent": {"code": "{code}"},
            "account_verify_phone": {"action": "change", "phone": "{who}"},
        },
        "account_verify_phone",
    ),
}
WRONG_ONE, ANOTHER = {"code": WRONG, "login": "{who}", "password": WRONG}, {"action": "resend"}
PRESSES = {
    "wrong codes": [WRONG_ONE] * 4,
    "other codes": [ANOTHER] * 4,
    "another code and wrong ones": [ANOTHER, WRONG_ONE, ANOTHER, *[WRONG_ONE] * 3],
}
APP = {  # who may be known, and what is called first
    "sign-in code by e-mail": (EMAILS, {"auth/code/request": {"email": "{who}"}}),
    "sign-in code by SMS": (PHONES, {"auth/code/request": {"phone": "{who}"}}),
    "password": (PHONES, {"auth/login": {"phone": "{who}", "password": WRONG}}),
    "reset": (EMAILS, {"auth/password/request": {"email": "{who}"}}),
    "sign-up": (EMAILS, {"auth/signup": {"email": "{who}", "password": PASSWORD}}),
    "telephone at sign-up": (PHONES, {"auth/signup": {"email": NEW, "phone": "{who}", "password": PASSWORD}}),
    "telephone after sign-up": (
        PHONES,
        {
            "auth/signup": {"email": NEW, "phone": "{who}", "password": PASSWORD},
            "auth/email/verify": {"key": "{code}"},
        },
    ),
    "telephone after another": (
        PHONES,
        {
            "auth/signup": {"email": NEW, "phone": "+8613800138005", "password": PASSWORD},
            "auth/email/verify": {"key": "{code}"},
            "account/phone": {"phone": "{who}"},
        },
    ),
}
CALLS = {  # on the ways whose names begin so; what is an account's on all of them
    ("sign-in", "wrong codes"): ["POST auth/code/confirm"] * 4,
    ("sign-in", "other codes"): ["POST auth/code/resend"] * 4,
    ("sign-in", "another code and wrong ones"): ["POST auth/code/resend", *["POST auth/code/confirm"] * 4],
    ("reset", "wrong keys"): ["GET auth/password/reset"] * 4,
    ("reset", "passwords by a wrong key"): ["POST auth/password/reset"] * 4,
    ("sign-up", "wrong codes"): ["POST auth/email/verify"] * 4,
    ("sign-up", "wrong keys"): ["GET auth/email/verify"] * 4,
    ("sign-up", "other codes and wrong ones"): [*["POST auth/email/verify/resend"] * 4, "POST auth/email/verify"],
    ("telephone at", "other codes and wrong ones"): [
        *["POST auth/email/verify/resend", "GET auth/email/verify"] * 2,
        *["POST auth/email/verify"] * 3,
    ],
    ("telephone after", "another code and wrong ones"): [
        *["POST auth/phone/verify/resend"] * 2,
        *["POST auth/phone/verify"] * 4,
    ],
    ("", "what is an account's"): [
        *(f"{method} account/email" for method in ("GET", "POST", "PUT", "PATCH", "DELETE")),
        *("GET account/phone", "POST account/phone", "POST auth/2fa/authenticate", "GET auth/session"),
        "DELETE auth/session",
    ],
}
TOLD = {"code": WRONG, "key": WRONG, "password": "1", "email": "{who}", "phone": "+8613800138009", "primary": True}
KEYS = {"X-Password-Reset-Key": WRONG, "X-Email-Verification-Key": WRONG}
