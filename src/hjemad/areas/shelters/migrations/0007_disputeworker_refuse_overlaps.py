"""No worker is named twice at the same time for the nights of a record."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """The exclusion constraint; its twin on SQLite is a registered trigger."""

    dependencies = [("facts", "0001_btree_gist"), ("shelters", "0006_dispute_worker")]
    operations = [
        NoOverlapOnPostgreSQL(
            "shelters_disputeworker",
            name="shelters_disputeworker_once",
            key=["record_id", "municipality_id", "worker_id"],
        ),
    ]
