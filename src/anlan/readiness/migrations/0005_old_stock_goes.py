"""The rows that the ledger took over go."""

from django.db import migrations


class Migration(migrations.Migration):
    """Drops the old stock and its movements."""

    dependencies = [("readiness", "0004_stock_moves_into_the_ledger")]
    operations = [migrations.DeleteModel(name="Movement"), migrations.DeleteModel(name="Stock")]
