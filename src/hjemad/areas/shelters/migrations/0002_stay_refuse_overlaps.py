"""No two stays of one person in one shelter, and none of two persons in one place, share a night."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """The exclusion constraint; its twin on SQLite is a registered trigger."""

    dependencies = [("facts", "0001_btree_gist"), ("shelters", "0001_initial")]
    operations = [
        NoOverlapOnPostgreSQL(
            "shelters_stay",
            name="shelters_stay_no_overlap_person",
            key=["record_id", "shelter_id"],
        ),
        NoOverlapOnPostgreSQL(
            "shelters_stay",
            name="shelters_stay_no_overlap_place",
            key=["place_id"],
        ),
    ]
