"""Incidents from before statistics were kept wait for their totals to be counted (a tick of the room does it)."""

from django.db import migrations

SQL = """
insert into incidents_incidentcount
    (incident_id, region, unit, kind_group, grade, month, dead, missing, injured, loss_cents, is_counted)
select id, region, left(region, 6), left(event_kind, 3), grade,
       date_trunc('month', happened_at at time zone 'Asia/Shanghai')::date, 0, 0, 0, 0, false
  from incidents_incident where not is_exercise;
"""


class Migration(migrations.Migration):
    """Counts what is there."""

    dependencies = [("incidents", "0004_incidents_are_counted")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
