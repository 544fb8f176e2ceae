"""Accounts, what they may do where, their sessions, and keys of machines."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from anlan.kernel.ids import new_id


class UserManager(BaseUserManager):
    """Makes accounts with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Store an account; without a password nobody can sign in to it."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account of a person; it belongs to a region, whose administrator keeps it.

    ``grants_version`` changes with every grant, so that a process may remember the grants of a version.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    region = models.CharField(max_length=12, blank=True, db_index=True)
    person_id = models.UUIDField(null=True)
    is_active = models.BooleanField(default=True)
    grants_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ()

    class Meta:
        indexes = [models.Index(fields=["region", "username"], name="accounts_of_a_region")]

    def __str__(self) -> str:
        return self.username


class RoleGrant(models.Model):
    """A role held by an account in a region and all below it, for an organisation where one is named."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=40)
    region = models.CharField(max_length=12, blank=True, db_index=True)
    organisation_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role", "region"], name="a_grant_is_given_once")]

    def __str__(self) -> str:
        return f"{self.role} in {self.region}"


class SessionRecord(models.Model):
    """A sign-in: which session, from where, since when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="session_records")
    session_key = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    signed_in_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} since {self.signed_in_at}"


class ApiKey(models.Model):
    """A key of a machine. Only the prefix and a hash are kept; the token itself is shown once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=12, blank=True, db_index=True)
    prefix = models.CharField(max_length=10, unique=True)
    digest = models.CharField(max_length=64)
    created_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"


class KeyGrant(models.Model):
    """A role held by a key in a region and all below it; ``code`` names the enterprise whose own system it is."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    region = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=18, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "role", "region"], name="a_key_grant_is_given_once")]

    def __str__(self) -> str:
        return f"{self.role} in {self.region}"
