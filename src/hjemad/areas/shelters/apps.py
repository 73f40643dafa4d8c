"""Places `shelters` in the house: its guards, and the relations a stay proves."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class SheltersConfig(AppConfig):
    """Places and stays."""

    name = "hjemad.areas.shelters"
    label = "shelters"

    def ready(self) -> None:
        """Triggers, relation sources and pages are registered."""
        _pages()
        _facts()
        _facts_of_shifts()
        _relations()
        _for_citizens()
        _no_place()


def _for_citizens() -> None:
    """What the area below asks of stays: the newest, what a link would change, and their deadlines."""
    from hjemad.areas.citizens.queries import register_stays  # noqa: PLC0415 - models load after the apps
    from hjemad.areas.citizens.reads.clocks import register_clocks  # noqa: PLC0415 - as above
    from hjemad.areas.citizens.reads.links import register_consequence  # noqa: PLC0415
    from hjemad.areas.shelters import queries  # noqa: PLC0415
    from hjemad.areas.shelters.reads import linked, stay_clocks  # noqa: PLC0415 - as above

    register_stays(queries.newest_stay)
    register_consequence("stays", linked.changed_by_link)
    register_clocks("stays", stay_clocks.stay_clocks)


def _facts() -> None:
    """Versions are never changed, and what excludes each other never stands at the same time."""
    from hjemad.areas.shelters import models  # noqa: PLC0415 - models load after the apps
    from hjemad.foundation.facts import triggers  # noqa: PLC0415

    for model in (
        models.Stay, models.Notice, models.DisputeDecision, models.DisputeWorker, models.PlaceClosed,
        models.Leave, models.StayAnswer, models.MoveWish, models.MissingForMove,
    ):  # fmt: skip
        triggers.append_only(model)
    triggers.may_be_resealed(models.Notice, "content")
    for model, name, key in (
        (models.Stay, "shelters_stay_no_overlap_person", ["record_id", "shelter_id"]),
        (models.Stay, "shelters_stay_no_overlap_place", ["place_id"]),
        (models.DisputeDecision, "shelters_disputedecision_one_at_a_time", ["record_id", "shelter_id"]),
        (models.DisputeWorker, "shelters_disputeworker_once", ["record_id", "municipality_id", "worker_id"]),
        (models.PlaceClosed, "shelters_placeclosed_once", ["place_id"]),
        (models.Leave, "shelters_leave_once", ["record_id", "shelter_id"]),
    ):
        triggers.no_overlap(model, name=name, key=key)


def _facts_of_shifts() -> None:
    """Lines of the log and what was agreed are never changed."""
    from hjemad.areas.shelters import models  # noqa: PLC0415 - models load after the apps
    from hjemad.foundation.facts import triggers  # noqa: PLC0415

    for model in (models.LogLine, models.PersonLine, models.Appointment, models.Apart):
        triggers.append_only(model)


def _relations() -> None:
    """A stay in the house, now or not long ago, lets its staff see the person."""
    from hjemad.areas.shelters import queries  # noqa: PLC0415 - models load after the apps
    from hjemad.foundation.access import relation  # noqa: PLC0415

    relation.register(
        relation.RelationSource(
            name="stay_in_house",
            area="shelters",
            model="shelters.Stay",
            expiry="FORMER_RESIDENT_MONTHS months after the person moved on",
            roles=frozenset({"shelter_staff", "shelter_leader"}),
            records=queries.records_of_house,
        )
    )


def _pages() -> None:
    """The area's pages stand in the menu of those who may open them."""
    from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415 - models load after the apps
    from hjemad.foundation.ui.menu import MenuEntry, register  # noqa: PLC0415

    for label, route, permission, order in (
        (gettext_lazy("Tonight"), "shelters:tonight", Permission.SEE_HOUSE, 1),
        (gettext_lazy("Shift"), "shelters:shift", Permission.WORK_SHIFT, 2),
        (gettext_lazy("Notices"), "shelters:inbox", Permission.SEE_NOTICES, 15),
        (gettext_lazy("Residents"), "shelters:residents", Permission.SEE_RESIDENTS, 3),
        (gettext_lazy("Statistics"), "shelters:quarters", Permission.EXPORT_STATISTICS, 46),
        (gettext_lazy("Places"), "shelters:places", Permission.KEEP_PLACES, 24),
        (gettext_lazy("Nights to settle"), "shelters:disputes", Permission.SETTLE_DISPUTES, 45),
        (gettext_lazy("Who settles"), "shelters:workers", Permission.NAME_DISPUTE_WORKER, 46),
    ):
        register(MenuEntry(label, route, permission, order))


def _no_place() -> None:
    """Nights without a place, and what houses show each other."""
    from hjemad.areas.shelters import models  # noqa: PLC0415 - models load after the apps
    from hjemad.foundation.access.permissions import Permission  # noqa: PLC0415
    from hjemad.foundation.facts import triggers  # noqa: PLC0415
    from hjemad.foundation.ui.menu import MenuEntry, register  # noqa: PLC0415

    for model in (models.Refusal, models.PlaceSharing):
        triggers.append_only(model)
    triggers.no_overlap(
        models.PlaceSharing, name="shelters_placesharing_one_at_a_time", key=["shelter_id", "shown_to_id"]
    )
    label = gettext_lazy("Places elsewhere")
    register(MenuEntry(label, "shelters:places_elsewhere", Permission.SHARE_PLACES, 30))
