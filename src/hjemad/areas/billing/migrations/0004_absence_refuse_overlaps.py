"""One absence at a time for a person in a house."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """The exclusion constraint; its twin on SQLite is a registered trigger."""

    dependencies = [("facts", "0001_btree_gist"), ("billing", "0003_bills_and_invoices")]
    operations = [
        NoOverlapOnPostgreSQL(
            "billing_absence", name="billing_one_absence_at_a_time", key=["record_id", "facility_id"]
        ),
    ]
