"""What changed between two editions of a list of divisions."""

from anlan.places.domain.editions import Change, ChangeKind, Hints, Succession, compare, stem

ENDINGS = ("街道", "县", "市", "镇", "乡")
HINTS = Hints(endings=ENDINGS)


def test_equal_lists_differ_in_nothing():
    assert compare({"5134": "凉山彝族自治州"}, {"5134": "凉山彝族自治州"}, HINTS) == ()


def test_a_code_with_another_name_is_renamed():
    changes = compare({"513433101": "甲镇"}, {"513433101": "乙镇"}, HINTS)

    assert changes == (Change(ChangeKind.RENAMED, "513433101", "513433101", "甲镇", "乙镇"),)


def test_a_new_code_is_added_and_a_missing_one_removed():
    changes = compare({"513433101": "甲镇"}, {"513433102": "乙镇"}, HINTS)

    assert changes == (
        Change(ChangeKind.REMOVED, "513433101", "", "甲镇"),
        Change(ChangeKind.ADDED, "", "513433102", "", "乙镇"),
    )


def test_a_county_that_becomes_a_city_is_followed_by_its_stem():
    changes = compare({"513425": "会理县"}, {"513402": "会理市"}, HINTS)

    assert changes == (Change(ChangeKind.RECODED, "513425", "513402", "会理县", "会理市"),)


def test_the_same_stem_elsewhere_is_no_recoding():
    changes = compare({"513425": "会理县"}, {"513302": "会理市"}, HINTS)

    assert [change.kind for change in changes] == [ChangeKind.ADDED, ChangeKind.REMOVED]


def test_a_known_merger_names_the_heir_of_each_part():
    hints = Hints(successions=(Succession(ChangeKind.MERGED, ("500105", "500112"), ("500157",)),), endings=ENDINGS)

    changes = compare({"500105": "江北区", "500112": "渝北区"}, {"500157": "两江新区"}, hints)

    assert [(c.kind, c.old, c.new) for c in changes] == [
        (ChangeKind.MERGED, "500105", "500157"),
        (ChangeKind.MERGED, "500112", "500157"),
    ]


OLD = {"513433101": "甲镇", "513433101201": "一村", "513433101202": "二村", "513433102": "乙镇", "513433102201": "三村"}


def test_a_township_whose_villages_now_stand_elsewhere_is_merged():
    new = {"513433102": "乙镇", "513433102201": "三村", "513433102202": "一村", "513433102203": "二村"}

    changes = compare(OLD, new, HINTS)

    assert Change(ChangeKind.MERGED, "513433101", "513433102", "甲镇", "乙镇") in changes


def test_a_new_township_with_another_s_villages_is_split_off():
    new = {**OLD, "513433103": "丙镇", "513433103201": "二村"}
    del new["513433101202"]

    changes = compare(OLD, new, HINTS)

    assert Change(ChangeKind.SPLIT, "513433101", "513433103", "甲镇", "丙镇") in changes


def test_less_than_half_of_the_villages_tell_nothing():
    old = {"513433101": "甲镇", "513433102": "乙镇", "513433102209": "九村"}
    old |= {f"51343310120{n}": f"{n}村" for n in range(1, 6)}
    new = {"513433102": "乙镇", "513433102209": "九村", "513433102201": "1村", "513433102202": "2村"}

    kinds = {change.old: change.kind for change in compare(old, new, HINTS) if len(change.old) == 9}

    assert kinds == {"513433101": ChangeKind.REMOVED}


def test_exactly_half_of_the_villages_tell_where_a_township_went():
    old = {"513433101": "甲镇", "513433102": "乙镇", "513433102209": "九村"}
    old |= {f"51343310120{n}": f"{n}村" for n in range(1, 5)}
    new = {"513433102": "乙镇", "513433102209": "九村", "513433102201": "1村", "513433102202": "2村"}

    kinds = {change.old: change.kind for change in compare(old, new, HINTS) if len(change.old) == 9}

    assert kinds == {"513433101": ChangeKind.MERGED}


def test_a_stem_keeps_two_letters_at_least():
    assert stem("彝海镇", ENDINGS) == "彝海"
    assert stem("沙市", ENDINGS) == "沙市"
