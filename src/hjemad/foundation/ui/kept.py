"""What was typed survives a lost session: sealed, carried through sign-in, shown again to the same user only.

Every form that posts carries a signed token (`{% form_token form %}`) that says who it was made for and on
which page. When such a post arrives without its session, `interrupted.py` seals what was typed together with
the token and shows the sign-in page with the seal as one hidden field. The seal is encrypted, so the next
person at a shared computer reads nothing in it. After sign-in it waits in the session until its page shows
the form again. Never in an address, never in a log; passwords and tokens are never sealed.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.crypto import salted_hmac

from hjemad.foundation.access.actor import Actor

TOKEN_FIELD = "form_token"  # noqa: S105 - the name of a field
SEAL_FIELD = "kept"
SESSION_KEY = "ui.kept"

_SALT = "hjemad.ui.kept"
_NEVER_KEPT = frozenset({"csrfmiddlewaretoken", TOKEN_FIELD, SEAL_FIELD})
# Two days: a form left open over a night shift is still the same person's.
_SEAL_SECONDS = 2 * 24 * 60 * 60


@dataclass(frozen=True)
class MadeFor:
    """Whom a form was made for, under which assignment, on which page, and which form of that page it is."""

    user_id: int
    assignment_id: int
    page: str
    form: str


@dataclass(frozen=True)
class Kept:
    """What was typed in a form, as the browser sent it."""

    made_for: MadeFor
    typed: str

    def data(self) -> QueryDict:
        """The fields by name."""
        return QueryDict(self.typed)


def form_token(request: HttpRequest, *, form_name: str = "") -> str:
    """Signed, not secret: whom the form on this page is made for. Empty when nobody is signed in."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return ""
    made_for = MadeFor(actor.user_id, actor.assignment_id, request.get_full_path(), form_name)
    return signing.dumps(asdict(made_for), salt=_SALT)


def made_for(post: Mapping[str, str]) -> MadeFor | None:
    """Whom the posted form was made for; None without a token of ours."""
    token = post.get(TOKEN_FIELD, "")
    if not token:
        return None
    try:
        return MadeFor(**signing.loads(token, salt=_SALT))
    except (signing.BadSignature, TypeError):
        return None


def keep(post: QueryDict, *, made_for: MadeFor) -> Kept:
    """What was typed, without passwords and tokens."""
    typed = post.copy()
    for name in list(typed):
        if name in _NEVER_KEPT or "password" in name.lower():
            del typed[name]
    return Kept(made_for, typed.urlencode())


def seal(kept: Kept) -> str:
    """Unreadable for everybody but this installation."""
    plain = json.dumps({"made_for": asdict(kept.made_for), "typed": kept.typed})
    return _lock().encrypt(plain.encode()).decode()


def unseal(sealed: str) -> Kept | None:
    """What was sealed; None when it is not ours or older than two days."""
    if not sealed:
        return None
    try:
        parts = json.loads(_lock().decrypt(sealed.encode(), ttl=_SEAL_SECONDS))
    except InvalidToken:
        return None
    return Kept(MadeFor(**parts["made_for"]), parts["typed"])


def wait_in_session(request: HttpRequest, *, sealed: str) -> None:
    """The sealed text waits until its page is shown."""
    request.session[SESSION_KEY] = sealed


def written_for(request: HttpRequest) -> MadeFor | None:
    """For whom and where the text was written that waits in this session; None when nothing waits."""
    kept = unseal(request.session.get(SESSION_KEY, ""))
    return kept.made_for if kept and kept.made_for.user_id == request.user.pk else None


def waiting_text(request: HttpRequest) -> Kept | None:
    """What waits in this session, for its writer and nobody else."""
    kept = unseal(request.session.get(SESSION_KEY, ""))
    return kept if kept and kept.made_for.user_id == request.user.pk else None


def waiting(request: HttpRequest, *, form_name: str) -> QueryDict | None:
    """What waits for this form on this page, under the assignment it was typed in; handed out once."""
    actor: Actor | None = getattr(request, "actor", None)
    kept = unseal(request.session.get(SESSION_KEY, "")) if actor else None
    if actor is None or kept is None:
        return None
    wanted = MadeFor(actor.user_id, actor.assignment_id, request.get_full_path(), form_name)
    if kept.made_for != wanted:
        return None
    del request.session[SESSION_KEY]
    return kept.data()


def _lock() -> Fernet:
    """A lock of its own, derived from the installation's secret."""
    key = salted_hmac(_SALT, "seal", secret=settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key).digest()))
