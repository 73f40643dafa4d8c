"""An index of birth dates: everybody's page asks whether another record is of the same person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("citizens", "0002_one_at_a_time")]

    operations = [
        migrations.AddIndex(
            model_name="identity",
            index=models.Index(fields=["birth_date"], name="citizens_identity_born"),
        ),
    ]
