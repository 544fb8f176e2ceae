"""The database itself refuses to change what was sent; only the receipt may be written, once."""

from django.db import migrations

SQL = """
create function reporting_refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.received_at is null
       and (to_jsonb(new) - array['received_by', 'received_at', 'receipt_note']) =
           (to_jsonb(old) - array['received_by', 'received_at', 'receipt_note']) then
        return new;
    end if;
    raise exception 'what was sent is frozen' using errcode = 'integrity_constraint_violation';
end $$;
create trigger transmissions_are_frozen before update or delete on reporting_transmission
    for each row execute function reporting_refuse_change();
"""
UNDO = "drop trigger transmissions_are_frozen on reporting_transmission; drop function reporting_refuse_change();"


class Migration(migrations.Migration):
    """Guards what was sent."""

    dependencies = [("reporting", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
