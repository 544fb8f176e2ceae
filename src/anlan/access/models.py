"""Accounts and what they may do where."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from anlan.kernel.ids import new_id


class User(AbstractUser):
    """An account of a person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField(null=True)


class RoleGrant(models.Model):
    """A role held by an account in a region and all below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=40)
    region = models.CharField(max_length=12, blank=True, db_index=True)
    organisation_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role", "region"], name="a_grant_is_given_once")]

    def __str__(self) -> str:
        return f"{self.role} in {self.region}"
