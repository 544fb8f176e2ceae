"""The ledger of supplies: entries and postings that are never changed, and the balances that follow from them.

A posting takes a quantity of a batch from one account to another, so that nothing comes from nowhere or vanishes. The
database refuses to change a posting, keeps the balances itself, and lets nobody else write them.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from anlan.kernel.ids import new_id
from anlan.readiness.models.stores import Store


class Account(models.Model):
    """Where goods can be: a store's stock, a load on its way, a borrower, or the world outside.

    ``sign`` bounds the balance: 1 never below nothing, -1 never above nothing, 0 no bound and no balance kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12)
    store = models.ForeignKey(Store, on_delete=models.CASCADE, null=True, related_name="accounts")
    party = models.CharField(max_length=80, blank=True)
    sign = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "store", "party"], nulls_distinct=False, name="an_account_is_opened_once"
            ),
            models.CheckConstraint(condition=Q(sign__in=(-1, 0, 1)), name="an_account_has_a_known_sign"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.party}"


class Lot(models.Model):
    """A batch of an item: one number, one date of expiry, one origin; ``code`` stands on its label."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=16, unique=True)
    item = models.CharField(max_length=12, db_index=True)
    number = models.CharField(max_length=40, blank=True)
    made_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    origin = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number", "made_on", "expires_on", "origin"],
                nulls_distinct=False,
                name="a_batch_is_entered_once",
            ),
            models.CheckConstraint(condition=Q(code=Upper("code")), name="a_label_is_in_capitals"),
        ]
        indexes = [models.Index(fields=["expires_on"], name="lots_by_expiry")]

    def __str__(self) -> str:
        return f"{self.item} {self.number}"


class Entry(models.Model):
    """A business act in the ledger: why goods went, by which paper, by whom; its postings say what went where."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=12)
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="entries")
    reason = models.CharField(max_length=300)
    document = models.CharField(max_length=60, blank=True)
    party = models.CharField(max_length=80, blank=True)
    party_id = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    subject_id = models.UUIDField(null=True, db_index=True)
    by_id = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    token = models.CharField(max_length=60, blank=True)
    is_demo = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["by_id", "token"], condition=~Q(token=""), name="a_sent_form_is_entered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.kind}"


class Posting(models.Model):
    """A quantity of a batch that went from one account to another."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="postings")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="postings")
    item = models.CharField(max_length=12)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="outgoing")
    target = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="incoming")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_posting_moves_something"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="a_posting_has_two_sides"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.item}"


class Balance(models.Model):
    """How much of a batch an account holds: kept by the database from the postings, written by nobody else."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="balances")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="balances")
    item = models.CharField(max_length=12)
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    sign = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "lot"], name="a_batch_has_one_balance_in_an_account"),
            models.CheckConstraint(
                condition=Q(quantity__gte=0, sign=1) | Q(quantity__lte=0, sign=-1),
                name="a_balance_keeps_its_bound",
            ),
        ]
        indexes = [models.Index(fields=["item", "account"], name="balances_of_an_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.quantity}"
