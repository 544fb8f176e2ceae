"""Hidden dangers, the steps of each, their pictures, and to whom they were reported."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex

from anlan.dangers.domain.states import DangerState
from anlan.kernel.ids import new_id

_NEWEST = ["-found_at", "-id"]
_COUNTED = ["region", "trade", "state", "grade", "is_overdue", "is_listed", "was_late"]


class Danger(models.Model):
    """A hidden danger from finding to writing off; every step of it is kept beside.

    ``words`` are the pairs of characters by which it is searched and compared. ``rectifiers`` are the accounts that
    took part in rectifying. ``watch_at`` is the next moment at which the clock tells somebody, ``watched`` how many
    times it did. ``weight`` is its grade and how often it came again; ``repeats`` is the one before it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=20, unique=True)
    token = models.CharField(max_length=80, null=True)
    object_kind = models.CharField(max_length=12)
    object_id = models.UUIDField(null=True)
    object_name = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=12)
    location = models.PointField(srid=4326, null=True)
    place_text = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    trade = models.CharField(max_length=30, blank=True)
    words = ArrayField(models.CharField(max_length=2), default=list)
    source = models.CharField(max_length=12)
    source_id = models.CharField(max_length=80, blank=True)
    found_at = models.DateTimeField()
    found_by_id = models.CharField(max_length=80)
    found_by = models.CharField(max_length=80)
    registered_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default=DangerState.FOUND.value)
    grade = models.CharField(max_length=8, blank=True)
    danger_class = models.PositiveSmallIntegerField(null=True)
    clause = models.CharField(max_length=40, blank=True)
    graded_at = models.DateTimeField(null=True)
    graded_by = models.CharField(max_length=80, blank=True)
    due_at = models.DateTimeField(null=True)
    responsible = models.CharField(max_length=120, blank=True)
    measures = models.TextField(blank=True)
    funds = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    emergency_plan = models.TextField(blank=True)
    control = models.TextField(blank=True)
    rectifiers = ArrayField(models.CharField(max_length=80), default=list)
    recheck_due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    watch_at = models.DateTimeField(null=True)
    watched = models.PositiveSmallIntegerField(default=0)
    is_overdue = models.BooleanField(default=False)
    was_late = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=False)
    is_cut_off = models.BooleanField(default=False)
    repeats = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    recurrences = models.PositiveIntegerField(default=0)
    repeat_grounds = models.JSONField(default=list)
    weight = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="a_danger_number_is_given_once"),
            models.UniqueConstraint(
                fields=["found_by_id", "token"],
                condition=models.Q(token__isnull=False),
                name="a_danger_is_stored_once",
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~models.Q(source_id=""),
                name="a_source_tells_of_a_danger_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(grade="") | models.Q(state__in=("found", "registered", "dismissed")),
                name="a_danger_past_assessing_has_a_grade",
            ),
        ]
        indexes = [
            models.Index(fields=_NEWEST, name="dangers_newest"),
            models.Index(
                fields=["region", *_NEWEST], name="dangers_of_a_region", opclasses=["text_pattern_ops", "", ""]
            ),
            models.Index(fields=["state", *_NEWEST], name="dangers_by_state"),
            models.Index(fields=["object_id", *_NEWEST], name="dangers_of_an_object"),
            models.Index(fields=["found_by_id", *_NEWEST], name="dangers_of_a_finder"),
            models.Index(fields=_NEWEST, condition=models.Q(grade="major"), name="dangers_major"),
            models.Index(fields=_NEWEST, condition=models.Q(is_overdue=True), name="dangers_overdue"),
            models.Index(fields=_NEWEST, condition=models.Q(is_listed=True), name="dangers_listed"),
            models.Index(fields=["-weight", "-id"], name="dangers_by_weight"),
            models.Index(fields=["due_at", "id"], name="dangers_by_deadline"),
            models.Index(fields=["watch_at"], condition=models.Q(watch_at__isnull=False), name="dangers_watched"),
            models.Index(fields=["number"], name="dangers_by_number", opclasses=["text_pattern_ops"]),
            GinIndex(fields=["words"], name="dangers_by_words"),
            # Trend and statistics count hundreds of thousands of rows: all that they ask stands in these two.
            models.Index(fields=["found_at"], include=[*_COUNTED, "funds"], name="dangers_counted_as_found"),
            models.Index(
                fields=["closed_at"],
                include=_COUNTED,
                condition=models.Q(closed_at__isnull=False),
                name="dangers_counted_as_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class DangerStep(models.Model):
    """One act on a hidden danger, by whom, with what was said; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    danger = models.ForeignKey(Danger, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    by_id = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["danger", "at"], name="steps_of_a_danger")]

    def __str__(self) -> str:
        return f"{self.act} of {self.danger_id}"


class DangerPicture(models.Model):
    """A picture before or after rectifying, or of evidence, without the camera's notes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    danger = models.ForeignKey(Danger, on_delete=models.CASCADE, related_name="pictures")
    phase = models.CharField(max_length=10)
    file = models.FileField(upload_to="dangers/%Y/%m/")
    media_type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.file.name


class DangerReport(models.Model):
    """That a major hidden danger was reported to the department or to the workers' congress, with the evidence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    danger = models.ForeignKey(Danger, on_delete=models.CASCADE, related_name="reports")
    receiver = models.CharField(max_length=12)
    evidence = models.CharField(max_length=500)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["danger", "receiver"], name="a_danger_is_reported_to_each_once"),
        ]

    def __str__(self) -> str:
        return f"{self.danger_id} to {self.receiver}"
