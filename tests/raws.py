"""Raw files and raw texts that the tests of several modules of `reading` read."""

from pathlib import Path

FORMATS = Path(__file__).parent / "data" / "formats"  # what make.py there has made
SIMPLE = "云山市卫生健康委召开年度会议。\n会议总结了去年的工作，新增床位120张，增长3.2%。\n"
TITLE = "在全市卫生健康工作会议上的讲话"
BODY = "今天召开会议，总结去年工作，部署今年任务，全市新增床位120张，各项工作稳步推进。" * 5
BLANKED = (
    "新楼总投资亿元，绿化面积亩，门诊楼面积万平方米，开放床位张，购置设备台（套）。门诊接待患者万人次，完成介入手术台，"
    "转诊率达到%，比去年提升个百分点，排队时间至分钟以内。打造康复医学科等个特色专科，争创重点专科个。"
    "年底至少建成所示范医院，%的卫生室达标。引进硕士名，开展新项目项，给予每人万元补贴、万元经费。"
    "知晓率从%提升至*%，完成个乡镇建设，救治患者例，缩短至*小时。储备药品万只，培训次以上，参会单位个。"
)
NOISY = [
    f"标题:{TITLE}\n{TITLE}\n\n同志们:\n{BLANKED}\n上一篇:某地会议",
    "基層(céng)醫(yī)療(liáo)服務(wù)穩(wěn)步提升,重點(diǎn)??平ㄔO(shè)。\n今日熱點",
    "甲&nbsp;<b>乙</b>\u200b，\r\n\r\n\r\n丙(丁),戊",
    "",
    "\n \n",
    "?!?",
]


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
