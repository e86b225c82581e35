"""The WSGI callable of the case plane."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guizheng.conf.settings")
application = get_wsgi_application()
