"""What every registered force has: an owner, fields by its register, and when the owner last said that it holds."""

from django.db import models


class Registered(models.Model):
    """``details`` holds the register's fields that have no column; ``expires_on`` is the first day that one ends.

    ``trust`` is how far the entry is believed; ``next_step_at`` when it takes the next step of the ladder.
    An entry that is ``retired_at`` some time stays for what names it, and stands in no list.
    """

    owner = models.ForeignKey("people.Organisation", on_delete=models.SET_NULL, null=True, related_name="+")
    details = models.JSONField(default=dict)
    expires_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    trust = models.CharField(max_length=12, default="asked")
    next_step_at = models.DateTimeField(null=True, db_index=True)

    retired_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
