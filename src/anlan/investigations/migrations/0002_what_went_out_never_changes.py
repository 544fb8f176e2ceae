"""The database refuses to change a paper that went out, or an extension that was granted."""

from django.db import migrations

SQL = """
create function investigations_refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and exists (
        select 1 from investigations_investigation i where i.id = old.investigation_id and i.is_demo) then
        return old;
    end if;
    raise exception 'what went out in an investigation never changes' using errcode = 'integrity_constraint_violation';
end $$;
create trigger investigation_papers_are_frozen before update or delete on investigations_paper
    for each row execute function investigations_refuse_change();
create trigger investigation_extensions_are_frozen before update or delete on investigations_extension
    for each row execute function investigations_refuse_change();
"""
UNDO = """
drop trigger investigation_papers_are_frozen on investigations_paper;
drop trigger investigation_extensions_are_frozen on investigations_extension;
drop function investigations_refuse_change();
"""


class Migration(migrations.Migration):
    """Guards what went out."""

    dependencies = [("investigations", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
