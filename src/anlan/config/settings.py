"""Django's settings, all derived from ``config.options``."""

import secrets
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

from anlan.config.options import REPOSITORY, read_options
from anlan.config.rooms import ROOMS

OPTIONS = read_options()
VAR = OPTIONS["ANLAN_VAR"]

# Without a key of the installation no session outlives the process.
SECRET_KEY = OPTIONS["ANLAN_SECRET_KEY"] or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = list(OPTIONS["ANLAN_HOSTS"])
ANLAN_ROOMS = ROOMS
ANLAN = MappingProxyType(OPTIONS)  # read by all of a process, so nobody changes it in place


def database(url: str, pool: int = 0) -> dict[str, Any]:
    """Return Django's database setting for a ``postgresql://`` address.

    The address' query may name a socket folder as ``host`` and any setting of libpq (``sslmode``...). With ``pool``
    the process keeps up to so many connections open.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    options: dict[str, Any] = {"options": "-c max_parallel_workers_per_gather=0 -c jit=off"}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
    return {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 0,
        # A pooled connection is tried before it is lent, so that a restart of the database costs no page.
        "CONN_HEALTH_CHECKS": bool(pool),
        "OPTIONS": options | query,
    }


DATABASES = {"default": database(OPTIONS["ANLAN_DATABASE_URL"], OPTIONS["ANLAN_DATABASE_POOL"])}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "axes",
    "ninja",
    "csp",
    *(f"anlan.{room}" for room in ROOMS),
    "anlan.config.apps.HouseConfig",
]
# GDAL older than 3.9 cannot be told to stay off the network; what would lead it there in a file from outside is refused
# before GDAL opens the file (support/row_import/map_files.py).
SILENCED_SYSTEM_CHECKS = ["gis.W001"]
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "anlan.web.errors.forgery_refusal"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "anlan.access.middleware.actor_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "anlan.web.kept.kept_middleware",
    "anlan.web.middleware.RefusalMiddleware",
    "anlan.web.once.once_middleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "anlan.config.urls"
WSGI_APPLICATION = "anlan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "anlan.web.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "anlan.web.templatetags.anlan"],
        },
    }
]

# How long a process may repeat what the status line said while the journal has not grown.
STATUS_LINE_SECONDS = 3
CLOCK_SETTING_SECONDS = 0.2  # so often at most a process asks whether a replay runs the clock
PLACE_NAMES_SECONDS = 1.0  # a process asks so often at most whether another edition of divisions is in force
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese"))]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["anlan.web.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [("vendor", REPOSITORY / "var" / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "anlan.web.storage.CollectedFiles"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not (STATIC_ROOT / "staticfiles.json").is_file()
MEDIA_ROOT = VAR / "files"

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS["ANLAN_HTTPS"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OPTIONS["ANLAN_HTTPS"] else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "connect-src": [SELF, f"*:{OPTIONS['ANLAN_LIVE_PORT']}"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": ["'none'"],
    }
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "anlan.access.pages.signing_in.locked_out"
SESSION_COOKIE_AGE = 12 * 60 * 60

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"anlan": {"level": "INFO"}, "procrastinate": {"level": "WARNING"}},
}
