"""Exclusion constraints on PostgreSQL; their twins on SQLite are registered triggers."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """One at a time."""

    replaces = [
        ("organisations", "0003_chosensetting_refuse_overlaps"),
    ]

    dependencies = [("facts", "0001_btree_gist"), ("organisations", "0001_first_release")]
    operations = [
        NoOverlapOnPostgreSQL(
            "organisations_chosensetting",
            name="organisations_one_choice_at_a_time",
            key=["organisation_id", "name"],
        ),
    ]
