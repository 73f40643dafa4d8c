"""One answer to an open question at a time, per organisation."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """The exclusion constraint; its twin on SQLite is a registered trigger."""

    dependencies = [("facts", "0001_btree_gist"), ("organisations", "0002_chosen_setting")]
    operations = [
        NoOverlapOnPostgreSQL(
            "organisations_chosensetting",
            name="organisations_one_choice_at_a_time",
            key=["organisation_id", "name"],
        ),
    ]
