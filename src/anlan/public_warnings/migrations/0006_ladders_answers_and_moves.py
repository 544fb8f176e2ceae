"""Rounds copy a whole ladder; answers refuse, name others and want help; households are ticked to the name."""

import anlan.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


# What ran before had one limit for everybody: its ladder has the one rung that says so.
COPY = """
update public_warnings_callround set ladder_edition = limits_edition, silence_looked_for_at = begun_at,
    ladder = jsonb_build_object(
        'group', 'any', 'colour', 'red', 'confirm', '1', 'villages', 'at_once', 'village_wait_minutes', 10,
        'silent_minutes', 15, 'ask_again_minutes', 0, 'link_hours', 12, 'moves', 'none', 'source', '', 'mark', '',
        'edition', limits_edition, 'rungs', jsonb_build_array(
            jsonb_build_object('who', 'A', 'ways', array['sms'], 'minutes', minutes, 'tries', tries)));
update public_warnings_callstep step set minutes = round.minutes, most_tries = round.tries,
    deadline_at = case when step.state = 'called' then task.deadline_at end,
    called_at = case when step.tries > 0 then coalesce(task.deadline_at - make_interval(secs => round.minutes * 60), task.begun_at) end
    from public_warnings_calltask task join public_warnings_callround round on round.id = task.round_id
    where task.id = step.task_id;
update public_warnings_calltask set confirmations = 1 where state = 'confirmed';
update public_warnings_calltask set silent = place_in_chain;
"""


class Migration(migrations.Migration):
    """Gives calls their ladders."""

    dependencies = [
        ("public_warnings", "0005_signing_table_and_delegations"),
    ]

    operations = [
        migrations.CreateModel(
            name="LadderEdition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("region", models.CharField(db_index=True, max_length=12)),
                ("group", models.CharField(max_length=30)),
                ("colour", models.CharField(max_length=8)),
                ("number", models.PositiveIntegerField()),
                ("ladder", models.JSONField()),
                ("reason", models.CharField(max_length=300)),
                ("is_return_to_table", models.BooleanField(default=False)),
                ("state", models.CharField(default="proposed", max_length=10)),
                ("proposed_by", models.CharField(max_length=80)),
                ("proposed_by_person", models.UUIDField(null=True)),
                ("proposed_by_name", models.CharField(max_length=80)),
                ("proposed_at", models.DateTimeField()),
                ("decided_by_name", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="MoveTask",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("warning_id", models.UUIDField(db_index=True)),
                ("region", models.CharField(db_index=True, max_length=12)),
                ("number", models.PositiveIntegerField()),
                ("household_id", models.UUIDField()),
                ("head_name", models.CharField(max_length=80)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("persons", models.PositiveSmallIntegerField()),
                ("state", models.CharField(default="to_move", max_length=10)),
                ("by_name", models.CharField(blank=True, max_length=80)),
                ("where_to", models.CharField(blank=True, max_length=120)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="MoveTick",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("state", models.CharField(max_length=10)),
                ("by_name", models.CharField(max_length=80)),
                ("via", models.CharField(max_length=8)),
                ("where_to", models.CharField(blank=True, max_length=120)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SilentTownship",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("warning_id", models.UUIDField(db_index=True)),
                ("region", models.CharField(db_index=True, max_length=12)),
                ("name", models.CharField(max_length=120)),
                ("places", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("is_exercise", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="WrongNumber",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=anlan.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("region", models.CharField(db_index=True, max_length=12)),
                ("region_name", models.CharField(max_length=120)),
                ("person_id", models.UUIDField(null=True)),
                ("name", models.CharField(max_length=80)),
                ("phone_masked", models.CharField(blank=True, max_length=20)),
                ("said_name", models.CharField(blank=True, max_length=80)),
                ("said_phone_masked", models.CharField(blank=True, max_length=20)),
                ("reported_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.CharField(blank=True, max_length=80)),
                ("is_exercise", models.BooleanField(default=False)),
            ],
        ),
        migrations.RemoveIndex(
            model_name="calltask",
            name="calls_by_deadline",
        ),
        migrations.AddField(
            model_name="callround",
            name="ladder",
            field=models.JSONField(default=dict),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="callround",
            name="ladder_edition",
            field=models.CharField(default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="callstep",
            name="called_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="callstep",
            name="deadline_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="callstep",
            name="is_named",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="callstep",
            name="minutes",
            field=models.FloatField(default=5),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="callstep",
            name="most_tries",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="callstep",
            name="phone",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="callstep",
            name="ways",
            field=models.CharField(default="sms", max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="calltask",
            name="called_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="calltask",
            name="changed_xid",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="calltask",
            name="confirmations",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="calltask",
            name="help_note",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="calltask",
            name="help_wanted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="calltask",
            name="households_moved",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="calltask",
            name="households_to_move",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="calltask",
            name="needed",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="calltask",
            name="persons_moved",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="calltask",
            name="persons_to_move",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="calltask",
            name="silent",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="callstep",
            name="person_id",
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name="callstep",
            name="post",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddIndex(
            model_name="callstep",
            index=models.Index(
                condition=models.Q(("phone", ""), _negated=True), fields=["phone"], name="steps_by_phone"
            ),
        ),
        migrations.AddIndex(
            model_name="calltask",
            index=models.Index(
                condition=models.Q(("deadline_at", None), _negated=True),
                fields=["deadline_at"],
                name="calls_by_deadline",
            ),
        ),
        migrations.AddIndex(
            model_name="calltask",
            index=models.Index(fields=["warning_id", "changed_xid"], name="calls_by_change"),
        ),
        migrations.AddConstraint(
            model_name="ladderedition",
            constraint=models.UniqueConstraint(
                fields=("region", "group", "colour", "number"), name="editions_of_a_ladder_are_counted"
            ),
        ),
        migrations.AddConstraint(
            model_name="ladderedition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("region", "group", "colour"),
                name="one_proposal_for_a_ladder_at_a_time",
            ),
        ),
        migrations.AddField(
            model_name="movetask",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="households", to="public_warnings.calltask"
            ),
        ),
        migrations.AddField(
            model_name="movetick",
            name="move",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="public_warnings.movetask"
            ),
        ),
        migrations.AddField(
            model_name="silenttownship",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="silent_townships",
                to="public_warnings.callround",
            ),
        ),
        migrations.AddField(
            model_name="wrongnumber",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="public_warnings.calltask"
            ),
        ),
        migrations.AddIndex(
            model_name="movetask",
            index=models.Index(fields=["task", "number"], name="households_of_a_place"),
        ),
        migrations.AddConstraint(
            model_name="movetask",
            constraint=models.UniqueConstraint(
                fields=("task", "household_id"), name="a_household_is_moved_once_per_round"
            ),
        ),
        migrations.AddIndex(
            model_name="movetick",
            index=models.Index(fields=["move", "at"], name="ticks_of_a_household"),
        ),
        migrations.AddConstraint(
            model_name="silenttownship",
            constraint=models.UniqueConstraint(
                fields=("round", "region"), name="a_township_is_found_silent_once_per_round"
            ),
        ),
        migrations.AddIndex(
            model_name="wrongnumber",
            index=models.Index(
                condition=models.Q(("settled_at", None)), fields=["reported_at"], name="wrong_numbers_open"
            ),
        ),
        migrations.AddField(
            model_name="callround",
            name="silence_looked_for_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="callround",
            name="limits_edition",
        ),
        migrations.RemoveField(
            model_name="callround",
            name="minutes",
        ),
        migrations.RemoveField(
            model_name="callround",
            name="tries",
        ),
    ]
