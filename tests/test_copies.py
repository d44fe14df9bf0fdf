"""Reposts are found and told from versions by what differs."""

import tracemalloc

import pytest
from builders import facts

from youju.reading.copies import LikeTexts, compare, differences, other_text, signature
from youju.types import Document

ORIGINAL = (
    "云山市2023年卫生健康工作总结\n\n"
    "今年以来，全市卫生健康系统围绕群众急难愁盼，扎实推进各项重点任务，服务能力稳步提升。\n"
    "一、医疗资源\n全市新增医疗床位1232张，增长4.4%，县域内就诊率达到91.3%，群众就近就医更加方便。\n"
    "二、公共卫生\n家庭医生签约服务覆盖率稳定在80%以上，老年人健康管理率达到70.5%。\n"
    "三、下一步打算\n我们将继续深化改革，补齐短板，把优质资源送到基层，让群众少跑路、少排队、少花钱。\n"
)


def document(text: str, doc_id: str = "a", place: str | None = "云山市") -> Document:
    return Document(facts=facts(doc_id, place=place), text=text, edits=())


def is_copy(longer: str, shorter: str) -> bool:
    return compare(document(longer), document(shorter, "b")).is_copy


@pytest.mark.parametrize(
    "repost",
    [
        ORIGINAL,
        ORIGINAL.replace("更加方便", "更为方便"),
        ORIGINAL.replace("，", ","),
        ORIGINAL.replace("\n\n", "\n"),
        ORIGINAL.replace("今年以来，", ""),
        ORIGINAL[: ORIGINAL.index("三、")],
        ORIGINAL.replace("服务能力稳步提升", "能力稳步提升"),
        ORIGINAL + "（来源：本地新闻）",
    ],
)
def test_small_differences_make_a_copy(repost: str) -> None:
    assert is_copy(ORIGINAL, repost)
    assert other_text(ORIGINAL, differences(ORIGINAL, repost)) == repost


@pytest.mark.parametrize(
    "other",
    [
        ORIGINAL.replace("1232张", "1322张"),
        ORIGINAL.replace("91.3%", "〔数字缺失〕%"),
        ORIGINAL.replace("2023年", "2024年"),
        ORIGINAL.replace("云山市", "X市"),
        ORIGINAL.replace("云山市", "白河县"),
        ORIGINAL.replace("达到70.5%", "未达到70.5%"),
        ORIGINAL.replace("80%以上", "八成以上"),
        ORIGINAL
        + "会议还对全市卫生健康系统先进集体和先进个人进行了隆重表彰，四家单位作了交流发言。",
        ORIGINAL[:110],
    ],
)
def test_what_says_something_else_stays_a_document(other: str) -> None:
    assert not is_copy(ORIGINAL, other)


def test_the_same_essay_for_another_place_is_no_copy() -> None:
    assert not compare(document(ORIGINAL), document(ORIGINAL, "b", place="白河县")).is_copy


def test_a_number_that_is_cut_out_of_the_longer_text_is_no_copy() -> None:
    assert not is_copy(ORIGINAL, ORIGINAL.replace("1232", ""))


@pytest.mark.parametrize("other", ["", "完全不同的另一篇文章。", ORIGINAL[::-1], ORIGINAL * 3])
def test_differences_lead_from_one_text_to_the_other(other: str) -> None:
    found = differences(ORIGINAL, other)
    assert other_text(ORIGINAL, found) == other
    assert all(ORIGINAL[d.start : d.end] == d.before != d.after for d in found)


def test_near_texts_are_found_and_far_ones_are_not() -> None:
    far = "白河县爱国卫生运动简报\n本月全县清理卫生死角，开展控烟宣传，居民参与热情高涨。\n"
    texts = LikeTexts([("a", signature(ORIGINAL)), ("far", signature(far))])
    near = signature(ORIGINAL.replace("更加方便", "更为方便"))
    assert texts.near(near) == ["a"]
    texts.forget("a")
    assert texts.near(near) == []


def test_a_signature_does_not_hang_on_blanks_or_punctuation() -> None:
    assert signature("甲乙丙丁戊己，庚辛。") == signature("甲乙丙丁戊己,\n庚 辛")
    assert signature("") == signature("\n")


def test_many_equal_sentences_are_compared_in_bounded_time() -> None:
    text = "全市新增床位，群众更加满意。" * 50_000
    found = differences("甲。" + text, text + "乙。")
    assert other_text("甲。" + text, found) == text + "乙。"


def test_a_number_differs_as_a_whole() -> None:
    found = differences("全市新增床位1232张。", "全市新增床位1322张。")
    assert [(d.before, d.after) for d in found] == [("1232", "1322")]


def test_the_signature_of_a_long_text_takes_little_memory() -> None:
    text = "".join(chr(0x4E00 + (n * n + n // 7) % 20_000) for n in range(200_000))
    signature("先装好库。")
    tracemalloc.start()
    made = signature(text)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 80 * 2**20
    assert made == signature(text + "。")  # marks do not count, and batches give one signature
