"""A ledger of entries and postings, with accounts, batches, balances and norms."""

import anlan.kernel.ids
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the ledger's tables."""

    dependencies = [
        ('readiness', '0001_teams_stores_shelters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=12)),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=14)),
                ('floor', models.DecimalField(decimal_places=2, max_digits=12)),
                ('ceiling', models.DecimalField(decimal_places=2, max_digits=12)),
                ('expires_on', models.DateField(null=True)),
            ],
            options={
                'db_table': 'readiness_holding',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('party', models.CharField(blank=True, max_length=80)),
                ('sign', models.SmallIntegerField()),
                ('store', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='accounts', to='readiness.store')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('reason', models.CharField(max_length=300)),
                ('document', models.CharField(blank=True, max_length=60)),
                ('party', models.CharField(blank=True, max_length=80)),
                ('party_id', models.UUIDField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('subject_id', models.UUIDField(db_index=True, null=True)),
                ('by_id', models.CharField(max_length=80)),
                ('by_name', models.CharField(max_length=80)),
                ('token', models.CharField(blank=True, max_length=60)),
                ('is_demo', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='readiness.store')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Lot',
            fields=[
                ('id', models.UUIDField(default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('item', models.CharField(db_index=True, max_length=12)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('made_on', models.DateField(null=True)),
                ('expires_on', models.DateField(null=True)),
                ('origin', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'indexes': [models.Index(fields=['expires_on'], name='lots_by_expiry')],
                'constraints': [models.UniqueConstraint(fields=('item', 'number', 'made_on', 'expires_on', 'origin'), name='a_batch_is_entered_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('code', django.db.models.functions.text.Upper('code'))), name='a_label_is_in_capitals')],
            },
        ),
        migrations.CreateModel(
            name='Balance',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=12)),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=14)),
                ('sign', models.SmallIntegerField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='balances', to='readiness.account')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='balances', to='readiness.lot')),
            ],
        ),
        migrations.CreateModel(
            name='Norm',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('item', models.CharField(db_index=True, max_length=12)),
                ('floor', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('ceiling', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='norms', to='readiness.store')),
            ],
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=12)),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=12)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='readiness.entry')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='readiness.lot')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outgoing', to='readiness.account')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='incoming', to='readiness.account')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(fields=('kind', 'store', 'party'), name='an_account_is_opened_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(('sign__in', (-1, 0, 1))), name='an_account_has_a_known_sign'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('token', ''), _negated=True), fields=('by_id', 'token'), name='a_sent_form_is_entered_once'),
        ),
        migrations.AddIndex(
            model_name='balance',
            index=models.Index(fields=['item', 'account'], name='balances_of_an_item'),
        ),
        migrations.AddConstraint(
            model_name='balance',
            constraint=models.UniqueConstraint(fields=('account', 'lot'), name='a_batch_has_one_balance_in_an_account'),
        ),
        migrations.AddConstraint(
            model_name='balance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quantity__gte', 0), ('sign', 1)), models.Q(('quantity__lte', 0), ('sign', -1)), _connector='OR'), name='a_balance_keeps_its_bound'),
        ),
        migrations.AddConstraint(
            model_name='norm',
            constraint=models.UniqueConstraint(fields=('store', 'item'), name='an_item_has_one_norm_in_a_store'),
        ),
        migrations.AddConstraint(
            model_name='norm',
            constraint=models.CheckConstraint(condition=models.Q(('floor__gte', 0), models.Q(('ceiling', 0), ('ceiling__gte', models.F('floor')), _connector='OR')), name='a_norm_has_its_floor_below_its_ceiling'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='a_posting_moves_something'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='a_posting_has_two_sides'),
        ),
    ]
