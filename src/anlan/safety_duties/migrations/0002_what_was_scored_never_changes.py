"""The database refuses to change a score, or an entry but for its being taken back; a demonstration may go whole."""

from django.db import migrations

SQL = """
create function safety_duties_refuse_change() returns trigger language plpgsql as $$
declare free text[] := case tg_table_name
    when 'safety_duties_dutyrecord' then array['withdrawn', 'withdrawn_by']
    else array[]::text[] end;
    was jsonb := to_jsonb(old);
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - free = was - free
       and (tg_table_name <> 'safety_duties_dutyrecord' or was ->> 'withdrawn' = '') then
        return new;
    end if;
    if tg_op = 'DELETE' and exists (
        select 1 from safety_duties_dutylist l where l.is_demo and l.id = coalesce(
            (was ->> 'list_id')::uuid,
            (select i.list_id from safety_duties_dutyitem i where i.id = (was ->> 'item_id')::uuid))) then
        return old;
    end if;
    raise exception 'what was entered or scored never changes' using errcode = 'integrity_constraint_violation';
end $$;
create trigger entries_never_change before update or delete on safety_duties_dutyrecord
    for each row execute function safety_duties_refuse_change();
create trigger scores_never_change before update or delete on safety_duties_score
    for each row execute function safety_duties_refuse_change();
"""
UNDO = """
drop trigger entries_never_change on safety_duties_dutyrecord;
drop trigger scores_never_change on safety_duties_score;
drop function safety_duties_refuse_change();
"""


class Migration(migrations.Migration):
    """Guards what was entered and scored."""

    dependencies = [("safety_duties", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
