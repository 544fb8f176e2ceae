"""A message that is put on another channel is looked at there: the database hints at it anew."""

from django.db import migrations

SQL = """
drop trigger a_delivery_is_looked_at_again on public_warnings_delivery;
create trigger a_delivery_is_looked_at_again after update of next_try_real, channel, urgency on public_warnings_delivery
    for each row when (
        new.next_try_real is not null and (new.next_try_real, new.channel, new.urgency)
        is distinct from (old.next_try_real, old.channel, old.urgency)
    ) execute function note_when_a_delivery_is_due();
"""

UNDO = """
drop trigger a_delivery_is_looked_at_again on public_warnings_delivery;
create trigger a_delivery_is_looked_at_again after update of next_try_real on public_warnings_delivery
    for each row when (new.next_try_real is not null and new.next_try_real is distinct from old.next_try_real)
    execute function note_when_a_delivery_is_due();
"""


class Migration(migrations.Migration):
    dependencies = [("public_warnings", "0025_when_to_look_is_kept_apart")]

    operations = [migrations.RunSQL(SQL, UNDO)]
