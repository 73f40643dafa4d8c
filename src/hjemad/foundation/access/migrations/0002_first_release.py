"""The tables of the first release, as Django writes them, their constraints inside."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("access", "0002_assignments_of_hours"),
    ]

    dependencies = [
        ("access", "0001_first_release"),
        ("organisations", "0001_first_release"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__isnull", True), ("valid_to__isnull", False), _connector="OR"),
                name="access_assignment_of_hours_has_a_last_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="access_assignment_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("user", "role", "organisation"),
                name="access_assignment_once_at_a_time",
            ),
        ),
    ]
