"""Places `facts` in the house: triggers are put back after every migration and checked."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate  # noqa: TID251 - the one signal: triggers after migrations


class FactsConfig(AppConfig):
    """Append-only facts."""

    name = "hjemad.foundation.facts"
    label = "facts"

    def ready(self) -> None:
        """Hooks the triggers to migrations and to Django's database checks."""
        from hjemad.foundation.facts import models, triggers  # noqa: PLC0415 - models load after the apps

        triggers.append_only(models.LocalValue)
        triggers.no_overlap(
            models.LocalValue, name="facts_one_local_value_at_a_time", key=["organisation_id", "parameter"]
        )
        post_migrate.connect(triggers.reinstall_after_migration, dispatch_uid="facts.triggers")
        register(triggers.check_triggers, Tags.database)
