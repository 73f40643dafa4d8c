"""One opening balance of a person, shelter and quarter."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """The exclusion constraint; its twin on SQLite is a registered trigger."""

    dependencies = [("facts", "0001_btree_gist"), ("refunds", "0004_opening_and_acceptance")]
    operations = [
        NoOverlapOnPostgreSQL(
            "refunds_openingbalance",
            name="refunds_one_opening_balance",
            key=["municipality_id", "record_id", "facility_id"],
            null_is_a_value=("record_id", "facility_id"),
        ),
    ]
