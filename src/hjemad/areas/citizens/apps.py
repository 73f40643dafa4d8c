"""Places `citizens` in the house: its guards, and the relations its facts prove."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class CitizensConfig(AppConfig):
    """Records, identities, links."""

    name = "hjemad.areas.citizens"
    label = "citizens"

    def ready(self) -> None:
        """Menu, triggers and relation sources are registered."""
        from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415 - models load after the apps
        from hjemad.foundation.ui import menu  # noqa: PLC0415

        label = gettext_lazy("Find a person")
        menu.register(menu.MenuEntry(label, "citizens:find", Permission.LOOK_UP, 5, search="own-who"))
        self._guard_tables()
        self._say_who_does_not_see()
        self._say_who_sees()

    def _guard_tables(self) -> None:
        from hjemad.areas.citizens import models  # noqa: PLC0415
        from hjemad.foundation.facts import triggers  # noqa: PLC0415

        for model in (
            models.Identity,
            models.RecordLink,
            models.ResponsibleMunicipality,
            models.Protection,
            models.RelationBlock,
            models.NotSamePerson,
            models.Address,
            models.RegisterNote,
            models.ActingDispute,
            models.LookUp,
        ):
            triggers.append_only(model)
        triggers.may_be_resealed(models.Identity, "cpr_encrypted", "cpr_lookup")
        triggers.may_be_resealed(models.NotSamePerson, "record_key", "other_key")
        triggers.no_overlap(
            models.ResponsibleMunicipality,
            name="citizens_one_responsible_at_a_time",
            key=["record_id", "law_area"],
        )

    def _say_who_does_not_see(self) -> None:
        from hjemad.areas.citizens.reads import protection  # noqa: PLC0415
        from hjemad.foundation.access import relation  # noqa: PLC0415

        relation.register_block(
            relation.BlockSource(name="asked_for", area="citizens", records=protection.blocked_records)
        )

    def _say_who_sees(self) -> None:
        from hjemad.areas.citizens import queries  # noqa: PLC0415
        from hjemad.foundation.access import relation  # noqa: PLC0415

        relation.register(
            relation.RelationSource(
                name="acting_municipality",
                area="citizens",
                model="citizens.ResponsibleMunicipality",
                expiry="the day another municipality acts",
                roles=frozenset({"caseworker"}),
                records=queries.records_acted_for,
                wide=True,
            )
        )
        relation.register(
            relation.RelationSource(
                name="former_acting_municipality",
                area="citizens",
                model="citizens.ResponsibleMunicipality",
                expiry="the retention of the municipality's own record; nothing that came after is seen",
                roles=frozenset({"caseworker"}),
                records=queries.records_once_acted_for,
                wide=True,
                read_only=True,
                own_facts_only=True,
            )
        )
        relation.register(
            relation.RelationSource(
                name="paying_municipality",
                area="citizens",
                model="citizens.ResponsibleMunicipality",
                expiry="PAYER_YEARS years after the last day the municipality paid",
                roles=frozenset({"economist", "auditor"}),
                records=queries.records_paid_for,
                wide=True,
            )
        )
