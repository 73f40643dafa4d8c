"""Exclusion constraints on PostgreSQL; their twins on SQLite are registered triggers."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """One at a time."""

    replaces = [
        ("refunds", "0005_openingbalance_refuse_overlaps"),
    ]

    dependencies = [("facts", "0001_btree_gist"), ("refunds", "0001_first_release")]
    operations = [
        NoOverlapOnPostgreSQL(
            "refunds_openingbalance",
            name="refunds_one_opening_balance",
            key=["municipality_id", "record_id", "facility_id"],
            null_is_a_value=("record_id", "facility_id"),
        ),
    ]
