"""The database itself refuses to change what an observer noted."""

from django.db import migrations

SQL = (
    "create trigger drills_observation_is_append_only before update or delete on drills_observation "
    "for each row execute function command_refuse_change();"
)
UNDO = "drop trigger drills_observation_is_append_only on drills_observation;"


class Migration(migrations.Migration):
    """Guards the notes."""

    dependencies = [("drills", "0001_initial"), ("command", "0002_histories_are_append_only")]
    operations = [migrations.RunSQL(SQL, UNDO)]
