"""What a language model is given, and what of its words may be shown."""

import pytest

from anlan.knowledge.domain.drafting import LONGEST_DRAFT, DraftRefused, Sentence, WhyNot, masked, sentences_of

PASSAGES = ("[1] 山洪来临前30分钟应当转移群众。", "[2] 任何单位不得迟报、漏报。")


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138-0013-8000",
        "138 0013 8000",
        "0834-6721234",
        "513433199001011234",
        "51343319900101123X",
        "\uff11\uff13\uff18\uff10\uff10\uff11\uff13\uff18\uff10\uff10\uff10",
    ],
)
def test_telephone_and_id_numbers_are_masked(text):
    assert masked(f"找张某 {text} 报告") == "找张某 *** 报告"


def test_mail_addresses_are_masked_and_short_numbers_dates_and_figures_stay():
    assert masked("写信 zhang.san@county.example 即可") == "写信 *** 即可"
    kept = "2026-07-20 拨打 12350，转移 120 人，损失 123456 元，雨量 45.5 毫米"
    assert masked(kept) == kept


def test_each_sentence_comes_with_the_numbers_of_its_passages():
    draft = "- 应当提前30分钟转移群众。[1]\n2. **不得迟报**【2】。不得漏报[1，2]！"
    assert sentences_of(draft, PASSAGES) == (
        Sentence("应当提前30分钟转移群众。", (1,)),
        Sentence("不得迟报。", (2,)),
        Sentence("不得漏报！", (1, 2)),
    )
    assert sentences_of("Leave at once. [1] Report. [2]", PASSAGES)[1] == Sentence("Report.", (2,))


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        ("", WhyNot.EMPTY),
        ("。。。", WhyNot.EMPTY),
        ("[1]", WhyNot.EMPTY),
        ("应当转移群众。", WhyNot.UNCITED),
        ("应当转移群众。[1]不得迟报。", WhyNot.UNCITED),
        ("处置建议\n应当转移群众。[1]", WhyNot.UNCITED),
        ("应当转移群众。[3]", WhyNot.UNKNOWN_PASSAGE),
        ("应当转移群众。[0]", WhyNot.UNKNOWN_PASSAGE),
        ("应当转移群众。[1,9]", WhyNot.UNKNOWN_PASSAGE),
        ("应当提前40分钟转移群众。[1]", WhyNot.FOREIGN_FIGURE),
        ("应当提前30分钟报告。[2]", WhyNot.FOREIGN_FIGURE),
        ("群" * (LONGEST_DRAFT - 2) + "[1]", WhyNot.TOO_LONG),
    ],
)
def test_a_draft_that_does_not_quote_is_refused_whole(draft, why):
    with pytest.raises(DraftRefused) as refused:
        sentences_of(draft, PASSAGES)
    assert refused.value.why is why
