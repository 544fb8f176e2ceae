"""The database itself refuses to change what was sent."""

from django.db import migrations

SQL = """
create function refuse_transmission_change() returns trigger language plpgsql as $$
begin
    raise exception 'a transmission is frozen' using errcode = 'integrity_constraint_violation';
end $$;
create trigger transmissions_are_frozen before update on public_warnings_transmission
    for each row execute function refuse_transmission_change();
"""

UNDO = """
drop trigger transmissions_are_frozen on public_warnings_transmission;
drop function refuse_transmission_change();
"""


class Migration(migrations.Migration):
    """Guards transmissions."""

    dependencies = [("public_warnings", "0001_warnings_and_calls")]
    operations = [migrations.RunSQL(SQL, UNDO)]
