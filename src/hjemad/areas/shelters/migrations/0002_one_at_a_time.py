"""Exclusion constraints on PostgreSQL; their twins on SQLite are registered triggers."""

from django.db import migrations

from hjemad.foundation.facts.migration_operations import NoOverlapOnPostgreSQL


class Migration(migrations.Migration):
    """One at a time."""

    replaces = [
        ("shelters", "0002_stay_refuse_overlaps"),
        ("shelters", "0004_disputedecision_refuse_overlaps"),
        ("shelters", "0007_disputeworker_refuse_overlaps"),
        ("shelters", "0011_placesharing_refuse_overlaps"),
    ]

    dependencies = [("facts", "0001_btree_gist"), ("shelters", "0001_first_release")]
    operations = [
        NoOverlapOnPostgreSQL(
            "shelters_stay", name="shelters_stay_no_overlap_person", key=["record_id", "shelter_id"]
        ),
        NoOverlapOnPostgreSQL("shelters_stay", name="shelters_stay_no_overlap_place", key=["place_id"]),
        NoOverlapOnPostgreSQL(
            "shelters_disputedecision",
            name="shelters_disputedecision_one_at_a_time",
            key=["record_id", "shelter_id"],
        ),
        NoOverlapOnPostgreSQL(
            "shelters_disputeworker",
            name="shelters_disputeworker_once",
            key=["record_id", "municipality_id", "worker_id"],
        ),
        NoOverlapOnPostgreSQL("shelters_placeclosed", name="shelters_placeclosed_once", key=["place_id"]),
        NoOverlapOnPostgreSQL("shelters_leave", name="shelters_leave_once", key=["record_id", "shelter_id"]),
        NoOverlapOnPostgreSQL(
            "shelters_placesharing",
            name="shelters_placesharing_one_at_a_time",
            key=["shelter_id", "shown_to_id"],
        ),
    ]
