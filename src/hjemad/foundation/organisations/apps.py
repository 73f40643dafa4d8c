"""Places `organisations` in the house and makes chosen settings append-only."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The dated tree of organisations, and what each has chosen where the law leaves a question open."""

    name = "hjemad.foundation.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Triggers are registered."""
        from hjemad.foundation.facts import triggers  # noqa: PLC0415 - models load after the apps
        from hjemad.foundation.organisations import models  # noqa: PLC0415

        triggers.append_only(models.ChosenSetting)
        triggers.no_overlap(
            models.ChosenSetting,
            name="organisations_one_choice_at_a_time",
            key=["organisation_id", "name"],
        )
