import django.db.models.deletion
import portal.clock
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('consultations', '0001_initial'),
        ('glossary', '0001_initial'),
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='GovernanceIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lede', models.TextField(blank=True, verbose_name='opening')),
            ],
            options={
                'verbose_name': 'decisions: opening words',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='address')),
                ('prefix', models.SlugField(max_length=6, unique=True, verbose_name="prefix of its decisions' numbers")),
                ('names', models.JSONField(verbose_name='name by language')),
                ('kind', models.CharField(choices=[('deciding', 'decides'), ('advisory', 'advises')], default='deciding', max_length=10)),
                ('rule', models.JSONField(default=dict, verbose_name='pass rule')),
                ('last_call_days', models.PositiveSmallIntegerField(default=21, verbose_name='days of last call')),
                ('appeal_days', models.PositiveSmallIntegerField(default=60, verbose_name='days in which anybody may object')),
                ('review_months', models.PositiveSmallIntegerField(default=24, verbose_name='months until a decision is looked at again')),
                ('created_at', models.DateTimeField(default=portal.clock.now)),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='body', to='auth.group')),
            ],
            options={
                'verbose_name': 'body',
                'verbose_name_plural': 'bodies',
                'ordering': ['kind', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='BodyPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lede', models.TextField(blank=True, verbose_name='opening')),
                ('mandate', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('quote', 4)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'heading', 'template': 'portal/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'text', 'template': 'portal/blocks/text.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'words'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('words', 2), ('speaker', 3)]], {})}, verbose_name='mandate')),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='governance.body')),
            ],
            options={
                'verbose_name': 'body: words',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('public', 'everybody'), ('members', 'members of the alliance'), ('body', 'one body and the secretariat')], default='public', max_length=10, verbose_name='who may read it')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('kind', models.CharField(choices=[('standard', 'standard'), ('term', 'agreed term'), ('policy', 'policy'), ('procedure', 'procedure')], default='policy', max_length=10)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('last_call', 'last call'), ('returned', 'returned to the body'), ('in_force', 'in force'), ('superseded', 'replaced'), ('suspended', 'suspended')], default='draft', max_length=10)),
                ('rule_snapshot', models.JSONField(default=dict)),
                ('result', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(default=portal.clock.now)),
                ('last_call_from', models.DateTimeField(blank=True, null=True)),
                ('last_call_until', models.DateTimeField(blank=True, null=True)),
                ('last_call_words', models.JSONField(blank=True, default=dict)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='in force from')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='to be looked at again on')),
                ('audience_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='governance.body')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='governance.decision')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('audience', 'body'), ('audience_group__isnull', False)), models.Q(models.Q(('audience', 'body'), _negated=True), ('audience_group', None)), _connector='OR'), name='governance_decision_audience_names_its_body'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='decision_published_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['in_force', 'superseded', 'suspended']), _negated=True), models.Q(('decided_at__isnull', False), ('published_at__isnull', False), ('review_on__isnull', False)), _connector='OR'), name='decision_in_force_is_published_and_reviewed'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('published_at', None), ('returned_at__isnull', False)), _connector='OR'), name='decision_returned_at'), models.CheckConstraint(condition=models.Q(('supersedes', None), models.Q(('supersedes', models.F('pk')), _negated=True), _connector='OR'), name='decision_supersedes_another')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='governance.body')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.stakeholdergroup')),
                ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
            ],
            options={
                'verbose_name': 'seat',
                'verbose_name_plural': 'seats',
                'ordering': ['body', 'group__position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='seat_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='AnsweredComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='consultations.comment')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answered_comments', to='governance.decision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('decision', 'comment'), name='answered_comment_once')],
            },
        ),
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draft', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='consultations.draft')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='glossary.conceptversion')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='governance.decision')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('draft__isnull', False), ('version', None)), models.Q(('draft', None), ('version__isnull', False)), _connector='OR'), name='adoption_of_one_thing'), models.UniqueConstraint(fields=('decision', 'version'), name='adoption_version_once'), models.UniqueConstraint(fields=('decision', 'draft'), name='adoption_draft_once')],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titles', models.JSONField(verbose_name='what, by language')),
                ('owner', models.CharField(max_length=200, verbose_name='who')),
                ('due_on', models.DateField(verbose_name='due')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='governance.decision')),
            ],
            options={
                'verbose_name': 'action',
                'verbose_name_plural': 'actions',
                'ordering': ['decision', 'due_on'],
            },
        ),
        migrations.CreateModel(
            name='DecisionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('plain_summary', models.TextField(blank=True, verbose_name='plain summary')),
                ('cost_line', models.CharField(blank=True, max_length=240, verbose_name='what it costs, in one line')),
                ('question', models.TextField(blank=True, verbose_name='the question')),
                ('context', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('quote', 4)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'heading', 'template': 'portal/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'text', 'template': 'portal/blocks/text.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'words'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('words', 2), ('speaker', 3)]], {})}, verbose_name='context')),
                ('rationale', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('quote', 4)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'heading', 'template': 'portal/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'text', 'template': 'portal/blocks/text.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'words'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('words', 2), ('speaker', 3)]], {})}, verbose_name='reasons')),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='governance.decision')),
            ],
            options={
                'verbose_name': 'decision: words',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('titles', models.JSONField(verbose_name='title by language')),
                ('descriptions', models.JSONField(blank=True, default=dict, verbose_name='description by language')),
                ('rejections', models.JSONField(blank=True, default=dict, verbose_name='why it was not chosen, by language')),
                ('is_baseline', models.BooleanField(default=False, verbose_name='no action')),
                ('is_chosen', models.BooleanField(default=False, verbose_name='chosen')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='options', to='governance.decision')),
            ],
            options={
                'verbose_name': 'option',
                'verbose_name_plural': 'options',
                'ordering': ['decision', 'position'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'position'), name='option_position_once'), models.UniqueConstraint(condition=models.Q(('is_baseline', True)), fields=('decision',), name='option_one_baseline'), models.UniqueConstraint(condition=models.Q(('is_chosen', True)), fields=('decision',), name='option_one_chosen')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(choices=[('support', 'supports'), ('no_objection', 'does not object'), ('object', 'objects'), ('abstain', 'abstains'), ('recuse', 'stood aside')], max_length=12)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('comment', models.TextField(blank=True, verbose_name='reservation or comment')),
                ('language', models.CharField(default='en', max_length=35)),
                ('taken_at', models.DateTimeField(default=portal.clock.now)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='governance.decision')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.stakeholdergroup')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='governance.seat')),
            ],
            options={
                'verbose_name': 'position',
                'verbose_name_plural': 'positions',
                'ordering': ['decision', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('value__in', ['object', 'recuse']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='position_objection_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='TradeOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('public', 'everybody'), ('members', 'members of the alliance'), ('body', 'one body and the secretariat')], default='public', max_length=10, verbose_name='who may read it')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('price_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('horizon_years', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('evaluate_on', models.DateField(blank=True, null=True, verbose_name='to be compared with what came true on')),
                ('created_at', models.DateTimeField(default=portal.clock.now)),
                ('verdict', models.CharField(blank=True, choices=[('positive', 'positive'), ('reservations', 'with reservations'), ('negative', 'negative')], max_length=12, verbose_name='what the reviewer says')),
                ('review_notes', models.JSONField(blank=True, default=dict, verbose_name="the reviewer's words, by language")),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('audience_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='trade_off', to='governance.decision')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'trade-off statement',
                'verbose_name_plural': 'trade-off statements',
                'ordering': ['-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('audience', 'body'), ('audience_group__isnull', False)), models.Q(models.Q(('audience', 'body'), _negated=True), ('audience_group', None)), _connector='OR'), name='governance_tradeoff_audience_names_its_body'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='tradeoff_published_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at', None), ('reviewed_by', None), ('verdict', '')), models.Q(('reviewed_at__isnull', False), ('reviewed_by__isnull', False), models.Q(('verdict', ''), _negated=True)), _connector='OR'), name='tradeoff_reviewed_at_and_by'), models.CheckConstraint(condition=models.Q(('reviewed_by', None), models.Q(('reviewed_by', models.F('created_by')), _negated=True), _connector='OR'), name='tradeoff_reviewed_by_another'), models.CheckConstraint(condition=models.Q(('published_at', None), models.Q(('evaluate_on__isnull', False), ('reviewed_at__isnull', False)), _connector='OR'), name='tradeoff_published_once_reviewed')],
            },
        ),
        migrations.CreateModel(
            name='Impact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(choices=[('economic', 'economic'), ('social', 'social'), ('environmental', 'environmental')], max_length=14)),
                ('direction', models.CharField(choices=[('cost', 'cost'), ('benefit', 'benefit'), ('none', 'nothing that counts, because')], max_length=8)),
                ('magnitude', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'minor'), (2, 'moderate'), (3, 'major'), (4, 'severe')], null=True)),
                ('low', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('central', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('high', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('texts', models.JSONField(verbose_name='what it is, by language')),
                ('evidence', models.TextField(blank=True, verbose_name='evidence')),
                ('is_assumption', models.BooleanField(default=False, verbose_name='assumed, not shown')),
                ('confidence', models.CharField(choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], default='medium', max_length=6)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.stakeholdergroup')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='impacts', to='governance.option')),
                ('trade_off', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='impacts', to='governance.tradeoff')),
            ],
            options={
                'verbose_name': 'impact',
                'verbose_name_plural': 'impacts',
                'ordering': ['trade_off', 'option__position', 'dimension', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('direction', 'none'), ('group__isnull', False), _connector='OR'), name='impact_has_a_bearer'), models.CheckConstraint(condition=models.Q(('direction', 'none'), ('magnitude__isnull', False), _connector='OR'), name='impact_has_a_magnitude'), models.CheckConstraint(condition=models.Q(models.Q(('central', None), ('high', None), ('low', None)), models.Q(('central__lte', models.F('high')), ('low__lte', models.F('central')), models.Q(('unit', ''), _negated=True)), _connector='OR'), name='impact_figures_are_ordered_and_have_a_unit')],
            },
        ),
        migrations.CreateModel(
            name='TradeOffPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('plain_summary', models.TextField(blank=True, verbose_name='plain summary')),
                ('problem', models.TextField(blank=True, verbose_name='the problem')),
                ('given_up', models.TextField(blank=True, verbose_name='what is given up, and by whom')),
                ('given_up_why', models.TextField(blank=True, verbose_name='why that is accepted')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('quote', 4)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'heading', 'template': 'portal/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'text', 'template': 'portal/blocks/text.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'words'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('words', 2), ('speaker', 3)]], {})}, verbose_name='how it was weighed')),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='governance.tradeoff')),
            ],
            options={
                'verbose_name': 'trade-off statement: words',
            },
            bases=('wagtailcore.page',),
        ),
    ]
