"""The simulated centre hands on what a lost link was told and never acknowledged, each receipt once."""

import socket

from anlan.config.side.smpp import Centre, Kept, _Link
from anlan.protocols.smpp34 import MessageState

RECEIPTS = [Kept(str(n), "", f"1990000{n:04d}", "text", MessageState.DELIVERED) for n in range(3)]


def a_link(centre: Centre) -> _Link:
    ours, _theirs = socket.socketpair()
    link = _Link(centre, ours)
    link._is_bound = True
    return link


def test_what_a_lost_link_was_told_goes_to_the_next_and_the_lost_one_takes_no_more(tmp_path):
    centre = Centre(0, tmp_path / "centre.jsonl")
    centre.owe(RECEIPTS)
    lost, following = a_link(centre), a_link(centre)
    assert [kept for _n, kept in lost._to_tell()] == RECEIPTS
    centre.owe(lost.left())
    assert lost._to_tell() == []
    assert [kept for _n, kept in following._to_tell()] == RECEIPTS
