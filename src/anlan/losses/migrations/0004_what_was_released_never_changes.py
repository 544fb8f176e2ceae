"""The database refuses to change what was known, agreed, signed or released; a demonstration may be removed whole."""

from django.db import migrations

SQL = """
create or replace function losses_refuse_change() returns trigger language plpgsql as $$
declare free text[] := case tg_table_name
    when 'losses_entry' then array['state']
    when 'losses_note' then array['explanation', 'explained_by', 'explained_at']
    else array[]::text[] end;
    was jsonb := to_jsonb(old);
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - free = was - free
       and (tg_table_name <> 'losses_note' or was ->> 'explanation' = '') then
        return new;
    end if;
    if tg_op = 'DELETE' and exists (
        select 1 from losses_survey s where s.is_demo and s.id = coalesce(
            (was ->> 'survey_id')::uuid,
            (select e.survey_id from losses_entry e where e.id = (was ->> 'entry_id')::uuid))) then
        return old;
    end if;
    raise exception 'what was told of losses never changes' using errcode = 'integrity_constraint_violation';
end $$;
create function losses_refuse_change_of_release() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.state = 'drafted' then return new; end if;
    raise exception 'what was released never changes' using errcode = 'integrity_constraint_violation';
end $$;
create trigger person_steps_never_change before update or delete on losses_personstep
    for each row execute function losses_refuse_change();
create trigger house_steps_never_change before update or delete on losses_housestep
    for each row execute function losses_refuse_change();
create trigger explanations_never_change before update or delete on losses_ledgerexplanation
    for each row execute function losses_refuse_change();
create trigger department_figures_never_change before update or delete on losses_departmentfigure
    for each row execute function losses_refuse_change();
create trigger agreed_values_never_change before update or delete on losses_agreedvalue
    for each row execute function losses_refuse_change();
create trigger signatures_never_change before update or delete on losses_agreementsignature
    for each row execute function losses_refuse_change();
create trigger releases_are_frozen before update or delete on losses_release
    for each row execute function losses_refuse_change_of_release();
"""
UNDO = """
drop trigger person_steps_never_change on losses_personstep; drop trigger house_steps_never_change on losses_housestep;
drop trigger explanations_never_change on losses_ledgerexplanation;
drop trigger department_figures_never_change on losses_departmentfigure;
drop trigger agreed_values_never_change on losses_agreedvalue;
drop trigger signatures_never_change on losses_agreementsignature;
drop trigger releases_are_frozen on losses_release; drop function losses_refuse_change_of_release();
"""


class Migration(migrations.Migration):
    """Guards what was known, agreed and released."""

    dependencies = [("losses", "0003_ledgers_verification_and_release")]
    operations = [migrations.RunSQL(SQL, UNDO)]
