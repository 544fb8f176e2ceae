"""The database itself refuses to change what was signed, fed back or counted."""

from django.db import migrations

TABLES = ("command_responsestep", "command_orderfeedback", "command_evacuationentry")
SQL = (
    """
create function command_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
""".replace("%%", "%")
    + "".join(
        f"create trigger {table}_is_append_only before update or delete on {table} "
        "for each row execute function command_refuse_change();\n"
        for table in TABLES
    )
)
UNDO = "".join(f"drop trigger {table}_is_append_only on {table};\n" for table in TABLES) + (
    "drop function command_refuse_change();"
)


class Migration(migrations.Migration):
    """Guards the histories."""

    dependencies = [("command", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
