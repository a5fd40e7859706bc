"""Which settings do the yardsticks run with? The portal's, with their own addresses and next to no middleware."""

from portal.settings import *  # noqa: F403
from portal.settings import BASE_DIR, TEMPLATES

MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",  # says how long the answer is, so that the connection stays open
    "allauth.account.middleware.AccountMiddleware",  # allauth does not start without it
]
ROOT_URLCONF = "benchmarks.bare.views"
TEMPLATES = [TEMPLATES[0] | {"DIRS": [BASE_DIR / "benchmarks" / "bare" / "templates"]}]
