"""The database itself refuses to change what was told: words, place, time, way in, digest."""

from django.db import migrations

SQL = """
create function intake_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was told stays as it was told';
end $$;
create trigger what_was_told_stays before update on intake_matter for each row
when ((old.text, old.digest, old.received_at, old.told_at, old.kind, old.number, old.region, old.place_text,
       old.teller_name, old.teller_phone, old.hurt) is distinct from
      (new.text, new.digest, new.received_at, new.told_at, new.kind, new.number, new.region, new.place_text,
       new.teller_name, new.teller_phone, new.hurt))
execute function intake_refuse_change();
"""
UNDO = "drop trigger what_was_told_stays on intake_matter; drop function intake_refuse_change();"


class Migration(migrations.Migration):
    """Guards what was told."""

    dependencies = [("intake", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
