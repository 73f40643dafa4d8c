"""No night of a record in a shelter is decided twice at the same time."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """The exclusion constraint; its twin on SQLite is a registered trigger."""

    dependencies = [("facts", "0001_btree_gist"), ("shelters", "0003_notices_and_dispute_decisions")]
    operations = [
        NoOverlapOnPostgreSQL(
            "shelters_disputedecision",
            name="shelters_disputedecision_one_at_a_time",
            key=["record_id", "shelter_id"],
        ),
    ]
