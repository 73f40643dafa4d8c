"""The door for any WSGI server: `gunicorn hjemad.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")

application = get_wsgi_application()
