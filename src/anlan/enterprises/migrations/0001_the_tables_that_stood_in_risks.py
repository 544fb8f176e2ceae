"""Enterprises and major hazards take over the tables that ``risks`` has renamed; nothing is made in the database."""

import anlan.kernel.ids
import django.contrib.gis.db.models.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_departments_have_a_branch"),
        ("risks", "0002_enterprises_have_a_room_of_their_own"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Enterprise',
                    fields=[
                        ('id', models.UUIDField(default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('code', models.CharField(max_length=40, unique=True)),
                        ('name', models.CharField(max_length=80)),
                        ('industry', models.CharField(max_length=30)),
                        ('region', models.CharField(db_index=True, max_length=12)),
                        ('location', django.contrib.gis.db.models.fields.PointField(srid=4326)),
                        ('staff', models.IntegerField(default=0)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                    ],
                    options={
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='MajorHazard',
                    fields=[
                        ('id', models.UUIDField(default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('code', models.CharField(max_length=40, unique=True)),
                        ('name', models.CharField(max_length=80)),
                        ('region', models.CharField(db_index=True, max_length=12)),
                        ('location', django.contrib.gis.db.models.fields.PointField(srid=4326)),
                        ('substance', models.CharField(max_length=60)),
                        ('quantity', models.FloatField(help_text='t')),
                        ('critical_quantity', models.FloatField(help_text='t')),
                        ('r_value', models.FloatField()),
                        ('hazard_class', models.SmallIntegerField()),
                        ('is_demo', models.BooleanField(default=False)),
                        ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='major_hazards', to='enterprises.enterprise')),
                    ],
                    options={
                        'ordering': ['code'],
                    },
                ),
            ],
        ),
    ]
