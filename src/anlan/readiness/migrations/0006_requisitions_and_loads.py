"""Requests for supplies, and the loads that answer them."""

import anlan.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('readiness', '0005_old_stock_goes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Requisition',
            fields=[
                ('id', models.UUIDField(default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.IntegerField(unique=True)),
                ('region', models.CharField(db_index=True, max_length=12)),
                ('addressed_to', models.CharField(max_length=12)),
                ('reason', models.CharField(max_length=300)),
                ('incident_id', models.UUIDField(db_index=True, null=True)),
                ('needed_by', models.DateTimeField(null=True)),
                ('state', models.CharField(db_index=True, default='open', max_length=12)),
                ('said', models.CharField(blank=True, max_length=300)),
                ('asked_by_id', models.CharField(max_length=80)),
                ('asked_by_name', models.CharField(max_length=80)),
                ('asked_at', models.DateTimeField()),
                ('token', models.CharField(blank=True, max_length=60)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requisitions', to='readiness.store')),
            ],
        ),
        migrations.CreateModel(
            name='RequisitionLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=12)),
                ('wanted', models.DecimalField(decimal_places=2, max_digits=12)),
                ('requisition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='readiness.requisition')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Shipment',
            fields=[
                ('id', models.UUIDField(default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.IntegerField(unique=True)),
                ('state', models.CharField(db_index=True, default='approved', max_length=12)),
                ('approved_by_name', models.CharField(max_length=80)),
                ('approved_at', models.DateTimeField()),
                ('vehicle', models.CharField(blank=True, max_length=40)),
                ('driver', models.CharField(blank=True, max_length=40)),
                ('expected_at', models.DateTimeField(null=True)),
                ('sent_by_name', models.CharField(blank=True, max_length=80)),
                ('sent_at', models.DateTimeField(null=True)),
                ('last_place', models.CharField(blank=True, max_length=120)),
                ('last_seen_at', models.DateTimeField(null=True)),
                ('received_by_name', models.CharField(blank=True, max_length=80)),
                ('received_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('requisition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shipments', to='readiness.requisition')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='loads_out', to='readiness.store')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='loads_in', to='readiness.store')),
            ],
        ),
        migrations.CreateModel(
            name='ShipmentLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=12)),
                ('planned', models.DecimalField(decimal_places=2, max_digits=12)),
                ('sent', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('received', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('shipment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='readiness.shipment')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='requisition',
            constraint=models.UniqueConstraint(condition=models.Q(('token', ''), _negated=True), fields=('asked_by_id', 'token'), name='a_sent_request_is_entered_once'),
        ),
        migrations.AddConstraint(
            model_name='requisitionline',
            constraint=models.UniqueConstraint(fields=('requisition', 'item'), name='an_item_is_asked_for_once'),
        ),
        migrations.AddConstraint(
            model_name='requisitionline',
            constraint=models.CheckConstraint(condition=models.Q(('wanted__gt', 0)), name='a_request_asks_for_something'),
        ),
        migrations.AddConstraint(
            model_name='shipment',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='a_load_goes_to_another_store'),
        ),
        migrations.AddConstraint(
            model_name='shipmentline',
            constraint=models.UniqueConstraint(fields=('shipment', 'item'), name='an_item_is_loaded_once'),
        ),
        migrations.AddConstraint(
            model_name='shipmentline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('planned__gt', 0), ('received__isnull', True), ('sent__isnull', True)), models.Q(('received__isnull', True), ('sent__gte', 0), ('sent__lte', models.F('planned'))), models.Q(('received__gte', 0), ('received__lte', models.F('sent')), ('sent__lte', models.F('planned'))), _connector='OR'), name='a_load_brings_no_more_than_it_carried'),
        ),
    ]
