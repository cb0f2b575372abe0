import django.db.models.deletion
import portal.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='GlossaryIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lede', models.TextField(blank=True, verbose_name='opening')),
            ],
            options={
                'verbose_name': 'glossary: opening words',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='GlossaryState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Concept',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='code')),
                ('domain', models.CharField(blank=True, max_length=80, verbose_name='field')),
                ('created_at', models.DateTimeField(default=portal.clock.now)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawal_reason', models.TextField(blank=True, verbose_name='why it was withdrawn')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='glossary.concept')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'concept',
                'verbose_name_plural': 'concepts',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='concept_withdrawn_at_and_by'), models.CheckConstraint(condition=models.Q(('replaced_by', None), models.Q(('replaced_by', models.F('pk')), _negated=True), _connector='OR'), name='concept_replaced_by_another')],
            },
        ),
        migrations.CreateModel(
            name='ConceptVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('status', models.CharField(choices=[('proposed', 'proposed'), ('under_review', 'under review'), ('agreed', 'agreed'), ('superseded', 'superseded'), ('withdrawn', 'withdrawn'), ('rejected', 'rejected')], default='proposed', max_length=12, verbose_name='status')),
                ('change_class', models.CharField(choices=[('meaning', 'change of meaning'), ('wording', 'change of wording'), ('translation', 'change of a translation')], default='meaning', max_length=12, verbose_name='kind of change')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the change')),
                ('source_language', models.CharField(default='en', max_length=35)),
                ('created_at', models.DateTimeField(default=portal.clock.now)),
                ('review_opened_at', models.DateTimeField(blank=True, null=True)),
                ('review_until', models.DateField(blank=True, null=True, verbose_name='under review until')),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('decision_number', models.CharField(blank=True, max_length=40, verbose_name='agreed by decision')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='to be looked at again on')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closing_reason', models.TextField(blank=True, verbose_name='why it was rejected')),
                ('content_sha256', models.CharField(blank=True, max_length=64)),
                ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('concept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='glossary.concept')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['concept', '-number'],
                'constraints': [models.UniqueConstraint(fields=('concept', 'number'), name='version_number_once'), models.UniqueConstraint(condition=models.Q(('status', 'agreed')), fields=('concept',), name='version_one_agreed'), models.UniqueConstraint(condition=models.Q(('status__in', ['proposed', 'under_review'])), fields=('concept',), name='version_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False)), _connector='OR'), name='version_agreed_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['agreed', 'superseded']), _negated=True), models.Q(('agreed_at__isnull', False), models.Q(('decision_number', ''), _negated=True), models.Q(('content_sha256', ''), _negated=True)), _connector='OR'), name='version_agreed_by_a_decision')],
            },
        ),
        migrations.CreateModel(
            name='GroupPhrasing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=35, verbose_name='language')),
                ('text', models.TextField(verbose_name='how they say it')),
                ('attribution', models.CharField(blank=True, max_length=200, verbose_name='who said it, where')),
                ('recorded_at', models.DateTimeField(default=portal.clock.now)),
                ('concept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phrasings', to='glossary.concept')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.stakeholdergroup')),
            ],
            options={
                'verbose_name': 'group phrasing',
                'verbose_name_plural': 'group phrasings',
                'ordering': ['concept', 'group__position', 'language'],
                'constraints': [models.UniqueConstraint(fields=('concept', 'group', 'language'), name='phrasing_once_a_group_and_language')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(choices=[('agree', 'agreed'), ('reservation', 'agreed, with a reservation'), ('object', 'objected'), ('abstain', 'abstained'), ('absent', 'gave no answer')], max_length=12)),
                ('text', models.TextField(blank=True, verbose_name='reservation or objection, in its own words')),
                ('language', models.CharField(default='en', max_length=35)),
                ('filed_at', models.DateTimeField(default=portal.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.stakeholdergroup')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='glossary.conceptversion')),
            ],
            options={
                'ordering': ['version', 'group__position'],
                'constraints': [models.UniqueConstraint(fields=('version', 'group'), name='agreement_once_a_group'), models.CheckConstraint(condition=models.Q(models.Q(('value__in', ['reservation', 'object']), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='agreement_reservation_has_words')],
            },
        ),
        migrations.CreateModel(
            name='LanguageEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=35, verbose_name='language')),
                ('definition', models.TextField(blank=True, verbose_name='definition')),
                ('notes', models.JSONField(blank=True, default=list, verbose_name='notes to entry')),
                ('examples', models.JSONField(blank=True, default=list, verbose_name='examples')),
                ('sources', models.JSONField(blank=True, default=list, verbose_name='sources')),
                ('translation_state', models.CharField(choices=[('source', 'source'), ('draft', 'draft'), ('reviewed', 'reviewed'), ('agreed', 'agreed'), ('outdated', 'outdated')], default='draft', max_length=10)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='glossary.conceptversion')),
            ],
            options={
                'verbose_name': 'language entry',
                'verbose_name_plural': 'language entries',
                'ordering': ['version', 'language'],
                'constraints': [models.UniqueConstraint(fields=('version', 'language'), name='entry_once_a_language')],
            },
        ),
        migrations.CreateModel(
            name='Mapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('match', models.CharField(choices=[('exact', 'the same'), ('close', 'nearly the same'), ('broad', 'broader there'), ('narrow', 'narrower there'), ('related', 'related there')], max_length=8)),
                ('uri', models.URLField(max_length=500)),
                ('label', models.CharField(blank=True, max_length=240)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mappings', to='glossary.conceptversion')),
            ],
            options={
                'ordering': ['version', 'match', 'uri'],
                'constraints': [models.UniqueConstraint(fields=('version', 'uri'), name='mapping_once')],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('broader', 'broader'), ('related', 'related'), ('part_of', 'part of'), ('contrast', 'not to be confused with')], max_length=10)),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='related_from', to='glossary.concept')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations', to='glossary.conceptversion')),
            ],
            options={
                'ordering': ['version', 'kind', 'target'],
                'constraints': [models.UniqueConstraint(fields=('version', 'kind', 'target'), name='relation_once')],
            },
        ),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=240, verbose_name='designation')),
                ('status', models.CharField(choices=[('preferred', 'preferred'), ('admitted', 'also accepted'), ('deprecated', 'please avoid'), ('lookup', 'only to be found by')], default='preferred', max_length=10)),
                ('kind', models.CharField(choices=[('full_form', 'full form'), ('acronym', 'acronym'), ('abbreviation', 'abbreviation'), ('short_form', 'short form'), ('variant', 'variant'), ('phrase', 'phrase')], default='full_form', max_length=14)),
                ('matching', models.CharField(choices=[('normal', 'linked in any form'), ('case_sensitive', 'linked only as written'), ('never', 'never linked by itself')], default='normal', max_length=14)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='glossary.languageentry')),
            ],
            options={
                'verbose_name': 'designation',
                'verbose_name_plural': 'designations',
                'ordering': ['entry', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'preferred')), fields=('entry',), name='designation_one_preferred'), models.UniqueConstraint(fields=('entry', 'text'), name='designation_once_an_entry'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='designation_has_text')],
            },
        ),
    ]
