"""Exclusion constraints on PostgreSQL; their twins on SQLite are registered triggers."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """One at a time."""

    replaces = [
        ("citizens", "0002_responsiblemunicipality_refuse_overlaps"),
    ]

    dependencies = [("facts", "0001_btree_gist"), ("citizens", "0001_first_release")]
    operations = [
        NoOverlapOnPostgreSQL(
            "citizens_responsiblemunicipality",
            name="citizens_one_responsible_at_a_time",
            key=["record_id", "law_area"],
        ),
    ]
