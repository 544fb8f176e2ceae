"""Incidents, what belongs to them, and every figure ever reported of them."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class Incident(models.Model):
    """An emergency event from its opening until its closing; ``grade`` 0 is ungraded, 4 the legal level I."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=20, unique=True)
    event_kind = models.CharField(max_length=5)
    title = models.CharField(max_length=120)
    region = models.CharField(max_length=12, db_index=True)
    place_text = models.CharField(max_length=200, blank=True)
    location = models.PointField(srid=4326, null=True)
    happened_at = models.DateTimeField()
    learned_at = models.DateTimeField()
    grade = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12, default="open")
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField(db_index=True)
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    closing_note = models.CharField(max_length=500, blank=True)
    is_exercise = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "serial"], name="an_incident_number_is_given_once"),
            models.CheckConstraint(condition=models.Q(grade__range=(0, 4)), name="an_incident_has_a_legal_grade"),
            models.CheckConstraint(
                condition=models.Q(learned_at__gte=models.F("happened_at")), name="an_incident_is_learned_after_it_is"
            ),
        ]
        indexes = [models.Index(fields=["state", "-opened_at"], name="incidents_newest")]

    def __str__(self) -> str:
        return self.number


class IncidentLink(models.Model):
    """Something that belongs to an incident, by the journal's name of it (``alarm:ID``)."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="links")
    subject = models.CharField(max_length=120, db_index=True)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "subject"], name="a_link_is_made_once")]

    def __str__(self) -> str:
        return self.subject


class SituationFigure(models.Model):
    """One figure as one region reported it. Rows are only ever added: a correction is a later row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="figures")
    region = models.CharField(max_length=12, db_index=True)
    site = models.CharField(max_length=60, blank=True)
    indicator = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    as_of = models.DateTimeField()
    source = models.CharField(max_length=120)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(value__gte=0), name="a_figure_is_not_negative")]
        indexes = [
            models.Index(fields=["incident", "indicator", "region", "site", "-as_of"], name="situation_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value} in {self.region}"


class IncidentRelation(models.Model):
    """Two incidents that belong together; of a secondary one ``first`` is the cause. Ended, it stays readable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="relations_as_first")
    second = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="relations_as_second")
    kind = models.CharField(max_length=12)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    ended_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], condition=models.Q(ended_at=None), name="two_incidents_are_linked_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")), name="an_incident_is_not_linked_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.kind} {self.second_id}"


class IncidentCount(models.Model):
    """An incident as statistics count it: what it is grouped by, and its totals (the loss in
    hundredths of 10,000 yuan, which sum fast). It follows from the other rows."""

    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, primary_key=True, related_name="count")
    region = models.CharField(max_length=12)
    unit = models.CharField(max_length=6)
    kind_group = models.CharField(max_length=3)
    grade = models.PositiveSmallIntegerField()
    month = models.DateField()
    dead = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    injured = models.PositiveIntegerField(default=0)
    loss_cents = models.BigIntegerField(default=0)
    is_counted = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["month", "region"], name="counts_by_month"),
            models.Index(fields=["incident"], name="counts_to_make", condition=models.Q(is_counted=False)),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.month}"
