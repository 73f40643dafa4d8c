"""An index of all stays by the day they ended: the claim of a quarter asks for those of every house."""

from django.db import migrations, models

CURRENT = models.Q(superseded_at__isnull=True, voided=False)


class Migration(migrations.Migration):
    dependencies = [("shelters", "0003_stays_until")]

    operations = [
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(condition=CURRENT, fields=["valid_to"], name="shelters_stay_until"),
        ),
    ]
