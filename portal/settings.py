"""One settings file for demo, tests and production: all that differs comes from the environment.

Only ``DEMO=1`` (set by ``dev.py`` and by the tests) relaxes anything. Without it, a missing secret stops the start.
``docs/guides/operator.md`` lists every variable.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from portal import csp, loading

loading.build_schemas_when_asked()
BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
DEMO = env.bool("DEMO", default=False)


def required(name: str, *, in_demo: str) -> str:
    """The variable, or the demo's stand-in; in production one clear line instead of a traceback far away."""
    value = env(name, default="")
    if not value and not DEMO:
        raise ImproperlyConfigured(f"{name} is not set. See docs/guides/operator.md, or set DEMO=1 to look around.")
    return value or in_demo


SECRET_KEY = required("SECRET_KEY", in_demo="only-for-the-demo-and-the-tests-" + "0" * 40)
if not DEMO and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is shorter than 50 characters.")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"] if DEMO else [])
BASE_URL = required("BASE_URL", in_demo="http://localhost:8000").rstrip("/")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# -- what is installed ---------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "search",
    "governance",
    "consultations",
    "glossary",
    "portal",
    "portal.members",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.members.apps.PeopleAtAdminConfig",  # wagtail.users, with our form
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "heroicons",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.headers.HouseHeaders",
    "django.middleware.gzip.GZipMiddleware",  # above WhiteNoise: the demo has no compressed copies of its files
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.csp.TwoPolicies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.addresses.WithoutNul",
    "portal.addresses.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.members.reading_language.ReadingLanguage",
    "portal.members.second_factor.RequireSecondFactor",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.sealing.SealedNotice",
]
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
                "portal.context_processors.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.templatetags.house",
                "portal.templatetags.fields",
                "portal.templatetags.times",
            ],
        },
    }
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- data ----------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'demo' / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Many joins, few rows: PostgreSQL would take longer to compile such a query than to run it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "media"))
MEDIA_URL = "/media/"
PRIVATE_MEDIA_ROOT = env("PRIVATE_MEDIA_ROOT", default=str(BASE_DIR / "private"))
CLAMAV_SOCKET = env("CLAMAV_SOCKET", default="")
ATTACHMENTS_PER_ROUND = env.int("ATTACHMENTS_PER_ROUND", default=10_000)  # megabytes
TASKS_BACKEND = "django_tasks.backends.immediate.ImmediateBackend" if env("TASKS", default="") == "immediate" else None
TASKS = {"default": {"BACKEND": TASKS_BACKEND or "django_tasks_db.DatabaseBackend"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# -- languages -----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# -- files ---------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
WHITENOISE_USE_FINDERS = DEMO
STATICFILES_STORAGE_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEMO
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_MEDIA_ROOT}},
    "staticfiles": {"BACKEND": STATICFILES_STORAGE_BACKEND},
}

# -- people --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "portal.members.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever takes an account over cannot do so unseen
ACCOUNT_USER_DISPLAY = "portal.members.models.shown_name"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = BASE_URL.partition(":")[0]
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_FORMS = {
    "signup": "portal.members.forms.SignUpForm",
    "login": "portal.members.forms.SignInForm",
    "request_login_code": "portal.members.forms.AskCodeForm",
    "reset_password": "portal.members.forms.AskResetForm",
    "add_email": "portal.members.forms.AddressForm",
    "change_password": "portal.members.forms.PasswordChangeForm",
    "set_password": "portal.members.forms.PasswordSetForm",
    "reset_password_from_key": "portal.members.forms.PasswordResetForm",
}
MFA_FORMS = {"add_webauthn": "portal.members.forms.KeyForm", "edit_webauthn": "portal.members.forms.KeyNameForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Common Ground"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=True)
FORM_SECONDS = env.int("FORM_SECONDS", default=3)  # portal/unhurried.py; 0 asks nobody again
API_PER_MINUTE = env.int("API_PER_MINUTE", default=600)  # by network or token: portal/api/rates.py
USERSESSIONS_TRACK_ACTIVITY = False

# -- mail ----------------------------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://" if DEMO else "smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=15)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("FROM_EMAIL", default="Common Ground <portal@example.org>")

# -- Wagtail -------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Common Ground"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_LOGIN_URL = "/admin/login/"  # ``views.admin_door``: the sign-in page would send back who is signed in
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is ever fetched from another host

# -- search --------------------------------------------------------------------------------------------------------

SEARCH_URL = env("SEARCH_URL", default="")
SEARCH_FLAVOUR = env("SEARCH_FLAVOUR", default="opensearch")
SEARCH_INDEX = env("SEARCH_INDEX", default="portal")  # begins the names of its indices, where a cluster is shared
SEARCH_USER = env("SEARCH_USER", default="")
SEARCH_PASSWORD = env("SEARCH_PASSWORD", default="")
SEARCH_API_KEY = env("SEARCH_API_KEY", default="")
SEARCH_CA_CERTS = env("SEARCH_CA_CERTS", default="")
SEARCH_SHARDS = env.int("SEARCH_SHARDS", default=1)
SEARCH_REPLICAS = env.int("SEARCH_REPLICAS", default=0)
SEARCH_TIMEOUT = env.float("SEARCH_TIMEOUT", default=2.0)  # seconds until a silent server is given up

# -- safety --------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {"DIRECTIVES": csp.STRICT}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail lifts it for its own previews
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_query": {"()": "portal.headers.NoQueryString"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_query"]}},
    "root": {"handlers": ["console"], "level": "WARNING" if DEMO else "INFO"},
    "loggers": {
        "django.security.DisallowedHost": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        "elastic_transport": {"level": "ERROR"},  # what goes wrong is said once, by search/engines/breaker.py
    },
}
SENTRY_DSN = env("SENTRY_DSN", default="")
