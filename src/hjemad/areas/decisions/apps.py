"""Places `decisions` in the house: its guards, the relation a decision proves, and the clock of an appeal."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions and appeals."""

    name = "hjemad.areas.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Triggers, the relation source and the clock are registered."""
        from hjemad.areas.decisions import models, queries  # noqa: PLC0415 - models load after the apps
        from hjemad.foundation.access import relation  # noqa: PLC0415
        from hjemad.foundation.facts import triggers  # noqa: PLC0415

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
