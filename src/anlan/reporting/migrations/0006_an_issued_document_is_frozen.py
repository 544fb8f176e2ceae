"""The database itself refuses to change or remove an issued document and an edition of a template."""

from django.db import migrations

SQL = """
create function reporting_refuse_issued() returns trigger language plpgsql as $$
begin
    if old.number is not null then
        raise exception 'what was issued is frozen' using errcode = 'integrity_constraint_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger issued_papers_are_frozen before update or delete on reporting_officialpaper
    for each row execute function reporting_refuse_issued();
create trigger template_editions_are_kept before update or delete on reporting_templateedition
    for each row execute function reporting_refuse_issued();
"""
UNDO = """
drop trigger issued_papers_are_frozen on reporting_officialpaper;
drop trigger template_editions_are_kept on reporting_templateedition;
drop function reporting_refuse_issued();
"""


class Migration(migrations.Migration):
    """Guards what was issued."""

    dependencies = [("reporting", "0005_official_documents")]
    operations = [migrations.RunSQL(SQL, UNDO)]
