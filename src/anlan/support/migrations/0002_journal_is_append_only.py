"""The database itself refuses to change or remove a journal entry; only its seal may be set, once."""

from django.db import migrations

SQL = """
create function refuse_journal_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.number is null
       and (to_jsonb(new) - array['number', 'previous_seal', 'seal']) =
           (to_jsonb(old) - array['number', 'previous_seal', 'seal']) then
        return new;
    end if;
    raise exception 'the journal is append-only' using errcode = 'integrity_constraint_violation';
end $$;
create trigger journal_is_append_only before update or delete on support_journalentry
    for each row execute function refuse_journal_change();
create trigger journal_is_never_emptied before truncate on support_journalentry
    for each statement execute function refuse_journal_change();

create function tell_journal_grew() returns trigger language plpgsql as $$
begin
    perform pg_notify('anlan_journal', '');
    return null;
end $$;
create trigger journal_tells_when_it_grows after insert on support_journalentry
    for each statement execute function tell_journal_grew();
"""

UNDO = """
drop trigger journal_tells_when_it_grows on support_journalentry;
drop function tell_journal_grew();
drop trigger journal_is_never_emptied on support_journalentry;
drop trigger journal_is_append_only on support_journalentry;
drop function refuse_journal_change();
"""


class Migration(migrations.Migration):
    """Guards the journal."""

    dependencies = [("support", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
