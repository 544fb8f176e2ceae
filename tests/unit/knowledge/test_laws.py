"""Laws: articles by their numbers, whether they follow each other, broken lines, editions in force on a day."""

from datetime import date

import pytest

from anlan.knowledge.domain.articles import Fault, faults_of, labels_of, unbroken
from anlan.knowledge.domain.citing import Article, article_of, cited, numeral, value_of
from anlan.knowledge.domain.papers import LONGEST, parts_of
from anlan.knowledge.domain.versions import Force, force_on, root_of


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (17, "十七"),
        (20, "二十"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (234, "二百三十四"),
        (1000, "一千"),
        (1008, "一千零八"),
        (1260, "一千二百六十"),
    ],
)
def test_numerals_are_written_and_read(number, text):
    assert (numeral(number), value_of(text), value_of(str(number))) == (text, number, number)


def test_numerals_are_also_read_place_by_place():
    assert (value_of("一〇六"), value_of("一百〇六"), value_of("一七")) == (106, 106, 17)


@pytest.mark.parametrize(
    ("text", "rest", "article"),
    [
        ("突发事件应对法第十七条", "突发事件应对法", Article(17)),
        ("应对法 17条", "应对法", Article(17)),
        ("第 106 条 的罚款", "的罚款", Article(106)),
        ("刑法第一百三十四条之一", "刑法", Article(134, 1)),
        ("山洪怎么转移", "山洪怎么转移", None),
    ],
)
def test_an_article_is_read_out_of_a_question(text, rest, article):
    assert cited(text) == (rest, article)


def test_an_article_is_known_by_either_label():
    assert Article(17).labels == ("第十七条", "第17条")
    assert Article(134, 1).labels == ("第一百三十四条之一", "第134条之1")
    assert (article_of("第17条"), article_of("第十七条"), article_of("第一章")) == (Article(17), Article(17), None)


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        (("第一条 甲。", "第二条 乙。", "第二条之一 丙。", "第三条 丁。"), ()),
        (("第一条 甲。", "第三条 乙。"), (Fault("第三条", "第一条", "missing"),)),
        (("第一条 甲。", "第一条 乙。"), (Fault("第一条", "第一条", "repeated"),)),
        (("第一条 甲。", "第二条 乙。", "第一条 丙。"), (Fault("第一条", "第二条", "backwards"),)),
        (("第五条 甲。",), (Fault("第五条", "", "missing"),)),
        (("# 要点", "先报告。"), ()),
    ],
)
def test_articles_that_do_not_follow_each_other_are_named(lines, faults):
    assert faults_of(parts_of(lines)) == faults


def test_a_long_article_that_was_divided_counts_once():
    parts = parts_of(("第一条 " + "甲" * (LONGEST + 1), "第二条 乙。"))
    assert [part.label for part in parts] == ["第一条", "第一条", "第二条"]
    assert (labels_of(parts), faults_of(parts)) == (("第一条", "第二条"), ())


def test_lines_that_a_page_has_broken_are_put_together():
    lines = (
        "第一章 总则",
        "第一条　为了预防和减少突发事件的发生，控制、减轻和消除突发事件引起的严重社会危",
        "害，提高突发事件预防和应对能力，根据宪法，依照本办法",
        "- 3 -",
        "第五条规定的程序制定本办法，并且在全部行政区域内的各级组织之中一体遵照施行。",
        "第二条　下列情形应当立即报告，不得迟延，不得隐瞒，不得以任何理由推诿拖延：",
        "（一）有人死亡的；",
        "（二）有人失踪的。",
    )
    parts = parts_of(unbroken(lines))
    assert [part.label for part in parts] == ["第一条", "第二条"]
    assert parts[0].heading == "第一章 总则"
    assert "严重社会危害，提高" in parts[0].text
    assert "依照本办法第五条规定的程序" in parts[0].text
    assert parts[1].text.endswith("：\n（一）有人死亡的；\n（二）有人失踪的。")


def test_whole_lines_stay_as_they_are():
    lines = ("第一条 为了预防和减少突发事件的发生，制定本办法。", "第二条 本办法自二〇二六年七月一日起开始施行。", "3")
    assert unbroken(lines) == lines


def test_an_edition_is_in_force_from_its_first_day_to_before_its_last():
    since, until = date(2024, 11, 1), date(2026, 1, 1)
    on = [date(2024, 10, 31), since, date(2025, 12, 31), until]
    assert [force_on(day, since, until) for day in on] == [
        Force.NOT_YET,
        Force.IN_FORCE,
        Force.IN_FORCE,
        Force.REPEALED,
    ]
    assert force_on(until, None, None) is Force.IN_FORCE


def test_a_title_is_the_same_in_every_edition():
    assert root_of("中华人民共和国突发事件应对法（2024年修订）（摘录）") == "中华人民共和国突发事件应对法"
    assert root_of("办法（试行）总则") == "办法（试行）总则"
    assert root_of("（摘录）") == "（摘录）"
