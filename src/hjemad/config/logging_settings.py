"""Where log lines go. Lines are events with keys and ids; never names, numbers, notes or typed values."""

from typing import Any


def logging_settings(*, quiet: bool) -> dict[str, Any]:
    """Log lines on standard error, one event each; warnings and worse only, when `quiet`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"event": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "filters": {"no_person_data": {"()": "hjemad.config.log_filter.NoPersonData"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "event", "filters": ["no_person_data"]}
        },
        "root": {"handlers": ["stderr"], "level": "WARNING" if quiet else "INFO"},
        "loggers": {
            # Statements hold the values of rows; they are never logged, not even while debugging.
            "django.db.backends": {"level": "WARNING"},
        },
    }
