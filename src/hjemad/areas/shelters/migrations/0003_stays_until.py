"""Indexes by the day a stay ended: most ended years ago, and what one may see hangs on those that did not."""

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
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(condition=CURRENT, fields=["valid_to"], name="shelters_stay_until"),
        ),
    ]
