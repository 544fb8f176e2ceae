"""The database refuses to change what was recorded, numbered, frozen, drawn or published."""

from django.db import migrations

SQL = """
create function supervision_refuse_change() returns trigger language plpgsql as $$
declare was jsonb := to_jsonb(old);
begin
    if tg_op = 'DELETE' and exists (
        select 1 from supervision_inspection i where i.is_demo and i.id = (was ->> 'inspection_id')::uuid) then
        return old;
    end if;
    raise exception 'what was recorded at an inspection never changes' using errcode = 'integrity_constraint_violation';
end $$;
create trigger records_never_change before update or delete on supervision_siterecord
    for each row execute function supervision_refuse_change();
create trigger evidence_never_changes before update or delete on supervision_evidence
    for each row execute function supervision_refuse_change();
create trigger papers_never_change before update or delete on supervision_paper
    for each row execute function supervision_refuse_change();
create trigger rechecks_never_change before update or delete on supervision_recheck
    for each row execute function supervision_refuse_change();
create function supervision_refuse_other_pools() returns trigger language plpgsql as $$
declare frozen text[] := array['frozen', 'pool_digest', 'secret', 'announced_at', 'frozen_at', 'frozen_by_id'];
        drawn text[] := array['entropy', 'seed', 'result', 'drawn_at'];
        kept text[] := frozen || case when old.drawn_at is null then array[]::text[] else drawn end;
        each text;
begin
    if tg_op = 'DELETE' then
        if old.is_demo then return old; end if;
        raise exception 'a draw is never taken away' using errcode = 'integrity_constraint_violation';
    end if;
    foreach each in array kept loop
        if to_jsonb(old) -> each is distinct from to_jsonb(new) -> each then
            raise exception 'what was frozen or drawn never changes' using errcode = 'integrity_constraint_violation';
        end if;
    end loop;
    return new;
end $$;
create trigger draws_are_frozen before update or delete on supervision_draw
    for each row execute function supervision_refuse_other_pools();
create function supervision_refuse_other_result() returns trigger language plpgsql as $$
begin
    if old.published_at is not null
       and (new.published_at, new.public_text) is distinct from (old.published_at, old.public_text) then
        raise exception 'what was published never changes' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger results_are_frozen before update on supervision_inspection
    for each row execute function supervision_refuse_other_result();
"""
UNDO = """
drop trigger records_never_change on supervision_siterecord; drop trigger evidence_never_changes on supervision_evidence;
drop trigger papers_never_change on supervision_paper; drop trigger rechecks_never_change on supervision_recheck;
drop function supervision_refuse_change();
drop trigger draws_are_frozen on supervision_draw; drop function supervision_refuse_other_pools();
drop trigger results_are_frozen on supervision_inspection; drop function supervision_refuse_other_result();
"""


class Migration(migrations.Migration):
    """Guards what was recorded, frozen and published."""

    dependencies = [("supervision", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
