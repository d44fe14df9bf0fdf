"""The assistant with a library of its own: real reading, a real record, no model.

Only what is slow is a stand-in: the vectors, which are counted and not made.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from youju.assistant import Assistant, build_assistant
from youju.settings import Settings

SPEECH = """标题:在示例市卫生健康工作会议上的讲话
在示例市卫(wèi)生健康工作会(huì)议上的讲话

同志们:

今天开会,回顾2023年工作,部署2024年任(rèn)务。我讲三点意见。

一、2023年工作回顾

(一)服务能力不断提升

全市总投资亿元,新增床位1200张,县域内就诊率达到91.3%,面积平方米的新院区投入使用。X县建成医共体8个。

(二)基层基础不断夯实

为村卫生室配备设备,占比达到%。培养全科医生名,覆盖率提升个百分点。

二、2024年工作安排

一是深化改革。二是抓好落实,力争新增床位800张。

上一篇:关于某项工作的通知
下一篇:关于另一项工作的通知
"""


class VectorlessAssistant(Assistant):
    """The real assistant, whose vectors take a moment and are not made."""

    pace = 0.0

    def start(self, report: object = None) -> None:
        pass

    def embed_pending(self, report: Callable[[int, int], None] = lambda done, total: None) -> int:
        total = self.status().unembedded
        for done in range(total):
            report(done, total)
            time.sleep(self.pace)
        report(total, total)
        return total


def vectorless(folder: Path, pace: float = 0.0) -> VectorlessAssistant:
    assistant = build_assistant(Settings(data_dir=folder, knowledge=folder / "none", llm="none"))
    assistant.__class__ = VectorlessAssistant
    assert isinstance(assistant, VectorlessAssistant)
    assistant.pace = pace
    return assistant


if __name__ == "__main__":  # python tests/shelves.py PORT FOLDER
    from youju.web.page import launch

    launch(vectorless(Path(sys.argv[2]), 0.05), host="127.0.0.1", port=int(sys.argv[1]))
