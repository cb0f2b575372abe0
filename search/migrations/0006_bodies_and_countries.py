"""Whose decision it is, and from which country a comment comes; on PostgreSQL exact words end with their field."""

from django.db import migrations, models

from search import structures


def renew(apps, schema_editor):
    for sql in structures.renewal(schema_editor.connection.vendor):
        schema_editor.execute(sql, params=None)


def fill_bodies(apps, schema_editor):
    """In what stands in the index already; trade-offs follow with the next change of their decision or a rebuild."""
    entries = apps.get_model("search", "SearchEntry").objects
    for body in apps.get_model("governance", "Body").objects.all():
        decisions = body.decisions.values("pk")
        entries.filter(model="governance.body", object_id=body.pk).update(of_body=body.slug)
        entries.filter(model="governance.decision", object_id__in=decisions).update(of_body=body.slug)


def fill_countries(apps, schema_editor):
    """Of those comments only beside which a name may stand."""
    entries = apps.get_model("search", "SearchEntry").objects
    named = apps.get_model("consultations", "Comment")._base_manager.filter(
        submission__confidentiality="name", submission__disputed_at=None
    )
    for country in named.order_by().values_list("submission__country", flat=True).distinct():
        comments = named.filter(submission__country=country).values("pk")
        entries.filter(model="consultations.comment", object_id__in=comments).update(country=country)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0005_alerts_picks_and_searches_without_a_hit"),
        ("consultations", "0026_speaking_early_and_again"),
        ("governance", "0003_marks_on_terms"),
    ]

    operations = [
        migrations.AddField(
            "searchentry", "of_body", models.CharField(blank=True, default="", max_length=60), preserve_default=False
        ),
        migrations.AddField(
            "searchentry", "country", models.CharField(blank=True, default="", max_length=2), preserve_default=False
        ),
        migrations.RunPython(fill_bodies, migrations.RunPython.noop),
        migrations.RunPython(fill_countries, migrations.RunPython.noop),
        migrations.RunPython(renew, migrations.RunPython.noop),
    ]
