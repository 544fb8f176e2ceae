"""Browsers that asked to be told of warnings for some places: an address to push to, and nothing about a person."""

from django.db import models

from anlan.kernel.ids import new_id


class PushSubscription(models.Model):
    """One browser's push address with its two keys (RFC 8030, RFC 8291) and the language it reads.

    ``digest`` is the SM3 of the endpoint, by which a browser finds its own subscription again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    endpoint = models.CharField(max_length=600)
    p256dh = models.CharField(max_length=90)
    auth = models.CharField(max_length=24)
    language = models.CharField(max_length=8, default="zh-CN")
    subscribed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest[:12]


class PushPlace(models.Model):
    """A place whose warnings a browser wants."""

    subscription = models.ForeignKey(PushSubscription, on_delete=models.CASCADE, related_name="places")
    region = models.CharField(max_length=12, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "region"], name="a_place_is_subscribed_once"),
            models.CheckConstraint(condition=~models.Q(region=""), name="nobody_subscribes_to_the_whole_nation"),
        ]

    def __str__(self) -> str:
        return self.region
