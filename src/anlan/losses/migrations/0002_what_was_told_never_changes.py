"""The database itself refuses to change what was told; only an entry's state and a note's explanation may be written."""

from django.db import migrations

SQL = """
create function losses_refuse_change() returns trigger language plpgsql as $$
declare free text[] := case tg_table_name
    when 'losses_entry' then array['state']
    when 'losses_note' then array['explanation', 'explained_by', 'explained_at']
    else array[]::text[] end;
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - free = to_jsonb(old) - free
       and (tg_table_name <> 'losses_note' or to_jsonb(old) ->> 'explanation' = '') then
        return new;
    end if;
    raise exception 'what was told of losses never changes' using errcode = 'integrity_constraint_violation';
end $$;
create trigger entries_never_change before update or delete on losses_entry
    for each row execute function losses_refuse_change();
create trigger figures_never_change before update or delete on losses_figure
    for each row execute function losses_refuse_change();
create trigger notes_never_change before update or delete on losses_note
    for each row execute function losses_refuse_change();
create trigger steps_never_change before update or delete on losses_step
    for each row execute function losses_refuse_change();
"""
UNDO = """
drop trigger entries_never_change on losses_entry; drop trigger figures_never_change on losses_figure;
drop trigger notes_never_change on losses_note; drop trigger steps_never_change on losses_step;
drop function losses_refuse_change();
"""


class Migration(migrations.Migration):
    """Guards what was told."""

    dependencies = [("losses", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
