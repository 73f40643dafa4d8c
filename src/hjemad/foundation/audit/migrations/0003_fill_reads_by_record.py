"""Every read written before stands under each of its records: otherwise the older log could not be shown."""

from itertools import batched
from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    """One row for each record of each read; in batches, so that a long log does not fill the memory."""
    alias = schema_editor.connection.alias
    reads = apps.get_model("audit", "ReadEvent").objects.using(alias)
    read_of = apps.get_model("audit", "ReadOf")
    for some in batched(reads.order_by("pk").values_list("pk", "record_ids").iterator(chunk_size=500), 500):
        read_of.objects.using(alias).bulk_create(
            [
                read_of(event_id=event_id, record_id=record_id)
                for event_id, ids in some
                for record_id in sorted(set(ids))
            ],
            batch_size=500,
        )


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_reads_by_record_and_disclosures")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
