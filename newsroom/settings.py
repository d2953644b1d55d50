"""Settings, from the environment (see docs/operations.md) with defaults for a laptop."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = environment.flag("DEBUG")
PUBLIC_READING = environment.flag("PUBLIC_READING")
STAFF_NEED_SECOND_FACTOR = environment.flag("STAFF_NEED_SECOND_FACTOR")

SECRET_KEY = environment.text("SECRET_KEY")
if not SECRET_KEY and DEBUG:
    SECRET_KEY = "only-for-development-" + "x" * 40
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: set it to 50 or more random characters, "
        "or set DEBUG=1 on a development machine."
    )

ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = environment.origins("CSRF_TRUSTED_ORIGINS")
# Where commands, which nobody asks under a name, say that the site is.
BASE_URL = environment.address("BASE_URL") or next(
    (
        origin
        for origin in (*CSRF_TRUSTED_ORIGINS, *(f"https://{name}" for name in ALLOWED_HOSTS))
        if "*" not in origin and "//." not in origin
    ),
    "http://localhost:8000",
)

INSTALLED_APPS = [
    "articles",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "newsroom.accounts",
]

MIDDLEWARE = [
    "newsroom.middleware.RequestId",
    "newsroom.middleware.SecurityHeaders",
    # Before all that may answer by itself, so that no answer lacks their headers.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.middleware.ReadingRights",
    "newsroom.middleware.FormsOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.accounts.second_factor.StaffSecondFactor",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context.site",
            ],
        },
    },
]

DATABASE_POOL = environment.whole_number("DATABASE_POOL", 8, least=1, most=10_000)
DATABASES = {"default": environment.database("DATABASE_URL", VAR_DIR / "newsroom.sqlite3")}
_options = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = None
    # The page size counts only before the first table is made: an article fills a page of 4,096
    # bytes, and 8,192 makes the file a third smaller.
    _options["init_command"] = (
        "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
        "PRAGMA journal_size_limit=67108864"
    )
    _options["transaction_mode"] = "IMMEDIATE"
    _options["timeout"] = 30
    environment.folder_of(Path(DATABASES["default"]["NAME"]), "DATABASE_URL")
else:
    # A pool hands out dead connections unless they are checked, and forbids persistent ones.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A database that is away is told within seconds, to readers and to /readyz, not after 30.
    _options["pool"] = {
        "min_size": 1,
        "max_size": DATABASE_POOL,
        "timeout": 5,
        # Giving up soon, it tries anew at the next request, not after a minute.
        "reconnect_timeout": 5,
    }
    _options.setdefault("application_name", "newsroom")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Login throttling counts in the cache, which all processes must share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "newsroom_cache",
    },
    # Counts over very many articles: each process keeps its own, for two minutes.
    "counts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counts",
        "TIMEOUT": 120,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.storage.HashedModulesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# --- Accounts -------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["newsroom.accounts.backend.OneCheckBackend"]
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
LOGIN_REDIRECT_URL = "articles:list"
LOGOUT_REDIRECT_URL = "articles:list"
ACCOUNT_ADAPTER = "newsroom.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_FORMS = {
    "login": "newsroom.accounts.forms.LoginForm",
    "reset_password": "newsroom.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "newsroom.accounts.forms.ResetPasswordKeyForm",
}
# allauth's own would copy each address into a table of its own, where it outlives a change.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Newsroom] "
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Newsroom"
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "newsroom.accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "newsroom.accounts.passkey_forms.AddWebAuthnForm",
    "authenticate_webauthn": "newsroom.accounts.passkey_forms.AuthenticateWebAuthnForm",
    "login_webauthn": "newsroom.accounts.passkey_forms.LoginWebAuthnForm",
    "reauthenticate_webauthn": "newsroom.accounts.passkey_forms.ReauthenticateWebAuthnForm",
}
# Accounts are made by the people who run the archive: nobody can lock out another by signing up.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
EMAIL_BACKEND = (
    "django.core.mail.backends.console.EmailBackend"
    if DEBUG or not environment.text("EMAIL_HOST")
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_PORT = environment.whole_number("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = EMAIL_PORT == 587
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "newsroom@localhost")

# --- Security -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"
_redirected = environment.flag("SECURE_SSL_REDIRECT", default=True)
_hsts_seconds = environment.whole_number("SECURE_HSTS_SECONDS", 31_536_000)
_behind_proxy = environment.flag("BEHIND_PROXY")
if not DEBUG:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = _redirected
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = _hsts_seconds
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if _behind_proxy:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        # Else all people would share the proxy's address, and its limit of logins.
        ALLAUTH_TRUSTED_PROXY_COUNT = 1

# --- Bounds: each with its own message; see docs/operations.md ------------------------------------
UPLOAD_MAX_BYTES = environment.whole_number("UPLOAD_MAX_BYTES", 50_000_000, least=1_000)
NOTE_MAX_CHARACTERS = environment.whole_number("NOTE_MAX_CHARACTERS", 10_000, least=1)
ANNOTATIONS_SHOWN_MAX = environment.whole_number("ANNOTATIONS_SHOWN_MAX", 10_000, least=1)
OCCURRENCES_MAX = environment.whole_number("OCCURRENCES_MAX", 500, least=1, most=4_000)
BULK_MAX = environment.whole_number("BULK_MAX", 5_000, least=1, most=50_000)
ANNOTATION_MAX_TAGS = environment.whole_number("ANNOTATION_MAX_TAGS", 50, least=1)
CODEBOOK_TEXT_MAX_CHARACTERS = environment.whole_number(
    "CODEBOOK_TEXT_MAX_CHARACTERS", 5_000, least=1
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "newsroom.logs.JsonLine"},
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain" if DEBUG else "json",
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
