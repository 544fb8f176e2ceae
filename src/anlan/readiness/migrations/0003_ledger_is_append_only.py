"""The database refuses to change what was posted, keeps the balances from the postings, and shows holdings as a view."""

from django.db import migrations

_GUARDS = """
create function readiness_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create function readiness_keep_entry() returns trigger language plpgsql as $$
begin
    if not old.is_demo then
        raise exception 'the ledger is append-only' using errcode = 'integrity_constraint_violation';
    end if;
    return old;
end $$;

create function readiness_keep_posting() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from readiness_entry where id = old.entry_id and is_demo) then
        raise exception 'the ledger is append-only' using errcode = 'integrity_constraint_violation';
    end if;
    return old;
end $$;

create trigger entries_are_never_changed before update on readiness_entry
    for each row execute function readiness_refuse_change();
create trigger entries_are_never_deleted before delete on readiness_entry
    for each row execute function readiness_keep_entry();
create trigger entries_are_never_emptied before truncate on readiness_entry
    for each statement execute function readiness_refuse_change();
create trigger postings_are_never_changed before update on readiness_posting
    for each row execute function readiness_refuse_change();
create trigger postings_are_never_deleted before delete on readiness_posting
    for each row execute function readiness_keep_posting();
create trigger postings_are_never_emptied before truncate on readiness_posting
    for each statement execute function readiness_refuse_change();
"""

_BALANCES = """
create function readiness_post_to_balances() returns trigger language plpgsql as $$
declare
    side record;
begin
    for side in
        select id, sign, case when id = new.target_id then new.quantity else -new.quantity end as moved
        from readiness_account where id in (new.source_id, new.target_id) and sign <> 0 order by id
    loop
        update readiness_balance set quantity = quantity + side.moved
            where account_id = side.id and lot_id = new.lot_id;
        if not found then
            insert into readiness_balance (account_id, lot_id, item, quantity, sign)
                values (side.id, new.lot_id, new.item, side.moved, side.sign);
        end if;
    end loop;
    return null;
end $$;

create trigger postings_make_balances after insert on readiness_posting
    for each row execute function readiness_post_to_balances();

create function readiness_keep_balance() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if not exists (
            select 1 from readiness_posting
            where lot_id = old.lot_id and old.account_id in (source_id, target_id)
        ) then
            return old;
        end if;
    elsif pg_trigger_depth() > 1 then
        return new;
    end if;
    raise exception 'balances follow from the ledger' using errcode = 'integrity_constraint_violation';
end $$;

create trigger balances_follow_from_postings before insert or update or delete on readiness_balance
    for each row execute function readiness_keep_balance();
"""

_VIEW = """
create view readiness_holding as
select store_id || '-' || item as id, store_id, item, sum(quantity) as quantity,
    sum(floor) as floor, sum(ceiling) as ceiling, min(expires_on) as expires_on
from (
    select account.store_id, balance.item, balance.quantity, 0::numeric as floor, 0::numeric as ceiling,
        case when balance.quantity > 0 then lot.expires_on end as expires_on
    from readiness_balance balance
    join readiness_account account on account.id = balance.account_id and account.kind = 'stock'
    join readiness_lot lot on lot.id = balance.lot_id
    union all
    select store_id, item, 0, floor, ceiling, null from readiness_norm
) parts
group by store_id, item;
"""

_UNDO = """
drop view readiness_holding;
drop trigger balances_follow_from_postings on readiness_balance;
drop function readiness_keep_balance();
drop trigger postings_make_balances on readiness_posting;
drop function readiness_post_to_balances();
drop trigger postings_are_never_emptied on readiness_posting;
drop trigger postings_are_never_deleted on readiness_posting;
drop trigger postings_are_never_changed on readiness_posting;
drop trigger entries_are_never_emptied on readiness_entry;
drop trigger entries_are_never_deleted on readiness_entry;
drop trigger entries_are_never_changed on readiness_entry;
drop function readiness_keep_posting();
drop function readiness_keep_entry();
drop function readiness_refuse_change();
"""


class Migration(migrations.Migration):
    """Guards the ledger."""

    dependencies = [("readiness", "0002_ledger_of_supplies")]
    operations = [migrations.RunSQL(_GUARDS + _BALANCES + _VIEW, _UNDO)]
