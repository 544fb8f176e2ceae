"""Keep when to look at messages, and how gateways call them, apart from the messages.

A claim, a hand-over and an arrival then change nothing that is indexed, and rewrite no index entry.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

SQL = """
create function note_when_deliveries_are_due() returns trigger language plpgsql as $$
begin
    insert into public_warnings_duebatch (channel, urgency, due_real, delivery_ids)
    select channel, urgency, next_try_real, array_agg(id) from (
        select id, channel, urgency, next_try_real,
               (row_number() over (partition by channel, urgency, next_try_real) - 1) / 100 as part
        from fresh where next_try_real is not null
    ) as due group by channel, urgency, next_try_real, part;
    return null;
end $$;

create function note_when_a_delivery_is_due() returns trigger language plpgsql as $$
begin
    insert into public_warnings_duebatch (channel, urgency, due_real, delivery_ids)
    values (new.channel, new.urgency, new.next_try_real, array[new.id]);
    return null;
end $$;

create trigger new_deliveries_are_looked_at after insert on public_warnings_delivery
    referencing new table as fresh for each statement execute function note_when_deliveries_are_due();

create trigger a_delivery_is_looked_at_again after update of next_try_real on public_warnings_delivery
    for each row when (new.next_try_real is not null and new.next_try_real is distinct from old.next_try_real)
    execute function note_when_a_delivery_is_due();

insert into public_warnings_duebatch (channel, urgency, due_real, delivery_ids)
select channel, urgency, due_real, array_agg(id) from (
    select id, channel, urgency, greatest(next_try_real, claimed_until_real) as due_real,
           row_number() over (partition by channel, urgency, greatest(next_try_real, claimed_until_real)) / 100 as part
    from public_warnings_delivery where next_try_real is not null
) as due group by channel, urgency, due_real, part;

insert into public_warnings_gatewayreference (channel, reference, delivery_id)
select channel, reference, id from public_warnings_delivery where reference <> '' and state = 'sent';
"""

UNDO = """
drop trigger new_deliveries_are_looked_at on public_warnings_delivery;
drop trigger a_delivery_is_looked_at_again on public_warnings_delivery;
drop function note_when_deliveries_are_due();
drop function note_when_a_delivery_is_due();
"""


class Migration(migrations.Migration):
    dependencies = [("public_warnings", "0024_long_lists_wait_for_a_job")]

    operations = [
        migrations.CreateModel(
            name="DueBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=20)),
                ("urgency", models.SmallIntegerField()),
                ("due_real", models.DateTimeField()),
                ("delivery_ids", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
            ],
            options={
                "indexes": [models.Index(fields=["channel", "-urgency", "due_real"], name="batches_due")],
            },
        ),
        migrations.CreateModel(
            name="GatewayReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=20)),
                ("reference", models.CharField(max_length=120)),
                ("delivery_id", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["channel", "reference"], name="messages_by_reference")],
            },
        ),
        migrations.RunSQL(SQL, UNDO),
        migrations.RemoveIndex(model_name="delivery", name="deliveries_due"),
        migrations.RemoveIndex(model_name="delivery", name="deliveries_by_reference"),
    ]
