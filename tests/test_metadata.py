"""What a document is, as far as it says so, and what was guessed."""

import pytest

from youju.reading.formats.raw import RawText
from youju.reading.metadata.describing import describe, with_speakers
from youju.reading.sections.splitting import split_sections
from youju.types import DocumentFacts

FILL = "各单位要压实责任，细化措施，推动全市卫生健康工作再上台阶。"


def facts(text: str, *, raw: str = "", front: dict[str, str] | None = None) -> DocumentFacts:
    whole = RawText(text=raw or text, front=front or {}, format="txt", encoding="utf-8")
    return describe(text, whole, "a.txt", True)


def test_the_head_of_the_file_wins_and_is_not_inferred():
    front = {
        "title": "另一题",
        "place": "云山市",
        "period": "2021",
        "kind": "简报",
        "published": "2022-01-02",
        "speaker": "张三",
        "trust": "masked",
        "complete": "false",
    }
    known = facts(f"娄底市2023年工作总结\n{FILL}", front=front)
    assert (known.title, known.place, known.period, known.kind) == (
        "另一题",
        "云山市",
        "2021",
        "简报",
    )
    assert (known.published, known.speaker, known.trust) == ("2022-01-02", "张三", "masked")
    assert not known.complete
    assert known.inferred == ()


def test_the_id_is_the_text_and_the_address_is_the_file():
    one, other = facts(FILL), facts(FILL + "补充。")
    assert len(one.doc_id) == 16
    assert one.doc_id == facts(FILL, front={"title": "改题"}).doc_id != other.doc_id
    assert one.addresses == ("a.txt",)


# ---- title ---------------------------------------------------------------------------------------


def test_the_first_line_is_the_title():
    known = facts(f"# 云山市2023年卫生健康工作总结\n\n{FILL}")
    assert known.title == "云山市2023年卫生健康工作总结"
    assert "title" not in known.inferred


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("3月5日，云山区召开年度工作会议。区长到会。", "云山区召开年度工作会议"),
        (f"同志们：\n今天召开会议，总结去年工作。{FILL}", "今天召开会议，总结去年工作"),
        (f"一、总体情况\n全市新增床位120张。{FILL}", "全市新增床位120张"),
    ],
)
def test_a_text_without_a_title_gets_one_from_its_first_sentence(text, title):
    known = facts(text)
    assert known.title == title
    assert "title" in known.inferred


# ---- place ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"娄底多措并举推进改革\n娄底市坚持预防为主。{FILL}", "娄底市"),
        (f"为黄石发展贡献力量\n我市加快建设，黄石医院与武汉医院合作。{FILL}", "黄石市"),
        ("盐城市大丰区召开会议\n全区新增床位9张，盐城市大丰区连年先进。", "盐城市大丰区"),
        ("3月5日，云山区召开会议。云山区副区长到会，全区参加。", "云山区"),
        ("X市2023年工作总结\n全市新增床位9张，X县、X县、X区均有增长。", "X市"),
        ("恩施州2023年工作总结\n全州新增床位9张，恩施土家族苗族自治州连年先进。", "恩施州"),
        ("新化县2023年工作总结\n全县新增床位9张。", "新化县"),
    ],
)
def test_the_place_is_the_one_that_the_text_speaks_for(text, place):
    assert facts(text).place == place


@pytest.mark.parametrize(
    "text",
    [
        f"在全市会议上的讲话\n我市各县（区）和城市社区、郊区、超市都要参加。{FILL}",
        f"在全市会议上的讲话\n刚才，*县、*区作了发言。*县要加快。{FILL}",
        f"在全市会议上的讲话\n明确市第一医院的定位，推动县域医共体，提升市级能力，医保定点长治久安。{FILL}",
    ],
)
def test_a_text_that_names_no_place_has_none(text):
    assert facts(text).place is None


def test_a_place_not_written_so_in_the_text_is_inferred():
    assert "place" in facts(f"为黄石发展贡献力量\n我市努力，黄石加油。{FILL}").inferred
    assert "place" not in facts(f"娄底市工作总结\n{FILL}").inferred


def test_the_paper_that_printed_it_tells_the_place():
    text = f"推进医疗服务发展\n我市与武汉、武汉医院、武汉专家合作，黄石医院受益。{FILL}"
    assert facts(text, raw=f"推进医疗服务发展\n本文转自:黄石日报\n{text}").place == "黄石市"


