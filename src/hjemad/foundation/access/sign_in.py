"""How a user is recognised by name and password. Another way in (OIDC) is another backend beside this one."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.http import HttpRequest

from hjemad.foundation.access.models import User
from hjemad.foundation.access.queries import user_with_assignments
from hjemad.foundation.audit import clock


class QuickPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """For demo and development: the same with fewer rounds, so that dozens of users are made in a second."""

    iterations = 20_000


class LocalAccounts(BaseBackend):
    """Users with a password of this installation."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django fixes this signature
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> User | None:
        """The user, or None. An unknown name costs as much time as a wrong password."""
        if username is None or password is None:
            return None
        user = User.objects.filter(username=username).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The signed-in user with their assignments of now, as long as the account is active."""
        return user_with_assignments(user_id, on=clock.today(), at=clock.now())
