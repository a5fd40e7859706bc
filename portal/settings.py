"""Every setting of the portal, read from the environment; a bad value is refused by name at start."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
import lona_html5_qrcode
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal import logs, schedule, servers
from portal.api import introduction
from portal.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env_file = Path(os.environ.get("ENV_FILE", BASE_DIR / ".env"))  # what the environment says itself goes first
if env_file.is_file():
    environ.Env.read_env(env_file)
env = Environment()
VAR_DIR = env.secrets_folder = env.folder("VAR_DIR", BASE_DIR / "var")

# -- what kind of place this is -------------------------------------------------------------------------------------
HOST = env.text("HOST", "127.0.0.1")
PORT = env.whole_number("PORT", 8000, least=1, most=65535)
WEB_PROCESSES = env.whole_number("WEB_PROCESSES", 1, least=1, most=64)
PUBLIC_URL = env.site("PUBLIC_URL", f"http://localhost:{PORT}")
IS_HTTPS = env.is_production = PUBLIC_URL.startswith("https://")
DEBUG = env.truth("DEBUG", False)
DEMO = env.truth("DEMO", not IS_HTTPS)
for name, is_on in (("DEBUG", DEBUG), ("DEMO", DEMO)):
    if is_on and IS_HTTPS:
        raise ImproperlyConfigured(f"{name} must be off where PUBLIC_URL is https.")
SECRET_KEY = env.secret("SECRET_KEY")
FIELD_KEYS = env.key_ring("FIELD_KEYS")
SIGNING_KEYS = env.key_ring("SIGNING_KEYS")
COMPROMISED_SIGNING_KEYS = env.kids_of("COMPROMISED_SIGNING_KEYS", SIGNING_KEYS)
BLIND_INDEX_KEY = env.secret("BLIND_INDEX_KEY")  # never turned: it finds encrypted values again
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", PUBLIC_URL)
TRUSTED_PROXIES = env.whole_number("TRUSTED_PROXIES", 1 if IS_HTTPS else 0, least=0, most=9)

# -- applications ---------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "portal",
    "policies",
    "accounts",
    "services",
    "portal.admin_config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "allauth.idp.oidc",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_include_bootstrap",
    "django_htmx",
    "simple_history",
    "csp",
]
MIDDLEWARE = [
    "portal.client_address.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.session_end.SessionEndMiddleware",
    "services.windows.middleware.ShiftMiddleware",
    "portal.second_factor.StaffSecondFactorMiddleware",
    "portal.kept_forms.middleware.KeptFormsMiddleware",
    "portal.access_middleware.AccessMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.people.middleware.RateLimitMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.navigation.site",
            ]
        },
    }
]
FORM_RENDERER = "portal.forms.PortalFormRenderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- data -----------------------------------------------------------------------------------------------------------
DATABASES = {"default": servers.database(env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"))}
REDIS_URL = servers.redis(env.text("REDIS_URL"))
CACHES = servers.caches(REDIS_URL)
STORAGES = {
    "default": {"BACKEND": "portal.backup.waiting.PatientStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
HTML5_QRCODE = Path(lona_html5_qrcode.__file__).parent / "static/lona-html5-qrcode/dist"
STATICFILES_DIRS = [BASE_DIR / "static", ("html5-qrcode", HTML5_QRCODE)]
MEDIA_ROOT = VAR_DIR / "files"
SEAL_LOG = env.text("SEAL_LOG", str(VAR_DIR / "seals.log"))  # heads of the sealed history; best carried off the machine
UPLOAD_MAX_MB = env.whole_number("UPLOAD_MAX_MB", 30, least=1, most=200)
FILE_UPLOAD_HANDLERS = ["portal.uploads.BoundedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# -- people ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:start"
ACCOUNT_ADAPTER = "accounts.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "accounts.people.forms.SignupForm",
    "login": "accounts.people.forms.LoginForm",
    "request_login_code": "accounts.people.forms.RequestLoginCodeForm",
    "confirm_login_code": "accounts.people.code_forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "accounts.people.code_forms.ConfirmEmailVerificationCodeForm",
    "confirm_password_reset_code": "accounts.people.code_forms.ConfirmPasswordResetCodeForm",
    "verify_phone": "accounts.people.code_forms.VerifyPhoneForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.people.terms.TermsForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False  # offered to new accounts only, it would tell who has one
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_PHONE_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
CODE_MINUTES = 10
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_CHANGE_EMAIL = ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {  # an office or a hospital shares one address, so an address may do more than a person
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "signup": "60/m/ip",
    "request_login_code": "60/m/ip,3/m/key",
    "reset_password": "60/m/ip,5/m/key",
    "change_phone": "5/m/user",
    "verify_phone": "1/30s/key,20/m/ip",
}
MFA_ADAPTER = "accounts.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS  # http://localhost counts as safe for passkeys, other hosts do not
MFA_TOTP_ISSUER = "龙江人才服务"
HEADLESS_ENABLED = True
HEADLESS_CLIENTS = ("app",)

# -- pages ----------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
FORMAT_MODULE_PATH = "portal.formats"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# -- staff ----------------------------------------------------------------------------------------------------------
OFFICIAL_IDLE_SECONDS = 30 * 60
DESK_SHIFT_SECONDS = 12 * 60 * 60
STAFF_NEED_SECOND_FACTOR = IS_HTTPS
SECOND_FACTOR_OPEN_PATHS = ("/accounts/", "/language/", "/static/", "/healthz", "/readyz")

# -- API ------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "portal.api.schema.ApiSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portal.api.parsers.StrictJSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "portal.api.authentication.PartnerToken",
        "portal.api.authentication.AppSession",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["portal.api.permissions.Nobody"],
    "EXCEPTION_HANDLER": "portal.api.problems.exception_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Longjiang talent services",
    "DESCRIPTION": introduction.DESCRIPTION,
    "TAGS": introduction.TAGS,
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_INSERT": "",
    "ENUM_NAME_OVERRIDES": {
        "ApplicationStatusEnum": "accounts.accreditation.enums.Status",
        "CardStatusEnum": "accounts.card.enums.CardStatus",
        "RequestStatusEnum": "services.requests.enums.RequestStatus",
        "WhoseCardEnum": "services.catalogue.family.WHOSE",
    },
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "portal.api.samples.fill"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False, "validatorUrl": None},
}
PARTNER_CALLS_A_MINUTE = env.whole_number("PARTNER_CALLS_A_MINUTE", 12_000, least=1, most=10**9)  # on each machine
IDP_OIDC_PRIVATE_KEY = env.rsa_key("IDP_OIDC_PRIVATE_KEY")  # signs what the token endpoint says about people

# -- messages and work ----------------------------------------------------------------------------------------------
globals().update(servers.mail(env.required("EMAIL_URL", "file:")))  # EMAIL_BACKEND, EMAIL_HOST and the like
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.required("DEFAULT_FROM_EMAIL", "no-reply@localhost")
if "@" not in DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured(f"DEFAULT_FROM_EMAIL must be an e-mail address, not {DEFAULT_FROM_EMAIL!r}.")
MAIL_DOMAIN = urlsplit(PUBLIC_URL).hostname
SMS_BACKEND = env.text("SMS_BACKEND", "portal.notifications.channels.sms.FileSms")
SMS_FILE_PATH = VAR_DIR / "sms"
OUTBOX_LEASE_SECONDS = 60  # longer than any courier may take; a try that has no result by then counts as a crash
OUTBOX_CRASH_WAIT_SECONDS = 10
OUTBOX_TASK_SECONDS = 120  # longer than one drain takes of its own accord; a task that loops is ended then
WORKER_MEMORY_MB = 1024  # of each process of the worker; a task that eats more fails, and the machine does not
WEBHOOKS_TO_LOOPBACK = DEMO and env.truth("WEBHOOKS_TO_LOOPBACK", DEMO)  # to this machine, without TLS too
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_TRANSPORT_OPTIONS = servers.broker_options(REDIS_URL, VAR_DIR / "broker")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker as long as it takes
CELERY_TASK_PUBLISH_RETRY = False  # a hint that cannot be given now is not worth waiting for
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 3600  # no task is meant to take so long
CELERY_BEAT_SCHEDULE = schedule.SCHEDULE

# -- evidence -------------------------------------------------------------------------------------------------------
EVIDENCE_MAX_FILES = env.whole_number("EVIDENCE_MAX_FILES", 60, least=1, most=1000)  # in one application
EVIDENCE_LEASE_SECONDS = 180  # longer than the press may take for one batch of pages
EVIDENCE_RETRY_SECONDS = 30
EVIDENCE_MAX_PAGES = 50  # page images of one file; the original holds the rest
EVIDENCE_PHOTO_SIDE = 3000  # pixels: an A4 sheet at 250 dots an inch
EVIDENCE_PAGE_SIDE = 2000

# -- logs -----------------------------------------------------------------------------------------------------------
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = logs.configuration(LOG_LEVEL, as_json=IS_HTTPS)
