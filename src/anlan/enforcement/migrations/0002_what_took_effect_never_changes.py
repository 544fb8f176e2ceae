"""The database refuses to change a document that took effect, its signatures, a service or a payment."""

from django.db import migrations

SQL = """
create function enforcement_refuse_change() returns trigger language plpgsql as $$
declare was jsonb := to_jsonb(old);
begin
    if tg_table_name = 'enforcement_document' and was ->> 'state' <> 'approved' then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_table_name = 'enforcement_signature' and exists (
        select 1 from enforcement_document d where d.id = (was ->> 'document_id')::uuid and d.state <> 'approved') then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'DELETE' and exists (
        select 1 from enforcement_case c where c.is_demo and c.id = coalesce((was ->> 'case_id')::uuid,
            (select d.case_id from enforcement_document d where d.id = (was ->> 'document_id')::uuid))) then
        return old;
    end if;
    raise exception 'what took effect in a case never changes' using errcode = 'integrity_constraint_violation';
end $$;
create trigger case_documents_are_frozen before update or delete on enforcement_document
    for each row execute function enforcement_refuse_change();
create trigger case_signatures_are_frozen before update or delete on enforcement_signature
    for each row execute function enforcement_refuse_change();
create trigger case_services_are_frozen before update or delete on enforcement_service
    for each row execute function enforcement_refuse_change();
create trigger case_payments_are_frozen before update or delete on enforcement_payment
    for each row execute function enforcement_refuse_change();
"""
UNDO = """
drop trigger case_documents_are_frozen on enforcement_document;
drop trigger case_signatures_are_frozen on enforcement_signature;
drop trigger case_services_are_frozen on enforcement_service;
drop trigger case_payments_are_frozen on enforcement_payment;
drop function enforcement_refuse_change();
"""


class Migration(migrations.Migration):
    """Guards what took effect."""

    dependencies = [("enforcement", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
