"""Readings: partitioned by month; a BRIN index serves "all series, some minutes"."""

from django.db import migrations

FORWARD = """
create table monitoring_reading (
    series_id integer not null,
    time timestamptz not null,
    value double precision not null,
    quality smallint not null,
    received timestamptz not null,
    primary key (series_id, time)
) partition by range (time);
create index monitoring_reading_time on monitoring_reading using brin (time) with (pages_per_range = 32);
insert into monitoring_directoryedition (id, number) values (1, 0);
"""


class Migration(migrations.Migration):
    """Make the table that Django only reads."""

    dependencies = [("monitoring", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, "drop table monitoring_reading; delete from monitoring_directoryedition")]
