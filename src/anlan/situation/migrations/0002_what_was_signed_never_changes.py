"""The database refuses to change a signed judgement report."""

from django.db import migrations

SQL = """
create function situation_refuse_change() returns trigger language plpgsql as $$
begin
    if old.state <> 'signed' or (tg_op = 'DELETE' and old.is_demo) then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    raise exception 'a signed judgement report never changes' using errcode = 'integrity_constraint_violation';
end $$;
create trigger signed_reports_are_frozen before update or delete on situation_judgementreport
    for each row execute function situation_refuse_change();
"""
UNDO = """
drop trigger signed_reports_are_frozen on situation_judgementreport;
drop function situation_refuse_change();
"""


class Migration(migrations.Migration):
    """Guards what was signed."""

    dependencies = [("situation", "0001_judgement_reports")]
    operations = [migrations.RunSQL(SQL, UNDO)]
