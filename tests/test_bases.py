"""What is part of what, and which objections come first; `deriving` is tested with the rest."""

from stated import stated_as, stated_in, the

from youju.answering.bases import is_part, objections, part_and_whole


def test_a_part_follows_its_whole_among_other_parts() -> None:
    rows = stated_in("全市有医院60家，其中公立20家、民营40家。全市有诊所9家。")
    whole, public, private, clinics = rows
    assert is_part(public, whole)
    assert is_part(private, whole)
    assert not is_part(whole, public)
    assert not is_part(clinics, public)


def test_among_refers_to_the_number_before_it_alone() -> None:
    rows = stated_in("全市有诊所9家，医院60家，其中公立20家。")
    assert not is_part(the(rows, "20家"), the(rows, "9家"))
    assert part_and_whole([the(rows, "60家"), the(rows, "20家")]) == (rows[2], rows[1])


def test_a_part_may_be_named_by_its_whole() -> None:
    public = stated_as("20家", "20", "家", indicator="公立医院")
    every = stated_as("60家", "60", "家", indicator="医院数")
    assert part_and_whole([every, public]) == (public, every)
    assert part_and_whole([public, stated_as("9家", "9", "家", indicator="诊所")]) is None


def test_every_objection_is_a_sentence() -> None:
    one = stated_as("4-5个", "4", "个", upper=5, period=None, place=None)
    other = stated_as("60%", "60", "%", indicator="签约率", doc_id="d2", kind="target")
    for what in ("difference", "sum", "share", "growth", "conversion"):
        found = list(objections(what, [one, other], "元"))
        assert found
        assert all(reason.endswith("。") for reason in found)


def test_figures_of_one_basis_meet_no_objection() -> None:
    one, other = stated_as("4个", "4", "个"), stated_as("5个", "5", "个", period="2024")
    assert list(objections("growth", [one, other], "")) == []
