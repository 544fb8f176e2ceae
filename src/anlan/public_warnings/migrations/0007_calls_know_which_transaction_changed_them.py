"""Every change of a call carries its transaction's number, so that a board can ask for what it has not seen."""

from django.db import migrations

SQL = """
create function stamp_call_change() returns trigger language plpgsql as $$
begin
    new.changed_xid := txid_current();
    return new;
end $$;
create trigger calls_carry_their_change before insert or update on public_warnings_calltask
    for each row execute function stamp_call_change();
"""

UNDO = """
drop trigger calls_carry_their_change on public_warnings_calltask;
drop function stamp_call_change();
"""


class Migration(migrations.Migration):
    """Stamps calls."""

    dependencies = [("public_warnings", "0006_ladders_answers_and_moves")]
    operations = [migrations.RunSQL(SQL, UNDO)]
