"""The door for any WSGI server: `gunicorn hjemad.config.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")

application = get_wsgi_application()

# What is loaded by now stays: searching it for what nobody uses costs a request a tenth of a second.
gc.collect()
gc.freeze()
