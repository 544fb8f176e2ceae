"""The database itself refuses to change a hand-over that both have signed, and any note of the log."""

from django.db import migrations

SQL = """
create function duty_refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.is_demo then
        return old;
    end if;
    raise exception 'what was signed or written is frozen' using errcode = 'integrity_constraint_violation';
end $$;
create trigger signed_handovers_are_frozen before update or delete on duty_handover
    for each row when (old.state = 'done') execute function duty_refuse_change();
create trigger notes_are_frozen before update or delete on duty_lognote
    for each row execute function duty_refuse_change();
"""
UNDO = """
drop trigger signed_handovers_are_frozen on duty_handover;
drop trigger notes_are_frozen on duty_lognote;
drop function duty_refuse_change();
"""


class Migration(migrations.Migration):
    """Guards what was signed."""

    dependencies = [("duty", "0002_handovers_and_notes")]
    operations = [migrations.RunSQL(SQL, UNDO)]
