"""Places `rights` in the house and makes its facts append-only."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class RightsConfig(AppConfig):
    """The person's rights, and the duties that answer them."""

    name = "hjemad.areas.rights"
    label = "rights"

    def ready(self) -> None:
        """Triggers and pages are registered."""
        from hjemad.areas.citizens.reads.own_words import register_own_words  # noqa: PLC0415
        from hjemad.areas.rights import models  # noqa: PLC0415 - models load after the apps
        from hjemad.areas.rights.queries import emergencies, log  # noqa: PLC0415
        from hjemad.foundation.access import relation  # noqa: PLC0415
        from hjemad.foundation.facts import triggers  # noqa: PLC0415

        _menu()
        register_own_words(log.disagreements_about)
        for fact in (
            models.Disagreement,
            models.ReadingQuestion,
            models.AccessRequest,
            models.LegalHold,
            models.Breach,
            models.UnusualNote,
            models.EmergencyAccess,
        ):
            triggers.append_only(fact)
        triggers.append_only(models.RetentionRun, settable="")
        triggers.append_only(models.Tombstone, settable="")
        relation.register(
            relation.RelationSource(
                name="emergency",
                area="rights",
                model="rights.EmergencyAccess",
                expiry="EMERGENCY_HOURS hours after it was opened",
                roles=emergencies.ROLES,
                records=emergencies.records_opened,
                read_only=True,
                by_moment=True,
            )
        )


def _menu() -> None:
    """The pages stand in the menu of everybody who may open them."""
    from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415 - loads after the apps
    from hjemad.foundation.ui import menu  # noqa: PLC0415

    for label, route, permission, order in (
        (gettext_lazy("Rights"), "rights:requests", Permission.ANSWER_ACCESS_REQUESTS, 60),
        (gettext_lazy("Emergencies"), "rights:emergencies", Permission.SEE_EMERGENCIES, 60),
        (gettext_lazy("Unusual reading"), "rights:unusual", Permission.SEE_UNUSUAL_READING, 70),
        (gettext_lazy("Breaches"), "rights:breaches", Permission.SEE_BREACHES, 75),
        (gettext_lazy("Deletion by rule"), "rights:retention", Permission.RUN_RETENTION, 80),
        (gettext_lazy("Who did what"), "rights:done", Permission.SEE_LOGS, 85),
        (gettext_lazy("Register"), "rights:register", Permission.SEE_REGISTER, 90),
    ):
        menu.register(menu.MenuEntry(label, route, permission, order))
