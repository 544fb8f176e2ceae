"""What is found in a plan's paper, and that no line of it is lost."""

import pytest

from anlan.plans.domain.reading import Line, addressee_of, conditions, read
from anlan.plans.domain.text import Condition
from anlan.support.tables import load_table

RULES = load_table("anlan.plans", "reading")
PAPER = """某县森林草原火灾应急预案
1 总则
1.1 编制目的
规范火灾处置。
2 组织指挥体系
县指挥部统一指挥。
3 应急响应
3.1 Ⅲ级响应
3.1.1 启动条件
（1）受害森林面积10公顷以上；
（2）死亡3人以上或重伤10人以上。
3.1.2 响应措施
县公安局：管制进山道路，30分钟内报告。
县林业和草原局负责组织专业队2小时内到达火场。
前线指挥部每4小时会商一次。
3.2 四级响应
发布森林火险橙色预警且出现火情。
明火24小时未扑灭的，报告省指挥部。
4 后期处置
死亡5人以上的，组织评估。
附件1 通讯录
值班室 10000"""


@pytest.fixture(scope="module")
def found():
    return read((Line(0, line) for line in PAPER.splitlines()), RULES)


def test_headings_become_sections_and_the_rest_annexes(found):
    assert found.title == "某县森林草原火灾应急预案"
    assert [each.key for each in found.sections] == ["general", "organisation", "response", "recovery"]
    assert [each.title for each in found.annexes] == ["封面和前言", "附件1 通讯录"]


def test_no_line_is_lost(found):
    kept = "\n".join([found.title, *(f"{each.title}\n{each.text}" for each in (*found.sections, *found.annexes))])
    assert all(line.lstrip("1234 ") in kept for line in PAPER.splitlines())


def test_reasons_are_found_by_level_and_an_or_makes_two(found):
    assert [(each.level, each.needs) for each in found.triggers] == [
        (3, (Condition(fact="burnt_ha", at_least=10),)),
        (3, (Condition(fact="dead_and_missing", at_least=3),)),
        (3, (Condition(fact="seriously_injured", at_least=10),)),
        (4, (Condition(fact="warning_level", at_least=3),)),
        (4, (Condition(fact="fire_hours", at_least=24),)),
    ]


def test_tasks_are_found_with_receiver_and_limit_and_other_sentences_are_measures(found):
    assert [(each.to.branch, each.to_text, each.within_minutes) for each in found.tasks] == [
        ("public_security", "县公安局", 30),
        ("forestry", "县林业和草原局", 120),
    ]
    assert [(each.level, each.text) for each in found.measures] == [(3, "前线指挥部每4小时会商一次")]


@pytest.mark.parametrize(
    ("sentence", "needs"),
    [
        ("死亡（含失踪）30人以上", {"dead_and_missing": 30}),
        ("造成10人以上死亡", {"dead_and_missing": 10}),
        ("紧急转移安置1.5人", {}),
        ("需紧急转移10万人以上", {"evacuated": 100000}),
        ("县域停电用户比例70%以上", {"power_cut_percent": 70}),
        ("70%以上用户停电", {"power_cut_percent": 70}),
        ("发生5.0级以上地震", {"magnitude_tenths": 50}),
        ("发生6级以上地震且被困10人以上", {"magnitude_tenths": 60, "trapped": 10}),
        ("倒塌房屋300间以上", {"collapsed_rooms": 300}),
        ("泄漏1吨及以上", {"leaked_t": 1}),
        ("加强值班值守", {}),
    ],
)
def test_bounds_are_read_from_sentences(sentence, needs):
    assert {each.fact: each.at_least for each in conditions(sentence, RULES)} == needs


def test_who_is_not_known_is_nobody():
    assert addressee_of("县委办", RULES) is None
    assert addressee_of("各乡镇（街道）", RULES).who == "townships"


def test_styles_of_headings_count_before_their_numbers():
    found = read(
        [
            Line(0, "T"),
            Line(1, "总则"),
            Line(0, "说明。"),
            Line(1, "应急响应"),
            Line(2, "二级响应"),
            Line(0, "被困10人以上。"),
        ],
        RULES,
    )
    assert [each.key for each in found.sections] == ["general", "response"]
    assert [(each.level, each.needs[0].at_least) for each in found.triggers] == [(2, 10)]


def test_an_empty_paper_gives_nothing():
    found = read([], RULES)
    assert (found.title, found.sections, found.annexes, found.triggers) == ("", (), (), ())
