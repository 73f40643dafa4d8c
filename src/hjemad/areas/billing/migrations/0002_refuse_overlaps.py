"""One rate and one payment at a time."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """The exclusion constraint; its twin on SQLite is a registered trigger."""

    dependencies = [("facts", "0001_btree_gist"), ("billing", "0001_initial")]
    operations = [
        NoOverlapOnPostgreSQL(
            "billing_rate",
            name="billing_one_rate_at_a_time",
            key=["facility_id", "department_id"],
            null_is_a_value=("department_id",),
        ),
        NoOverlapOnPostgreSQL(
            "billing_residentpayment",
            name="billing_one_payment_at_a_time",
            key=["record_id", "facility_id"],
        ),
    ]
