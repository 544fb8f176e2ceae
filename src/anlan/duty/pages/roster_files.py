"""A roster as an Excel table, out and in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.duty import api, words
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.protocols.spreadsheet.table import open_table
from anlan.protocols.spreadsheet.writing import Column, workbook_of
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LARGEST = 2 * 1024**2


@require_GET
@signed_in
def table(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Send a roster as a workbook that the import reads again."""
    row = api.roster(request.actor, roster_id)
    posts = {each.id: each.post for each in api.candidates(request.actor, row.region)}
    choices = {"part": row.parts, "post": tuple(map(str, words.POSTS.values()))}
    columns = [Column(str(head), choices.get(key, ())) for key, head in words.TABLE_HEADS.items()]
    lines = (
        (
            turn.day.isoformat(),
            words.weekday(turn.day),
            turn.part,
            str(words.POSTS[turn.post]),
            turn.seat,
            turn.person_name,
            posts.get(turn.person_id, "") if turn.person_id else "",
        )
        for turn in api.turns_of(row.id)
    )
    content = workbook_of(f"{row.month:%Y-%m}", columns, lines)
    name = content_disposition_header(as_attachment=True, filename=f"{row.organisation_name}-{row.month:%Y-%m}.xlsx")
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": name})


@require_POST
@signed_in
def read(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Read a table into a draft; where a row is refused nothing is stored and every error is shown."""
    row = api.roster(request.actor, roster_id)
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > _LARGEST:
        raise InvalidValue(
            field="roster_table", value=file.name[:40] if file and file.name else "", rule="columns_of_a_roster"
        )
    persons: dict[str, list[tuple[UUID, str]]] = {}
    for each in api.candidates(request.actor, row.region):
        persons.setdefault(each.name, []).append((each.id, each.post))
    book = api.Book(
        places={(turn.day, turn.part, turn.post, turn.seat): turn.id for turn in api.turns_of(row.id)},
        posts={str(word): key for key, word in words.POSTS.items()},
        persons=persons,
        heads={key: str(head) for key, head in words.TABLE_HEADS.items()},
    )
    found, refused = api.read_table(open_table(file.read()).rows(), book)
    if refused:
        told = [(each.row, sentence(each.refusal)) for each in refused[:200]]
        context = {"tab": "rosters", "row": row, "problems": told, "count": len(refused)}
        return render(request, "duty/roster_refused.html", context, status=400)
    count = api.enter_turns(roster_id=row.id, persons=found, actor=request.actor, now=clock.now())
    messages.success(request, _("%(count)s places changed from the table.") % {"count": count})
    return redirect("duty:roster", row.id)
