"""The database itself refuses to change the sound of what was sent; a machine may still speak a language that has none."""

from django.db import migrations

SQL = """
create function refuse_sound_change() returns trigger language plpgsql as $$
declare
    sound public_warnings_sound := case when tg_op = 'DELETE' then old else new end;
begin
    if (tg_op <> 'INSERT' or sound.source = 'hand') and exists (
        select 1 from public_warnings_transmission t
        where t.warning_id = sound.warning_id or tg_op = 'UPDATE' and t.warning_id = old.warning_id
    ) then
        raise exception 'the sound of what was sent is frozen' using errcode = 'integrity_constraint_violation';
    end if;
    return sound;
end $$;
create trigger sounds_are_frozen before insert or update or delete on public_warnings_sound
    for each row execute function refuse_sound_change();
"""

UNDO = """
drop trigger sounds_are_frozen on public_warnings_sound;
drop function refuse_sound_change();
"""


class Migration(migrations.Migration):
    """Guards sounds."""

    dependencies = [("public_warnings", "0022_partners_sign")]
    operations = [migrations.RunSQL(SQL, UNDO)]
