"""装配: the one settings file. Values from the environment, secrets from files, the demo's defaults beside them."""

import os
import tempfile
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from guizheng.conf import env, logs, secrets

PACKAGE = Path(__file__).resolve().parents[1]

# What kind of house this is. Production refuses simulators, demo officers, DEBUG and missing secrets (checks.py).
ENVIRONMENT = env.choice("GUIZHENG_ENV", ("demo", "production"))
DEMO = ENVIRONMENT == "demo"
DEBUG = env.flag("GUIZHENG_DEBUG")
HOME = env.folder("GUIZHENG_HOME", "var")
SECRETS = env.folder("GUIZHENG_SECRETS", str(HOME / "keys"))

SECRET_KEY = secrets.read(SECRETS / "secret-key", make=DEMO).decode()
ID_INDEX_KEY = secrets.key(SECRETS / "id-index", make=DEMO)
ID_CODEC = env.choice("GUIZHENG_ID_CODEC", ("identity", "aes-gcm"))
ID_CODEC_KEY = secrets.key(SECRETS / "id-codec", make=DEMO)
DIGEST_EPOCH = env.number("GUIZHENG_DIGEST_EPOCH", 1)
DIGEST_KEY = secrets.key(SECRETS / f"epoch-{DIGEST_EPOCH}.key", make=DEMO)
FEED_SIGNING_KEY = secrets.key(SECRETS / "feed-signing", make=DEMO)
PAPER_SIGNING_KEY = secrets.key(SECRETS / "paper-signing", make=DEMO)
SIGN_OFF_KEY = secrets.key(SECRETS / "sign-off", make=DEMO)
RECEIPT_KEY_FILE = SECRETS / "receipt-key"
RECEIPT_KEY = secrets.key(RECEIPT_KEY_FILE, make=DEMO)
NODE_TOKEN_FILE = SECRETS / "node-token"
NODE_TOKEN = secrets.read(NODE_TOKEN_FILE, make=DEMO).decode().strip()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "guizheng.conf",
    "guizheng.ledger",
    "guizheng.organs",
    "guizheng.registers",
    "guizheng.cases",
    "guizheng.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "guizheng.conf.language.SwitchMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "guizheng.conf.urls"
WSGI_APPLICATION = "guizheng.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guizheng.web.frame.frame",
            ]
        },
    }
]

# SQLite by default, looks in a file of their own; DATABASE_URL puts the same code on PostgreSQL, where migrations run
# under DATABASE_OWNER_URL and everything else under a lesser role (ledger.grants).
DATABASE_URL = env.text("DATABASE_URL")
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL")
AS_OWNER = env.flag("GUIZHENG_AS_OWNER")


def _sqlite(name: str) -> dict[str, Any]:
    """Writers queue at BEGIN instead of failing half-way; a commit is on the disk before it is answered."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / f"{name}.sqlite3",
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY",
        },
        "TEST": {"NAME": Path(tempfile.gettempdir()) / f"guizheng-test-{os.getpid()}-{name}.sqlite3"},
    }


def _postgresql(url: str) -> dict[str, Any]:
    database = env.postgresql(url)
    if env.flag("GUIZHENG_POOL", default=True) and not AS_OWNER:
        database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env.number("GUIZHENG_POOL_SIZE", 16), "timeout": 10}
    return {**database, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True}


if DATABASE_URL:
    _url = DATABASE_OWNER_URL if AS_OWNER and DATABASE_OWNER_URL else DATABASE_URL
    DATABASES = {"default": _postgresql(_url), "looks": _postgresql(_url)}
else:
    DATABASES = {"default": _sqlite("guizheng"), "looks": _sqlite("looks")}
DATABASE_ROUTERS = ["guizheng.conf.router.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Log-in: by officer number; locked by number and address together, so that one typist never locks a whole station out.
AUTH_USER_MODEL = "organs.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guizheng.organs.members.MemberBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "guizheng.web.account.locked"
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 10 * 3600
SESSION_COOKIE_NAME = "guizheng_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

ALLOWED_HOSTS = env.words("GUIZHENG_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("GUIZHENG_ORIGINS")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_PROXY_SSL_HEADER = None if DEMO else ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "guizheng_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

# The parts of a running house, each on a port after the web server's; `guizheng run` hands the addresses down.
SIMULATORS_URL = env.text("GUIZHENG_SIMULATORS_URL", "http://127.0.0.1:8003" if DEMO else "")
VERIFY_URL = env.text("GUIZHENG_VERIFY_URL", "http://127.0.0.1:8002")
PUBLISHER_URL = env.text("GUIZHENG_PUBLISHER_URL", "http://127.0.0.1:8001")
WORKER_BEAT = HOME / "run" / "worker"
GATEWAY_NAMES = ("population", "credit", "fingerprint", "production", "notice", "payment", "card_reader")
GATEWAYS = {
    name: env.text(f"GUIZHENG_GATEWAY_{name.upper()}", SIMULATORS_URL and f"{SIMULATORS_URL}/{name}")
    for name in GATEWAY_NAMES
}

RULES = env.text("GUIZHENG_RULES", "opinions-2015")
LOGGING = logs.configuration(debug=DEBUG)
