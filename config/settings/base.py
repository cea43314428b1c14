"""Settings common to every way of running; values come from the environment, with defaults."""

from __future__ import annotations

import secrets
from pathlib import Path

import environ

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# Everything the installation keeps: database, files, release, keys.
GONGKAI_DIR = Path(env.str("GONGKAI_DIR", default=str(BASE_DIR / "var"))).resolve()
GONGKAI_MAX_UPLOAD_MB = env.int("GONGKAI_MAX_UPLOAD_MB", default=50)
GONGKAI_DROP_MAX_MB = env.int("GONGKAI_DROP_MAX_MB", default=200)
GONGKAI_DROP_MOST_FILES = env.int("GONGKAI_DROP_MOST_FILES", default=200)
GONGKAI_DROP_KEPT_DAYS = env.int("GONGKAI_DROP_KEPT_DAYS", default=90)
GONGKAI_SITE_URL = env.str("GONGKAI_SITE_URL", default="")
GONGKAI_OUTBOX_MAX_ATTEMPTS = env.int("GONGKAI_OUTBOX_MAX_ATTEMPTS", default=8)
GONGKAI_OUTBOX_LEASE_SECONDS = env.int("GONGKAI_OUTBOX_LEASE_SECONDS", default=120)
GONGKAI_FOLDER_KEPT_DAYS = env.int("GONGKAI_FOLDER_KEPT_DAYS", default=30)
GONGKAI_REASSESS_MONTHS = env.int("GONGKAI_REASSESS_MONTHS", default=12)
GONGKAI_EXPEDITE_PAPER_DAYS = env.int("GONGKAI_EXPEDITE_PAPER_DAYS", default=3)
# Hosts of other platforms that lie in a private network and may be read all the same.
GONGKAI_PLACES_PRIVATE_HOSTS = env.list("GONGKAI_PLACES_PRIVATE_HOSTS", default=[])
GONGKAI_SCAN_MAX_PAGES = env.int("GONGKAI_SCAN_MAX_PAGES", default=300)
GONGKAI_SCAN_PAGE_SECONDS = env.int("GONGKAI_SCAN_PAGE_SECONDS", default=20)
GONGKAI_LIGHT_CORRECTION_CHARS = env.int("GONGKAI_LIGHT_CORRECTION_CHARS", default=10)
GONGKAI_RELEASE_DURABLE = env.bool("GONGKAI_RELEASE_DURABLE", default=True)

# How notices to people go: email «smtp» or «relay», sms «gateway» or «relay», im «platform» or «relay».
GONGKAI_MESSAGES_EMAIL = env.str("GONGKAI_MESSAGES_EMAIL", default="")
GONGKAI_MESSAGES_SMS = env.str("GONGKAI_MESSAGES_SMS", default="")
GONGKAI_MESSAGES_IM = env.str("GONGKAI_MESSAGES_IM", default="")
GONGKAI_MESSAGES_SECONDS = env.float("GONGKAI_MESSAGES_SECONDS", default=15.0)
GONGKAI_MESSAGES_SENDER = env.str("GONGKAI_MESSAGES_SENDER", default="")
GONGKAI_MESSAGES_SMTP_HOST = env.str("GONGKAI_MESSAGES_SMTP_HOST", default="")
GONGKAI_MESSAGES_SMTP_PORT = env.int("GONGKAI_MESSAGES_SMTP_PORT", default=25)
GONGKAI_MESSAGES_SMTP_USER = env.str("GONGKAI_MESSAGES_SMTP_USER", default="")
GONGKAI_MESSAGES_SMTP_PASSWORD = env.str("GONGKAI_MESSAGES_SMTP_PASSWORD", default="")
GONGKAI_MESSAGES_SMTP_SECURITY = env.str("GONGKAI_MESSAGES_SMTP_SECURITY", default="")
GONGKAI_MESSAGES_SMS_URL = env.str("GONGKAI_MESSAGES_SMS_URL", default="")
GONGKAI_MESSAGES_SMS_KEY = env.str("GONGKAI_MESSAGES_SMS_KEY", default="")
GONGKAI_MESSAGES_SMS_SECRET = env.str("GONGKAI_MESSAGES_SMS_SECRET", default="")
GONGKAI_MESSAGES_SMS_SIGN = env.str("GONGKAI_MESSAGES_SMS_SIGN", default="")
GONGKAI_MESSAGES_SMS_TEMPLATE = env.str("GONGKAI_MESSAGES_SMS_TEMPLATE", default="")
GONGKAI_MESSAGES_IM_URL = env.str("GONGKAI_MESSAGES_IM_URL", default="")
GONGKAI_MESSAGES_IM_APP = env.str("GONGKAI_MESSAGES_IM_APP", default="")
GONGKAI_MESSAGES_IM_SECRET = env.str("GONGKAI_MESSAGES_IM_SECRET", default="")
GONGKAI_MESSAGES_IM_AGENT = env.str("GONGKAI_MESSAGES_IM_AGENT", default="")
GONGKAI_MESSAGES_RELAY_DIR = env.str("GONGKAI_MESSAGES_RELAY_DIR", default="")
GONGKAI_MESSAGES_RELAY_KEY = env.str("GONGKAI_MESSAGES_RELAY_KEY", default="")

