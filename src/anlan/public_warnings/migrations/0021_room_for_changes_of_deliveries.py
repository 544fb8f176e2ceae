"""Leave room in each page for a delivery's next two versions: a claim and a receipt then touch no index.

Room is given only to pages written from now on; earlier rows move as they change.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("public_warnings", "0020_each_look_has_its_index")]

    operations = [
        migrations.RunSQL(
            "alter table public_warnings_delivery set (fillfactor = 45)",
            "alter table public_warnings_delivery reset (fillfactor)",
        )
    ]
