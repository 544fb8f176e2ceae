"""The database itself refuses to change what was said of a household."""

from django.db import migrations

SQL = (
    "create trigger command_transfertick_is_append_only before update or delete on command_transfertick "
    "for each row execute function command_refuse_change();"
)
UNDO = "drop trigger command_transfertick_is_append_only on command_transfertick;"


class Migration(migrations.Migration):
    """Guards the history."""

    dependencies = [("command", "0010_households_are_moved_by_name")]
    operations = [migrations.RunSQL(SQL, UNDO)]
