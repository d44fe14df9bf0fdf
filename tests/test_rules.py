"""Each rule of drafting by a text that breaks it and one that does not; clean texts stay clean."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import pytest

from youju.drafting.rules.faults import Fault
from youju.drafting.rules.manuscript import Frame, Manuscript
from youju.drafting.rules.review import ALL_RULES, mended, review
from youju.drafting.rules.wordlists import load_wordlists
from youju.errors import BadInput

CONTROLS = sorted((Path(__file__).parent / "data" / "controls_drafts").glob("*.txt"))
WORDS = load_wordlists()
# A rule that needs no library, a text that breaks it, and one much like it that does not.
CASES = [
    ("F6", "全面贯彻党的XX大精神。", "全面贯彻党的二十大精神。"),
    ("F6", "新院区总投资亿元，年底完工。", "新院区总投资12亿元，年底完工。"),
    ("F6", "设置床位【待补：床位数，单位张】。", "设置床位300张。"),
    ("F7", "机构100家，其中公办13家，民办83家。", "机构96家，其中公办13家，民办83家。"),
    ("F7", "机构100家。其中13家公办、83家民办。", "机构96家。其中13家公办、83家民办。"),
    ("F7", "全市托育机构100家。其中13家、83家。", "全市托育机构96家。其中13家、83家。"),
    ("F8", "床位由200张增加到220张，增长20%。", "床位由200张增加到220张，增长10%。"),
    ("F8", "诊疗量220万，比上年的200万增长20%。", "诊疗量220万，比上年的200万增长10%。"),
    (
        "F8",
        "2022年，全市床位5000张，医院20家。2023年，全市床位5500张，同比增长20%。",
        "2022年，全市床位5000张，医院20家。2023年，全市床位5500张，同比增长10%。",
    ),
    ("F9", "婴儿死亡率降至4.5%。", "婴儿死亡率降至4.5‰。"),
    ("F9", "孕产妇死亡率为8.1‰。", "孕产妇死亡率为8.1/10万。"),
    ("F10", "占比由60%提高到66%，提高6%。", "占比由60%提高到66%，提高6个百分点。"),
    ("F10", "签约率从40%提升到52%，累计提升12%。", "签约率从40%提升到52%，累计提升12个百分点。"),
    ("F11", "娄底献血11.83吨，低于黄石的12014人次。", "娄底献血11.83吨，低于黄石的12.1吨。"),
    ("F11", "娄底市托位5200个，超过黄石市的4.1%。", "娄底市托位5200个，超过黄石市的4100个。"),
    ("F13", "招商引资不低于1000万，按期完成。", "招商引资不低于1000万元，按期完成。"),
    ("F13", "项目总投资2.4亿。", "项目总投资2.4亿元。"),
    ("F14", "今年培训人员300人次。", "2024年培训人员300人次。"),
    ("F14", "明年新增床位200张。", "2024年新增床位200张。"),
    ("F15", "2024年开展第35个爱国卫生月活动。", "2024年开展第36个爱国卫生月活动。"),
    ("F15", "2023年是第37个世界无烟日。", "2023年是第36个世界无烟日。"),
    ("P1", "以习近平总书记为核心的党中央。", "以习近平同志为核心的党中央。"),
    ("P2", "坚定“四个意识”、树立“四个自信”。", "增强“四个意识”、坚定“四个自信”、做到“两个维护”。"),
    ("P3", "2024年做好新冠肺炎疫情防控。", "2024年做好新型冠状病毒感染防控。"),
    ("P4", "由市卫计委牵头落实。", "由市卫生健康委牵头落实。"),
    ("P10", "患者张某某，电话13812345678。", "患者已经治愈出院。"),
    ("P10", "身份证号110101199003071234已登记。", "登记编号1101011990已归档。"),
    ("P11", "2026年是“十四五”开局之年。", "2026年是“十五五”开局之年。"),
    ("L1", "提升能力,增强服务。", "提升能力，增强服务。"),
    ("L1", "全市共1,200人参加。做到三到位:到岗。", "全市共1,200人参加，9:30开始。"),
    ("L2", "以“国考”、“省考”为抓手。", "以“国考”“省考”为抓手。"),
    ("L2", "印发《办法》、《细则》。", "印发《办法》《细则》。"),
    ("L3", "一、回顾\n扎实。\n三、安排\n很重。", "一、回顾\n扎实。\n二、安排\n很重。"),
    ("L4", "我讲三点意见。\n一、抓实\n二、抓细", "我讲两点意见。\n一、抓实\n二、抓细"),
    ("L4", "要做好两件事：一是抓培训。", "要做好两件事：一是抓培训；二是抓考核。"),
    ("L6", "截止目前，已完成任务。", "截至目前，已完成任务。"),
    ("L6", "会议布署了其它工作。", "会议部署了其他工作。"),
    ("L6", "必需坚持预防为主。", "培训是必需的环节。"),
    ("L7", "加强城乡饮用水末梢水进行卫生监测。", "对城乡饮用水末梢水进行卫生监测。"),
    ("L7", "通过专项培训，使全体人员提高了能力。", "专项培训使全体人员提高了能力。"),
    ("L8", "组建3个专科盟。", "组建3个专科联盟。"),
    ("L8", "做好来供血工作。", "做好采供血工作。"),
    ("L9", "24年3月启动。", "2024年3月启动。"),
    ("L9", "培育4-5个专科。", "培育4～5个专科。"),
    ("L9", "4月10号召开会议。", "4月10日召开会议。"),
    ("L9", "覆盖率在63～68%之间。", "覆盖率在63%～68%之间。"),
    ("L13", "落实“双减政策，减轻负担。", "落实“双减”政策，减轻负担。"),
    ("L15", "详见http://example.cn/a.html。", "详见附件。"),
    ("F6", "全面落实党的XX届三中全会精神。", "全面落实党的二十届三中全会精神。"),
    ("F6", "新增床位张，改造病区6个。", "新增床位80张，改造病区6个。"),
    ("F6", "到位资金万元。", "到位资金80万元。"),
    ("F8", "托位由4000个增加到4500个，新增600个。", "托位由4000个增加到4500个，新增500个。"),
    ("F10", "达标率由82%上升到90%，上升8%。", "达标率由82%上升到90%，上升8个百分点。"),
    ("F13", "为群众减轻负担800多万。", "为群众减轻负担800多万元。"),
    ("P10", "本文件为机密，注意保管。", "做好机密文件管理。"),
    ("L4", "做好四项工作：一是培训；二是考核。", "做好两项工作：一是培训；二是考核。"),
    ("L4", "抓两件事：一是学；二是改；三是查。", "抓三件事：一是学；二是改；三是查。"),
    ("L7", "经过整改，使环境明显改善。", "经过整改，环境明显改善。"),
    ("L7", "在大家的努力下，使满意度大幅提高。", "在大家的努力下，满意度大幅提高。"),
    ("L15", "本文来源于网络，请勿外传。", "本文由办公室提供。"),
    ("L9", "累计投入1亿7400万元。", "累计投入1.74亿元。"),
    ("L9", "约3000余人参加。", "约3000人参加。"),
]  # fmt: skip


def found(text: str, frame: Frame | None = None) -> list[Fault]:
    return [*review(Manuscript(text=text, words=WORDS, frame=frame or Frame()))]


def rules_of(text: str) -> set[str]:
    return {fault.rule for fault in found(text)}


@pytest.mark.parametrize(("rule", "bad", "good"), CASES)
def test_a_rule_tells_bad_from_good(rule: str, bad: str, good: str) -> None:
    assert rule in rules_of(bad)
    assert rule not in rules_of(good)


@pytest.mark.parametrize(("rule", "bad"), [(rule, bad) for rule, bad, _ in CASES])
def test_a_fault_is_a_span_of_its_text(rule: str, bad: str) -> None:
    for fault in found(bad):
        assert bad[fault.start : fault.end] == fault.text
        assert fault.note.endswith(("。", "！"))


@pytest.mark.parametrize("path", CONTROLS, ids=[path.stem for path in CONTROLS])
def test_a_clean_text_has_no_error(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    faults = found(text, Frame(year="2024" if "2024" in text else None, place="云溪市"))
    assert len(CONTROLS) == 5
    assert [f for f in faults if f.level == "error"] == []
    assert [(f.rule, f.text) for f in faults if f.level == "warning"] == []


def planted() -> Iterator[tuple[str, str]]:
    """A clean text with one fault put behind one of its paragraphs."""
    texts = [path.read_text(encoding="utf-8") for path in CONTROLS]
    alone = [case for case in CASES if "\n" not in case[1] and case[0] not in ("F14", "F7")]
    for number, (text, (rule, bad, _)) in enumerate(zip(cycle(texts), cycle(alone), strict=False)):
        lines = text.rstrip().split("\n")
        lines.insert(2 + number % (len(lines) - 2), bad)
        yield rule, "\n".join(lines)


def test_of_two_hundred_planted_faults_hardly_one_is_missed() -> None:
    missed = [(rule, text) for rule, text in islice(planted(), 200) if rule not in rules_of(text)]
    assert len(missed) <= 10, missed


def test_only_faults_with_one_answer_are_mended() -> None:
    text = "截止目前,布署了“国考”、“省考”，4月10号前完成。由市卫计委牵头。"
    whole, done = mended(Manuscript(text=text, words=WORDS))
    assert whole == "截至目前，部署了“国考”“省考”，4月10日前完成。由市卫计委牵头。"
    assert {fault.rule for fault in done} == {"L1", "L2", "L6", "L9"}


def test_mending_twice_changes_nothing_more() -> None:
    text = "截止目前,已培育4-5个“甲”、“乙”专科;4月05号启动."
    once, _ = mended(Manuscript(text=text, words=WORDS))
    assert mended(Manuscript(text=once, words=WORDS))[0] == once


def test_a_draft_may_still_hold_placeholders() -> None:
    text = "设置床位【待补：床位数，单位张】。"
    assert not [f for f in found(text, Frame(is_final=False)) if f.rule == "F6"]


def test_length_and_elements_are_those_of_the_brief() -> None:
    frame = Frame(length=300, elements=("一是二是三是",))
    notes = [f.note for f in found("太短的一段。", frame) if f.rule == "L12"]
    assert len(notes) == 2
    assert "300字" in notes[0]


def test_a_name_is_right_in_its_time() -> None:
    text = "由市卫计委牵头落实。"
    assert "P4" not in {f.rule for f in found(text, Frame(written=date(2016, 3, 1)))}
    assert "P4" in {f.rule for f in found(text, Frame(written=date(2024, 3, 1)))}


def test_all_rules_are_there_once() -> None:
    wanted = {
        *(f"F{n}" for n in range(1, 16)),
        *(f"P{n}" for n in range(1, 12)),
        *(f"L{n}" for n in range(1, 16)),
    }
    ids = [rule.id for rule in ALL_RULES]
    assert len(ids) == len(set(ids))
    assert set(ids) == wanted


def test_an_office_adds_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "confusable.toml").write_text(
        '[[entry]]\nwrong = "云西市"\nright = "云溪市"\nnote = "本市的名称。"\n', encoding="utf-8"
    )
    words = load_wordlists(tmp_path)
    (fault,) = review(Manuscript(text="云西市医院", words=words))
    assert fault.instead == "云溪市"


def test_a_faulty_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "typos.toml").write_text('[[entry]]\nwrong = "没有收尾', encoding="utf-8")
    with pytest.raises(BadInput, match=r"typos\.toml"):
        load_wordlists(tmp_path)


@pytest.mark.parametrize("text", ["", "\n\n", "。", "“" * 500, "1" * 3000, "一、" * 400, "\ud7ff"])
def test_odd_texts_break_nothing(text: str) -> None:
    found(text)
