"""The one settings module, read from the environment.

Production is the default and refuses to start unsafe; `HJEMAD_ENV` asks for `demo`, `development` or `test`.
Start reading at `environment.py` for how a value is read and at `secret_keys.py` for the secrets.
"""

from pathlib import Path

from csp.constants import NONE, SELF

import hjemad
from hjemad.config.database_url import database_settings
from hjemad.config.environment import WrongSetting, process_environment
from hjemad.config.logging_settings import logging_settings
from hjemad.config.secret_keys import read_secret_keys

_environment = process_environment()

HJEMAD_ENV = _environment.choice(
    "HJEMAD_ENV", choices=("production", "demo", "development", "test"), default="production"
)
_production = HJEMAD_ENV == "production"
_test = HJEMAD_ENV == "test"

# The checkout (or the folder of the installed package): where `var/` and the built assets lie.
PACKAGE = Path(hjemad.__file__).parent
ROOT = PACKAGE.parent.parent
VAR = Path(_environment.text("HJEMAD_VAR", default=str(ROOT / "var")))
if HJEMAD_ENV != "production":
    VAR.mkdir(parents=True, exist_ok=True)  # in production somebody decides where data lies
BUILT_ASSETS = ROOT / "build" / "assets"

# Settings that weaken safety start with insecure_ in the environment, and production refuses them.
DEBUG = _environment.switch("HJEMAD_INSECURE_DEBUG", default=False)
_plain_http = _environment.switch("HJEMAD_INSECURE_PLAIN_HTTP", default=not _production)
if _production and (DEBUG or _plain_http):
    raise WrongSetting(
        "Unset HJEMAD_INSECURE_DEBUG and HJEMAD_INSECURE_PLAIN_HTTP: production does not start with them."
    )

_keys = read_secret_keys(_environment, kind=HJEMAD_ENV, var=VAR)
SECRET_KEY = _keys.secret_key
HJEMAD_CPR_KEYS = _keys.cpr_keys
HJEMAD_LOOKUP_KEY = _keys.lookup_key

ALLOWED_HOSTS = _environment.names("HJEMAD_ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    if _production:
        raise WrongSetting("Set HJEMAD_ALLOWED_HOSTS to the names this service answers to, comma separated.")
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *(["testserver"] if _test else [])]
CSRF_TRUSTED_ORIGINS = _environment.names("HJEMAD_TRUSTED_ORIGINS")

# How long a right lasts after the fact it rests on has ended (declared as expiry by each relation source).
FORMER_RESIDENT_MONTHS = _environment.whole_number("HJEMAD_FORMER_RESIDENT_MONTHS", default=6, least=0)
PAYER_YEARS = _environment.whole_number("HJEMAD_PAYER_YEARS", default=5, least=1)
EMERGENCY_HOURS = _environment.whole_number("HJEMAD_EMERGENCY_HOURS", default=8, least=1)
LOOK_UPS_PER_HOUR = _environment.whole_number("HJEMAD_LOOK_UPS_PER_HOUR", default=20, least=1)
# The fake register holds invented people; production has no register until a real one is written.
CPR_REGISTER = _environment.choice(
    "HJEMAD_CPR_REGISTER",
    choices=("off",) if _production else ("off", "fake"),
    default="fake" if HJEMAD_ENV == "demo" else "off",
)
# Where somebody writes whom a page stops; the page on accessibility says plainly where it is not set.
ACCESSIBILITY_CONTACT = _environment.text("HJEMAD_ACCESSIBILITY_CONTACT", default="")

# How long rows are kept before they are archived and deleted by rule (`foundation/privacy/retention.py`).
RETENTION_CASE_YEARS = _environment.whole_number("HJEMAD_RETENTION_CASE_YEARS", default=5, least=1)
RETENTION_ACCOUNTS_YEARS = _environment.whole_number("HJEMAD_RETENTION_ACCOUNTS_YEARS", default=5, least=5)
RETENTION_LOG_YEARS = _environment.whole_number("HJEMAD_RETENTION_LOG_YEARS", default=5, least=1)
RETENTION_SENT_FORM_DAYS = _environment.whole_number("HJEMAD_RETENTION_SENT_FORM_DAYS", default=30, least=1)
# Where the package of a deletion is written; nothing is deleted before it lies there.
ARCHIVE = Path(_environment.text("HJEMAD_ARCHIVE", default=str(VAR / "archive")))

