"""Organisations, headquarters, persons, posts, duties and contact points."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from anlan.kernel.ids import new_id


class Organisation(models.Model):
    """An organisation: government, bureau, department, headquarters, committee, team or enterprise.

    ``branch`` says what a department is for: water, meteorology, transport (``tables/kinds.toml``).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=30, db_index=True)
    branch = models.CharField(max_length=30, blank=True)
    region = models.CharField(max_length=12, db_index=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="an_organisation_is_named_once")]
        indexes = [models.Index(fields=["kind", "region"], name="organisations_by_kind")]

    def __str__(self) -> str:
        return self.name


class MemberUnit(models.Model):
    """An organisation's membership in a headquarters, with what it does there."""

    headquarters = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    task = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["headquarters", "organisation"], name="a_unit_is_member_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.headquarters_id}"


class Person(models.Model):
    """A person with a post. ``phone`` leaves the room only by ``phone_of`` or the journalled act.

    ``channels`` are the ways to reach them, the preferred first; none named: the usual order.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40)
    initials = models.CharField(max_length=40, blank=True)
    post = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="persons")
    region = models.CharField(max_length=12, db_index=True)
    phone = models.CharField(max_length=24, blank=True)
    has_2g_phone = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="zh-CN")
    channels = ArrayField(models.CharField(max_length=20), default=list)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["region", "name"], name="persons_of_a_region"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="persons_by_name"),
            models.Index(fields=["initials"], name="persons_by_initials", opclasses=["text_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post of an organisation, for a headquarters commander and deputy; held by a person or vacant."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="posts")
    title = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="posts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="a_post_stands_once")]

    def __str__(self) -> str:
        return self.title


class Responsibility(models.Model):
    """A person answers for a region in one role and rank of a duty, from a day on."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="responsibilities")
    duty = models.CharField(max_length=30)
    role = models.CharField(max_length=20)
    rank = models.CharField(max_length=1)
    region = models.CharField(max_length=12, db_index=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "role", "rank", "region"],
                condition=models.Q(valid_to=None),
                name="one_present_holder_of_a_duty",
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.role} {self.rank} in {self.region}"


class ContactPoint(models.Model):
    """How an organisation is reached: duty telephone, fax, radio, satellite telephone."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
