"""Where a request comes from: the network address that wrong tries are counted for. Never logged."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The other end of the connection; behind our own proxy, the last address the proxy itself wrote."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.BEHIND_PROXY:
        return direct
    told = request.headers.get("x-forwarded-for", "").split(",")
    return told[-1].strip() or direct
