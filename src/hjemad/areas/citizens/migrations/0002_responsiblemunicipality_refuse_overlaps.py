"""One municipality acts and pays at a time, per record and act."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """The exclusion constraint; its twin on SQLite is a registered trigger."""

    dependencies = [("facts", "0001_btree_gist"), ("citizens", "0001_initial")]
    operations = [
        NoOverlapOnPostgreSQL(
            "citizens_responsiblemunicipality",
            name="citizens_one_responsible_at_a_time",
            key=["record_id", "law_area"],
        ),
    ]
