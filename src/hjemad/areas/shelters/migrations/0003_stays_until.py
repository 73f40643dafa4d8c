"""An index of a house's stays by the day they ended: most ended years ago."""

from django.db import migrations, models

CURRENT = models.Q(superseded_at__isnull=True, voided=False)


class Migration(migrations.Migration):
    dependencies = [("shelters", "0002_one_at_a_time")]

    operations = [
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(
                condition=CURRENT, fields=["shelter", "valid_to"], name="shelters_stay_house_until"
            ),
        ),
    ]
