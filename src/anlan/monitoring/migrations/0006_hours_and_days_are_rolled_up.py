"""Hourly and daily values, and the marks on what has changed since they were rolled up.

Hours are partitioned by year; the readings that are there already are marked as changed, so that they are rolled up.
"""

from django.db import migrations, models

_COLUMNS = """
    series_id integer not null,
    start timestamptz not null,
    total double precision not null,
    least double precision not null,
    greatest double precision not null,
    last double precision not null,
    count integer not null,
    primary key (series_id, start)
"""
FORWARD = f"""
create table monitoring_hourvalue ({_COLUMNS}) partition by range (start);
create table monitoring_dayvalue ({_COLUMNS});
create sequence monitoring_rollmark_version;
create table monitoring_rollmark (
    step varchar(4) not null check (step in ('hour', 'day')),
    start timestamptz not null,
    bucket integer not null,
    writer integer not null,
    version bigint not null default nextval('monitoring_rollmark_version'),
    primary key (step, start, bucket, writer)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
insert into monitoring_rollmark (step, start, bucket, writer)
select distinct 'hour', date_trunc('hour', time - interval '1 microsecond', 'UTC'), series_id / 16384, 0
from monitoring_reading;
"""
BACKWARD = """
drop table monitoring_rollmark;
drop sequence monitoring_rollmark_version;
drop table monitoring_dayvalue;
drop table monitoring_hourvalue;
"""


def _rolled(name):
    return migrations.CreateModel(
        name=name,
        fields=[
            ("pk", models.CompositePrimaryKey("series_id", "start", blank=True, editable=False, primary_key=True, serialize=False)),
            ("series_id", models.IntegerField()),
            ("start", models.DateTimeField()),
            ("total", models.FloatField()),
            ("least", models.FloatField()),
            ("greatest", models.FloatField()),
            ("last", models.FloatField()),
            ("count", models.IntegerField()),
        ],
        options={"db_table": f"monitoring_{name.lower()}", "managed": False},
    )


class Migration(migrations.Migration):
    """Make the tables that Django only reads."""

    dependencies = [("monitoring", "0005_kinds_and_quantities_are_data")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        _rolled("HourValue"),
        _rolled("DayValue"),
        migrations.CreateModel(
            name="RollMark",
            fields=[
                ("pk", models.CompositePrimaryKey("step", "start", "bucket", "writer", blank=True, editable=False, primary_key=True, serialize=False)),
                ("step", models.CharField(max_length=4)),
                ("start", models.DateTimeField()),
                ("bucket", models.IntegerField()),
                ("writer", models.IntegerField()),
                ("version", models.BigIntegerField()),
            ],
            options={"db_table": "monitoring_rollmark", "managed": False},
        ),
    ]
