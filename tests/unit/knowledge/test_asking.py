"""How a question is taken apart, how text is indexed, how a paper is cut into articles."""

import pytest

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.knowledge.domain.asking import query_of, vocabulary_of, words_of
from anlan.knowledge.domain.papers import LONGEST, parts_of
from anlan.knowledge.domain.snippets import quoted
from anlan.knowledge.domain.states import DocumentAct, DocumentState, document_after
from anlan.knowledge.domain.tokens import phrase_query, runs_of, tokens_of, vector_of

KNOWN = vocabulary_of(
    [("山洪", "山洪灾害"), ("转移", "疏散"), ("液氯", "氯气", "cl2")],
    {"山洪": ("shanhong", "sh"), "疏散": ("shusan", "ss"), "氯气": ("lvqi", "lq")},
    ("怎么", "的"),
)


def test_pairs_of_neighbours_and_the_last_character_stand_in_the_index():
    assert tokens_of("山洪灾") == ("山洪", "洪灾", "灾")
    assert tokens_of("lng") == ("lng",)


def test_full_width_letters_and_capitals_are_the_same():
    assert runs_of("Ｈ2S 与 LNG") == ("h2s", "与", "lng")


def test_a_phrase_is_found_where_its_pairs_follow_each_other():
    assert phrase_query("山洪灾") == "('山洪' <-> '洪灾')"
    assert phrase_query("灾") == "'灾':*"
    assert phrase_query("cl2") == "'cl2':*"


def test_the_heading_weighs_more_and_no_phrase_crosses_its_end():
    assert vector_of("甲", "乙丙") == "'丙':5 '乙丙':4 '甲':1A"


def test_a_quote_cannot_break_out_of_the_index():
    assert vector_of("", "a'b\\c") == "'a':1 'b':4 'c':7"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("山洪怎么转移", ["山洪", "转移"]),
        ("山洪灾害的疏散", ["山洪灾害", "疏散"]),
        ("水库 值守表", ["水库", "值守表"]),
        ("一二三四五", ["一二", "二三", "三四", "四五"]),
        ("怎么", []),
        ("！？", []),
    ],
)
def test_known_words_are_taken_whole_and_small_words_left_out(text, typed):
    assert [word.typed for word in words_of(text, KNOWN)] == typed


def test_words_that_mean_the_same_and_pinyin_are_asked_for_too():
    assert words_of("疏散", KNOWN)[0].ways == ("疏散", "转移")
    assert words_of("sh", KNOWN)[0].ways == ("sh", "山洪", "山洪灾害")
    assert words_of("shus", KNOWN)[0].others == ("疏散", "转移")
    assert words_of("cl2", KNOWN)[0].others == ("液氯", "氯气")


def test_every_word_in_any_of_its_ways():
    words = words_of("山洪转移", KNOWN)
    assert query_of(words, wants_all=True).count(" & ") == 1
    assert query_of(words, wants_all=False).count(" & ") == 0


def test_a_passage_is_cut_round_the_first_word_and_its_words_are_marked():
    pieces = quoted("一" * 100 + "山洪" + "二" * 100, ["山洪"], width=60)
    assert [piece.text for piece in pieces if piece.is_hit] == ["山洪"]
    assert pieces[0].text == "…" == pieces[-1].text
    assert sum(len(piece.text) for piece in pieces) == 62
    assert [piece.is_hit for piece in quoted("abc", [])] == [False]


def test_articles_are_passages_under_their_chapter():
    parts = parts_of(
        ["总的说明", "第一章 总  则", "第一条 甲。", "（一）乙", "第二条　丙。", "第二章 附则", "第十一条之一 丁。"]
    )
    assert [(part.label, part.heading, part.text) for part in parts] == [
        ("", "", "总的说明"),
        ("第一条", "第一章 总 则", "甲。\n（一）乙"),
        ("第二条", "第一章 总 则", "丙。"),
        ("第十一条之一", "第二章 附则", "丁。"),
    ]


def test_a_plan_is_cut_at_its_numbered_headings():
    parts = parts_of(["1 总则", "1.1 编制目的", "为了做好工作。", "# 附件", "名单"])
    assert [(part.label, part.text) for part in parts] == [("1.1 编制目的", "为了做好工作。"), ("附件", "名单")]


def test_a_long_line_is_divided_and_an_empty_paper_refused():
    assert [len(part.text) for part in parts_of(["字" * (LONGEST + 1)])] == [LONGEST, 1]
    with pytest.raises(InvalidValue):
        parts_of(["", "第一章 总则"])


def test_what_is_published_is_not_edited():
    assert document_after(DocumentState.DRAFT, DocumentAct.PUBLISH) is DocumentState.PUBLISHED
    with pytest.raises(TransitionNotAllowed):
        document_after(DocumentState.PUBLISHED, DocumentAct.EDIT)