# ---- period and date -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (f"2023年工作总结\n比2022年增长。{FILL}", "2023"),
        (
            f"在2024年会议上的讲话\n一、2023年工作回顾\n{FILL}\n二、2024年工作安排\n{FILL}",
            "2023-2024",
        ),
        (f"工作会议上的讲话\n一、2023年工作回顾\n{FILL}\n二、2024年工作安排\n{FILL}", "2023-2024"),
        (f"推进改革\n2022年，全市增长。2022年底完成。荣获2020-2021年度先进。{FILL}", "2022"),
        (
            f"会议召开\n充分肯定2023年工作，2023年以来成绩明显。2024年要重点做好工作。{FILL}",
            "2023-2024",
        ),
        (f"推进改革\n自2005年开始登记，力争到2023年底达标，2023年见效。{FILL}", "2023"),
        (f"推进改革\n{FILL}", None),
    ],
)
def test_the_period_is_the_years_reported_on_or_planned_for(text, period):
    assert facts(text).period == period


def test_only_a_period_of_title_or_headings_is_stated():
    assert "period" not in facts(f"2023年工作总结\n{FILL}").inferred
    assert "period" in facts(f"推进改革\n2022年全市增长，2022年底完成。{FILL}").inferred


@pytest.mark.parametrize(
    ("raw", "published"),
    [
        (f"题目一行字\n发布时间:2023-7-27 04:04:00 来源:某报\n{FILL}", "2023-07-27"),
        (f"题目一行字\n2023-04-22 10:17:04 [来源:某网]\n{FILL}", "2023-04-22"),
        (f"题目一行字\n（2024年4月10日）\n{FILL}", "2024-04-10"),
        (f"题目一行字\n{FILL}\n某市卫生健康委\n2024年1月5日", "2024-01-05"),
        (f"题目一行字\n{FILL}\n快照时间:2023-07-27 05:45:10", None),
        (f"题目一行字\n会议于2024年1月5日召开。{FILL}", None),
        (f"题目一行字\n发布时间：2023-13-45\n{FILL}", None),
    ],
)
def test_the_date_stands_with_the_title_or_under_the_text(raw, published):
    assert facts(raw).published == published


# ---- kind, speaker, trust ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"在全市会议上的讲话\n{FILL}", "讲话"),
        (f"全市卫生健康工作报告\n{FILL}", "工作报告"),
        (f"2023年工作总结\n{FILL}", "工作总结"),
        (f"关于做好培训工作的通知\n{FILL}", "通知"),
        (f"年度工作会议\n同志们：\n{FILL}", "讲话"),
        (f"3月5日，云山区召开会议。{FILL}", "新闻通稿"),
        (f"筑牢健康防线\n○ 丁克明\n我市坚持预防为主。{FILL}", "署名文章"),
        (f"筑牢健康防线\n{FILL}", "材料"),
    ],
)
def test_the_kind_follows_title_and_opening(text, kind):
    assert facts(text).kind == kind


def test_a_page_with_an_editor_is_a_report():
    raw = f"筑牢健康防线\n2023-04-22 [编辑:某人]\n{FILL}"
    assert facts(f"筑牢健康防线\n{FILL}", raw=raw).kind == "通讯"


@pytest.mark.parametrize(
    ("second", "speaker"),
    [
        ("○ 丁克明", "丁克明"),
        ("刘 明 张东方", "刘明、张东方"),
        ("市卫生健康委主任 王小明", "王小明"),
        ("各项任务", None),
        ("王牌专科建设", None),
    ],
)
def test_the_speaker_has_a_line_of_their_own(second, speaker):
    assert facts(f"筑牢健康防线\n{second}\n{FILL}").speaker == speaker


def test_masks_make_a_model_essay():
    assert facts(f"在会议上的讲话\nX市和X县都有进展。{FILL}").trust == "masked"
    assert (
        facts(f"在会议上的讲话\n引进人才〔数字缺失〕名。{FILL}" + "占〔数字缺失〕%。" * 6).trust
        == "masked"
    )
    assert facts(f"在会议上的讲话\n推行1+X模式，配备X光机。{FILL}").trust == "named"


def test_a_release_names_those_who_are_heard_in_it():
    text = (
        "白河县召开卫生健康工作会议\n县委副书记周大力出席并讲话，县卫健局局长何小青主持会议。\n"
        "周大力强调，要把群众健康放在心上，把基层短板一项一项补起来，让群众少跑路。\n"
        "何小青指出，全年要抓好三件事，家庭医生签约、慢病随访、村卫生室改造都要见效。\n"
    )
    known = with_speakers(facts(text), split_sections("d", text))
    assert (known.speaker, "speaker" in known.inferred) == ("周大力、何小青", True)


def test_who_signs_for_the_whole_is_its_speaker():
    text = (
        f"筑牢健康防线\n丁克明\n{FILL}\n何小青指出，全年要抓好三件事，签约、随访、改造都要见效。\n"
    )
    known = with_speakers(facts(text), split_sections("d", text))
    assert (known.speaker, "speaker" in known.inferred) == ("丁克明", False)
