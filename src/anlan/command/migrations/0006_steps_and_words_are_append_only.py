"""The database itself refuses to change a step of an order or a word of a team."""

from django.db import migrations

TABLES = ("command_orderstep", "command_teamword")
SQL = "".join(
    f"create trigger {table}_is_append_only before update or delete on {table} "
    "for each row execute function command_refuse_change();\n"
    for table in TABLES
)
UNDO = "".join(f"drop trigger {table}_is_append_only on {table};\n" for table in TABLES)


class Migration(migrations.Migration):
    """Guards the histories."""

    dependencies = [("command", "0005_orders_climb_a_ladder")]
    operations = [migrations.RunSQL(SQL, UNDO)]
