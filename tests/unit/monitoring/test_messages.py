"""The forms in which readings arrive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlan.monitoring.domain.errors import Malformed
from anlan.monitoring.domain.messages import Batch, decode, encode

ITEM = b'{"station":"A","quantity":"rain","time":"2020-06-26T18:00:00+08:00","value":1}'
SECONDS = 1593165600.0


@pytest.mark.parametrize(
    "raw",
    [
        ITEM,
        b"[" + ITEM + b"]",
        b'{"readings":[' + ITEM + b"]}",
        b'{"station":"A","quantity":"rain","readings":[{"time":1593165600000,"value":1.0}]}',
        b'{"station":"A","quantity":"rain","times":["2020-06-26T10:00:00Z"],"values":[1]}',
        b'{"station":"A","quantity":"rain","time":1593165600000,"value":1,"battery":12.1}',
    ],
)
def test_every_form_says_the_same(raw):
    assert decode(raw) == Batch(["A"], ["rain"], [SECONDS], [1.0])


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"true",
        b'{"times":[1],"values":[1,2]}',
        b'{"station":"A","quantity":"rain","time":"2020-06-26T18:00:00","value":1}',
        b'{"station":"A","quantity":"rain","time":1593165600000,"value":NaN}',
        b'{"station":"A","quantity":"rain","time":1e99,"value":1}',
        b'{"station":"A","quantity":"rain","time":9999999999999999999999999,"value":1}',
        b'{"station":"A","quantity":"rain","time":1593165600000,"value":"1"}',
        b'{"station":"A","quantity":"rain","time":1593165600000,"value":null}',
        b'\xff\xfe{"station":1}',
    ],
)
def test_anything_else_is_malformed(raw):
    with pytest.raises(Malformed):
        decode(raw)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail_otherwise(raw):
    try:
        decode(raw)
    except Malformed:
        return


def test_what_is_encoded_reads_back_the_same():
    batch = Batch(["A", "B"], ["rain", "level"], [SECONDS, SECONDS + 0.001], [0.1, -2.5])
    assert decode(encode(batch)) == batch
