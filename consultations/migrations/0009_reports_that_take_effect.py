"""A report of either kind takes effect or waits for a person."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("consultations", "0008_going_on_elsewhere"),
    ]

    operations = [
        migrations.RenameField(model_name="report", old_name="has_locked", new_name="has_effect"),
    ]
