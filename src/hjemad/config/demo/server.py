"""The web server of the demo: one process with threads, on this machine only."""

from gunicorn.app.base import BaseApplication

from hjemad.config.wsgi import application

THREADS = 4


class DemoServer(BaseApplication):
    """Serves the house on `bind`; `run()` ends the process when it is interrupted."""

    def __init__(self, *, bind: str) -> None:
        self.bind = bind
        super().__init__()

    def load_config(self) -> None:
        """Quiet, one worker, a few threads."""
        for name, value in (
            ("bind", self.bind),
            ("workers", 1),
            ("threads", THREADS),
            ("worker_class", "gthread"),
            ("loglevel", "warning"),
        ):
            self.cfg.set(name, value)

    def load(self) -> object:
        """The house as a WSGI application."""
        return application
