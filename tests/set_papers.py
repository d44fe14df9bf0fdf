"""A paper that has every part, for the tests of its forms."""

from youju.drafting.formats import Paper, SourceRow, blocks_of

MEASURE = "全市新增普惠托位1200个"
TEXT = f"""一、2024年工作回顾
（一）聚焦普惠托育，着力扩大服务供给。{MEASURE}[1]，每千人口托位数达到4.1个[2]。
1.健全工作机制
各县区建立联席会议，床位【待补：床位数，单位张】。
（1）开展督导检查[2]
二、2025年工作安排"""
PAPER = Paper(
    title="在全市卫生健康工作会议上的讲话",
    date_line="（2024年4月10日）",
    speaker_line="市卫生健康委主任　某某某",
    salutation="同志们：",
    blocks=blocks_of(TEXT),
    signature="示例市卫生健康委员会\n2024年4月10日",
    sources=(
        SourceRow(
            marker=1,
            sentence=f"{MEASURE}[1]。",
            title="示例市2023年工作报告",
            quote="新增普惠托位1200个",
        ),
        SourceRow(marker=2, sentence="达到4.1个[2]。", title="示例市公报", quote="4.1个"),
    ),
)