# The government's unified sign-in, by which applicants may prove who they are.
GONGKAI_IDENTITY_AUTHORIZE_URL = env.str("GONGKAI_IDENTITY_AUTHORIZE_URL", default="")
GONGKAI_IDENTITY_TOKEN_URL = env.str("GONGKAI_IDENTITY_TOKEN_URL", default="")
GONGKAI_IDENTITY_PERSON_URL = env.str("GONGKAI_IDENTITY_PERSON_URL", default="")
GONGKAI_IDENTITY_CLIENT = env.str("GONGKAI_IDENTITY_CLIENT", default="")
GONGKAI_IDENTITY_SECRET = env.str("GONGKAI_IDENTITY_SECRET", default="")
GONGKAI_IDENTITY_FIELDS = env.str(
    "GONGKAI_IDENTITY_FIELDS", default="name=name,id_number=id_number,phone=phone"
)
GONGKAI_IDENTITY_SECONDS = env.float("GONGKAI_IDENTITY_SECONDS", default=10.0)

# The public door: work asked of a browser, life of a puzzle, and when wrong codes lock.
GONGKAI_GATE_DIFFICULTY = env.int("GONGKAI_GATE_DIFFICULTY", default=100_000)
GONGKAI_GATE_MINUTES = env.int("GONGKAI_GATE_MINUTES", default=120)
GONGKAI_GATE_QUESTIONS_PER_HOUR = env.int("GONGKAI_GATE_QUESTIONS_PER_HOUR", default=20)
GONGKAI_GATE_TRIES = env.int("GONGKAI_GATE_TRIES", default=5)
GONGKAI_INTAKE_PER_HOUR = env.int("GONGKAI_INTAKE_PER_HOUR", default=20)
GONGKAI_REPORT_CHECKS_PER_HOUR = env.int("GONGKAI_REPORT_CHECKS_PER_HOUR", default=60)
GONGKAI_REPORT_CHECK_SECONDS = env.int("GONGKAI_REPORT_CHECK_SECONDS", default=45)
GONGKAI_GATE_LOCK_MINUTES = env.int("GONGKAI_GATE_LOCK_MINUTES", default=10)
GONGKAI_DUTY_LIST_REST_DAYS = env.str("GONGKAI_DUTY_LIST_REST_DAYS", default="stays")
GONGKAI_DUTY_LIST_SILENT_MONTHS = env.int("GONGKAI_DUTY_LIST_SILENT_MONTHS", default=0)


def _secret_key() -> str:
    """The installation's own key once `gongkai init` has made it; before that, one for this process only."""
    stored = GONGKAI_DIR / "keys" / "django.key"
    if stored.is_file():
        return stored.read_text("ascii").strip()
    return secrets.token_urlsafe(50)


SECRET_KEY = env.str("GONGKAI_SECRET_KEY", default="") or _secret_key()
DEBUG = False
ALLOWED_HOSTS = env.list("GONGKAI_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("GONGKAI_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Before allauth, whose templates the desk replaces.
    "gongkai.desk",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django_prose_editor",
    "gongkai.kernel",
    "gongkai.disclosure",
    "gongkai.paper",
    "gongkai.register",
    "gongkai.duty_list",
    "gongkai.places",
    "gongkai.drops",
    "gongkai.requests",
    "gongkai.remedies",
    "gongkai.reporting",
    "gongkai.handover",
    "gongkai.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "gongkai.desk.middleware.OneEncodingMiddleware",
    "gongkai.desk.middleware.RequestOriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongkai.desk.middleware.ShutTheDoorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.desk.middleware.FreshPasswordMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.desk.context.desk",
            ],
        },
    },
]


def _databases() -> dict[str, dict[str, object]]:
    if env.str("DATABASE_URL", default=""):
        return {"default": env.db("DATABASE_URL") | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": GONGKAI_DIR / "gongkai.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;"
                ),
            },
        }
    }


DATABASES = _databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "kernel.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "gongkai.desk.sign_in.ClosedAccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "gongkai.desk.sign_in_forms.SignInForm",
    "change_password": "gongkai.desk.sign_in_forms.PasswordForm",
    "reauthenticate": "gongkai.desk.sign_in_forms.AgainForm",
}
# Passwords are counted by axes; this limit is for the second factor, which axes does not see.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,10/5m/key"}
MFA_FORMS = {
    "authenticate": "gongkai.desk.sign_in_forms.CodeForm",
    "reauthenticate": "gongkai.desk.sign_in_forms.CodeAgainForm",
    "activate_totp": "gongkai.desk.sign_in_forms.TotpForm",
}
MFA_ADAPTER = "gongkai.desk.sign_in.SealedMfaAdapter"
MFA_TOTP_ISSUER = "公开"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_USERNAME_CALLABLE = "gongkai.desk.sign_in.attempted_name"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_ENABLE_ACCESS_FAILURE_LOG = False
# The audit knows who signed in and keeps an address as a keyed hash; a second list would keep it plain.
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/desk-static/"
STATIC_ROOT = GONGKAI_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# More than one drop may hold, so that too many files are refused in words and not by an error page.
DATA_UPLOAD_MAX_NUMBER_FILES = 2 * GONGKAI_DROP_MOST_FILES

SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gongkai.desk.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("GONGKAI_LOG_LEVEL", default="WARNING")},
    # It would write addresses with secrets and tokens in them into the log.
    "loggers": {"httpx": {"level": "WARNING"}, "httpcore": {"level": "WARNING"}},
}
