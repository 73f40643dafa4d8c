"""The extension exclusion constraints need; does nothing on SQLite."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Index ordinary columns together with ranges."""

    initial = True
    dependencies = []
    operations = [BtreeGistExtension()]
