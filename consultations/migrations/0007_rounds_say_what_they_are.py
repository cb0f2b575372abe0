from django.db import migrations, models


def say_what_they_are(apps, schema_editor):
    """A round without a draft is a survey; whoever made one edited it last; it was held in its draft's language.

    A migration of its own: PostgreSQL makes no index on a table whose changed rows still wait for their checks.
    """
    Round = apps.get_model("consultations", "Round")
    Round.objects.filter(draft=None, kind="public").update(kind="survey")
    Round.objects.filter(created_by__isnull=False, edited_by=None).update(
        edited_at=models.F("created_at"), edited_by=models.F("created_by")
    )
    for round in Round.objects.filter(languages=[]).select_related("draft"):
        language = round.draft.language if round.draft else "en"
        Round.objects.filter(pk=round.pk).update(languages=[language])


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0006_care_for_voices'),
    ]

    operations = [
        migrations.RunPython(say_what_they_are, migrations.RunPython.noop),
    ]
