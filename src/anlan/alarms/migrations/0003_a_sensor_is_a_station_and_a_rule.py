from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("alarms", "0002_members_falls_evidence_and_misses")]

    operations = [
        migrations.RemoveConstraint(model_name="alarmmember", name="a_sensor_is_a_member_of_an_alarm_once"),
        migrations.RunSQL(
            """
            delete from alarms_alarmmember one using alarms_alarmmember other
            where one.alarm_id = other.alarm_id and one.sensor = other.sensor and one.rule = other.rule
                and (one.highest_level, one.id) < (other.highest_level, other.id)
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="alarmmember",
            constraint=models.UniqueConstraint(
                fields=("alarm", "sensor", "rule"), name="a_sensor_is_a_member_of_an_alarm_once"
            ),
        ),
    ]
