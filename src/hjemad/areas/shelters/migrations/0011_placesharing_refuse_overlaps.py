"""One agreement at a time about showing free places to one house."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """The exclusion constraint; its twin on SQLite is a registered trigger."""

    dependencies = [("facts", "0001_btree_gist"), ("shelters", "0010_nights_without_a_place")]
    operations = [
        NoOverlapOnPostgreSQL(
            "shelters_placesharing",
            name="shelters_placesharing_one_at_a_time",
            key=["shelter_id", "shown_to_id"],
        ),
    ]
