"""One value of a parameter at a time, per organisation."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """The exclusion constraint; its twin on SQLite is a registered trigger."""

    dependencies = [("facts", "0002_local_value_and_submission")]
    operations = [
        NoOverlapOnPostgreSQL(
            "facts_localvalue",
            name="facts_one_local_value_at_a_time",
            key=["organisation_id", "parameter"],
        ),
    ]