INSTALLED_APPS = [
    "hjemad.foundation.facts",
    "hjemad.foundation.audit",
    "hjemad.foundation.privacy",
    "hjemad.foundation.organisations",
    "hjemad.foundation.access",
    "hjemad.foundation.signin",
    "hjemad.foundation.ui",
    "hjemad.areas.citizens",
    "hjemad.areas.decisions",
    "hjemad.areas.shelters",
    "hjemad.areas.billing",
    "hjemad.areas.refunds",
    "hjemad.areas.lawbook",
    "hjemad.areas.rights",
    "hjemad.areas.overview",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
]

MIDDLEWARE = [
    # Outermost: what it sets stands on every answer, files and failures too.
    "hjemad.foundation.ui.response_headers.ResponseHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hjemad.foundation.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hjemad.foundation.access.middleware.ActorMiddleware",
    "hjemad.foundation.ui.session_rules.SessionRulesMiddleware",
    "hjemad.foundation.ui.middleware.KeptTextMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Innermost: the read log is written when the page is built and before anything can send it.
    "hjemad.foundation.audit.middleware.ReadLogMiddleware",
]

ROOT_URLCONF = "hjemad.config.urls"
WSGI_APPLICATION = "hjemad.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "hjemad.foundation.ui.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": database_settings(
        _environment.text(
            "DATABASE_URL", default=f"sqlite:////{(VAR / 'hjemad.sqlite3').as_posix().lstrip('/')}"
        ),
        root=ROOT,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["hjemad.foundation.access.sign_in.LocalAccounts"]
LOGIN_URL = "access:sign_in"
LOGIN_REDIRECT_URL = "/"
if _test:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
elif _production:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
else:
    # A demo makes some dozen users at once and prints their passwords; production hashers still read them.
    PASSWORD_HASHERS = ["hjemad.foundation.access.sign_in.QuickPBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "hjemad.foundation.signin.password_rules.NotTheName"},
    {"NAME": "hjemad.foundation.signin.password_rules.NotARepetition"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_COOKIE_NAME = "hjemad_session"
# A shift signs in once, and no session outlives the longest one, however busy it is.
SESSION_HOURS = _environment.whole_number("HJEMAD_SESSION_HOURS", default=10, least=1)
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60
# A computer left alone shows nobody's page: it locks itself, and what was typed is kept.
# A training copy: invented people, a stripe on every page, and a start it can be set back to.
TRAINING = _environment.switch("HJEMAD_TRAINING", default=False)
LOCK_MINUTES = _environment.whole_number("HJEMAD_LOCK_MINUTES", default=10, least=1)
# Roles that may only be worked in with a second factor: `all`, `none`, or slugs of roles.
SECOND_FACTOR_ROLES = frozenset(
    set(_environment.names("HJEMAD_SECOND_FACTOR_ROLES") or ["all" if _production else "none"]) - {"none"}
)
SECOND_FACTOR_GRACE_DAYS = _environment.whole_number("HJEMAD_SECOND_FACTOR_GRACE_DAYS", default=3, least=0)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not _plain_http
CSRF_FAILURE_VIEW = "hjemad.foundation.ui.views.csrf_failure"
CSRF_COOKIE_NAME = "hjemad_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = not _plain_http
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = not _plain_http
SECURE_HSTS_SECONDS = 0 if _plain_http else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not _plain_http
SECURE_HSTS_PRELOAD = not _plain_http
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = _environment.switch("HJEMAD_BEHIND_TLS_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "connect-src": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "hjemad_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = not _plain_http
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BUILT_ASSETS] if BUILT_ASSETS.is_dir() else []
_hashed = HJEMAD_ENV in {"production", "demo"}
WHITENOISE_USE_FINDERS = not _hashed
# Files are looked up when asked for: nothing is collected in development and tests, and starting stays quick.
WHITENOISE_AUTOREFRESH = not _hashed
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # no uploads are kept
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _hashed
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
LOGGING = logging_settings(quiet=_test)
