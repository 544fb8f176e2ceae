"""Rows: inspections, who goes, what was recorded on the spot, what was found, and the papers that came of it."""

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex

from anlan.kernel.ids import new_id
from anlan.supervision.domain.states import InspectionState
from anlan.supervision.models.officers import Officer


class Inspection(models.Model):
    """A visit to an object; its check list is copied when it is planned, so that no later edition changes it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12)
    department = models.CharField(max_length=80)
    partners = models.JSONField(default=list)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=InspectionState.PLANNED.value)
    object_kind = models.CharField(max_length=12)
    object_id = models.UUIDField(db_index=True)
    object_name = models.CharField(max_length=120)
    object_location = models.PointField(srid=4326, null=True)
    trade = models.CharField(max_length=30)
    list_edition = models.CharField(max_length=30)
    items = models.JSONField()
    planned_for = models.DateField()
    scheme = models.CharField(max_length=1000, blank=True)
    plan_item_id = models.UUIDField(null=True, db_index=True)
    draw_id = models.UUIDField(null=True, db_index=True)
    source_id = models.UUIDField(null=True)
    officers = models.ManyToManyField(Officer, through="Going", related_name="+")
    planned_by = models.CharField(max_length=80)
    planned_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    findings_count = models.PositiveSmallIntegerField(default=0)
    rectify_by = models.DateField(null=True)
    recheck_by = models.DateField(null=True)
    publish_by = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, blank=True)
    public_text = models.CharField(max_length=1000, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-planned_for", "-id"]
        indexes = [
            models.Index(
                fields=["region", "-planned_for", "-id"],
                opclasses=["varchar_pattern_ops", "date_ops", "uuid_ops"],
                name="inspections_by_region",
            ),
            models.Index(fields=["state", "-planned_for", "-id"], name="inspections_by_state"),
            GinIndex(fields=["object_name"], name="inspections_by_name", opclasses=["gin_trgm_ops"]),
            models.Index(
                fields=["recheck_by"],
                condition=models.Q(state__in=["ordered", "unfixed"]),
                name="inspections_to_recheck",
            ),
            models.Index(
                fields=["-published_at", "-id"],
                condition=models.Q(published_at__isnull=False),
                name="inspections_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_name} {self.planned_for}"


class Going(models.Model):
    """An officer who goes to an inspection."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="goings")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="goings")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["inspection", "officer"], name="an_officer_goes_once")]

    def __str__(self) -> str:
        return f"{self.officer_id} to {self.inspection_id}"


class SiteRecord(models.Model):
    """What two officers wrote down on the spot; it never changes. ``token`` lets a press of the phone count once."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="record")
    token = models.UUIDField(unique=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    location = models.PointField(srid=4326, null=True)
    metres_off = models.PositiveIntegerField(null=True)
    firm_person = models.CharField(max_length=40)
    firm_post = models.CharField(max_length=40, blank=True)
    situation = models.CharField(max_length=4000)
    answers = models.JSONField()
    measure = models.CharField(max_length=1000, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    witnesses = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"record of {self.inspection_id}"


class Evidence(models.Model):
    """A file of a record or re-inspection: a picture, a recording or a signature; ``digest`` is of what came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="evidence")
    recheck = models.ForeignKey("Recheck", on_delete=models.PROTECT, null=True, related_name="evidence")
    kind = models.CharField(max_length=10)
    item = models.CharField(max_length=20, blank=True)
    file = models.FileField(upload_to="supervision/%Y/%m/")
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.media_type}"


class Finding(models.Model):
    """An item that was found wrong, and by when it must be put right; ``danger_id`` is the hidden danger it became."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    item = models.CharField(max_length=20)
    text = models.CharField(max_length=500)
    basis = models.CharField(max_length=300)
    rectify_by = models.DateField()
    danger_id = models.UUIDField(null=True)
    is_fixed = models.BooleanField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["inspection", "item"], name="an_item_is_found_wrong_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.text}"


class Recheck(models.Model):
    """A re-inspection: who went, what was fixed, what that did to each hidden danger, the opinion, who signed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="rechecks")
    officers = models.JSONField()
    results = models.JSONField()
    opinion = models.CharField(max_length=2000)
    is_all_fixed = models.BooleanField()
    token = models.UUIDField(unique=True, null=True)
    seen_at = models.DateTimeField(null=True)
    location = models.PointField(srid=4326, null=True)
    metres_off = models.PositiveIntegerField(null=True)
    firm_person = models.CharField(max_length=40, blank=True)
    firm_post = models.CharField(max_length=40, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    witnesses = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"recheck of {self.inspection_id}"


class Paper(models.Model):
    """An official paper of an inspection, numbered without gaps within its office, kind and year, and frozen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20)
    office = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    document = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "year", "serial"], name="papers_are_numbered_once")
        ]

    def __str__(self) -> str:
        return self.number
