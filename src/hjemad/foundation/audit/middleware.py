"""The read log: written when the response is built and before it is sent. No log, no page."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.defaults import server_error

from hjemad.foundation.audit import actions, clock
from hjemad.foundation.audit.reads import Reads, answering

logger = logging.getLogger(__name__)


class ReadLogMiddleware:
    """Gives each request its `reads`, and writes them before the response goes out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The response, or an error page when its reads could not be logged."""
        request.reads = Reads()  # type: ignore[attr-defined] # views take it from the request
        with answering(request.reads):  # type: ignore[attr-defined]
            response = self.get_response(request)
        request.reads.complete()  # type: ignore[attr-defined]
        if not request.reads.entries:  # type: ignore[attr-defined]
            return response
        try:
            self._write(request)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the page must not be sent
            # Not logger.exception: an error of the database may print the row it refused.
            logger.error("read_log_failed error=%s", type(error).__name__)  # noqa: TRY400
            return _no_page(request)
        return response

    def _write(self, request: HttpRequest) -> None:
        actor = request.actor  # type: ignore[attr-defined] # set by access.middleware
        if actor is None:
            raise LookupError("persons were read without an actor")
        match = request.resolver_match
        actions.log_reads(
            request.reads,  # type: ignore[attr-defined]
            by=actor,
            at=clock.now(),
            path_name=match.view_name if match else "",
        )


def _no_page(request: HttpRequest) -> HttpResponse:
    return server_error(request)
