"""Places `signin` in the house."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    """Tries, second factor, first passwords, approved computers."""

    name = "hjemad.foundation.signin"
    label = "signin"
