"""Every CPR number written before numbers were claimed belongs to the citizen its oldest link names."""

from typing import Any

from django.db import migrations
from django.db.models import F


def claim(apps: Any, schema_editor: Any) -> None:
    """One claim per number; where two citizens hold it, the first stands and the others wait as proposals."""
    identities = apps.get_model("citizens", "Identity")
    links = apps.get_model("citizens", "RecordLink")
    claims = apps.get_model("citizens", "CitizenCpr")
    alias = schema_editor.connection.alias
    citizen_of = dict(
        links._base_manager.using(alias)
        .filter(superseded_at__isnull=True, voided=False)
        .values_list("record_id", "citizen_id")
    )
    first: dict[str, Any] = {}
    rows = (
        identities._base_manager.using(alias)
        .exclude(cpr_lookup="")
        .order_by("pk")
        .annotate(at=F("recorded_at"))
        .values_list("record_id", "cpr_lookup", "at")
    )
    for record, lookup, at in rows.iterator():
        if record in citizen_of:
            first.setdefault(lookup, claims(citizen_id=citizen_of[record], lookup=lookup, created_at=at))
    claims._base_manager.using(alias).bulk_create(list(first.values()), batch_size=1000)


class Migration(migrations.Migration):
    """Fills the new table; nothing that stands is changed."""

    dependencies = [("citizens", "0003_protection_links_disputes")]
    operations = [migrations.RunPython(claim, migrations.RunPython.noop)]
