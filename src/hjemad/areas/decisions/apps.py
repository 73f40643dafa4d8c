"""Places `decisions` in the house: its guards, the relation a decision proves, and the clock of an appeal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class DecisionsConfig(AppConfig):
    """Decisions and appeals."""

    name = "hjemad.areas.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Triggers, the relation source and the clock are registered."""
        from hjemad.areas.citizens.reads.clocks import register_clocks  # noqa: PLC0415 - as below
        from hjemad.areas.decisions import models, queries  # noqa: PLC0415 - models load after the apps
        from hjemad.areas.decisions.reads import appeals  # noqa: PLC0415
        from hjemad.foundation.access import relation  # noqa: PLC0415
        from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415
        from hjemad.foundation.facts import triggers  # noqa: PLC0415
        from hjemad.foundation.ui.menu import MenuEntry, register  # noqa: PLC0415

        label = gettext_lazy("Decisions")
        register(MenuEntry(label, "decisions:decisions", Permission.SEE_DECISIONS, 25))
        register_clocks("decisions", appeals.forwarding_clocks)
        for model in (models.DecisionRecord, models.Appeal):
            triggers.append_only(model)
        relation.register(
            relation.RelationSource(
                name="decided_about",
                area="decisions",
                model="decisions.DecisionRecord",
                expiry="FORMER_RESIDENT_MONTHS months after the last day of the decision",
                roles=frozenset({"shelter_staff", "shelter_leader"}),
                records=queries.records_of_decisions,
            )
        )
