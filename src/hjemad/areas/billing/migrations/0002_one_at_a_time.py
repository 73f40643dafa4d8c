"""Exclusion constraints on PostgreSQL; their twins on SQLite are registered triggers."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """One at a time."""

    replaces = [
        ("billing", "0002_refuse_overlaps"),
        ("billing", "0004_absence_refuse_overlaps"),
    ]

    dependencies = [("facts", "0001_btree_gist"), ("billing", "0001_first_release")]
    operations = [
        NoOverlapOnPostgreSQL(
            "billing_rate",
            name="billing_one_rate_at_a_time",
            key=["facility_id", "department_id"],
            null_is_a_value=("department_id",),
        ),
        NoOverlapOnPostgreSQL(
            "billing_residentpayment", name="billing_one_payment_at_a_time", key=["record_id", "facility_id"]
        ),
        NoOverlapOnPostgreSQL(
            "billing_absence", name="billing_one_absence_at_a_time", key=["record_id", "facility_id"]
        ),
    ]
