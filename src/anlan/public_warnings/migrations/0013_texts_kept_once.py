"""What all receivers of a channel are told moves into one row; a delivery's row leaves room to change in its place."""

from django.db import migrations

SQL = """
insert into public_warnings_deliverytext (transmission_id, channel, language, title, text)
select distinct on (transmission_id, channel) transmission_id, channel, 'zh-CN', title, text
from public_warnings_delivery where call_step_id is null order by transmission_id, channel;
update public_warnings_delivery d set shared_text_id = t.id, text = ''
from public_warnings_deliverytext t
where d.call_step_id is null and t.transmission_id = d.transmission_id and t.channel = d.channel;
update public_warnings_delivery set next_try_real = null where state not in ('waiting', 'sending');
alter table public_warnings_delivery set (fillfactor = 60);
set constraints all immediate;
"""

UNDO = """
update public_warnings_delivery d set title = t.title, text = t.text
from public_warnings_deliverytext t where t.id = d.shared_text_id;
update public_warnings_delivery set next_try_real = queued_at where next_try_real is null;
alter table public_warnings_delivery reset (fillfactor);
set constraints all immediate;
"""


class Migration(migrations.Migration):
    """Moves texts."""

    dependencies = [("public_warnings", "0012_lean_deliveries")]
    operations = [migrations.RunSQL(SQL, UNDO), migrations.RemoveField(model_name="delivery", name="title")]
