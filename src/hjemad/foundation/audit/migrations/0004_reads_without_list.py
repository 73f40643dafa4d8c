"""The list of ids goes: what a read held is said once, in the rows of its records."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_fill_reads_by_record")]

    operations = [migrations.RemoveField(model_name="readevent", name="record_ids")]
