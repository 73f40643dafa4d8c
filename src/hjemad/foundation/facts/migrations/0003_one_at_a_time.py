"""Exclusion constraints on PostgreSQL; their twins on SQLite are registered triggers."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """One at a time."""

    replaces = [
        ("facts", "0003_localvalue_refuse_overlaps"),
    ]

    dependencies = [("facts", "0002_first_release")]
    operations = [
        NoOverlapOnPostgreSQL(
            "facts_localvalue", name="facts_one_local_value_at_a_time", key=["organisation_id", "parameter"]
        ),
    ]
