"""A library of thousands of documents: what each one costs in time and memory as it grows.

Takes in 5,000 made-up reports, no two of them reposts, without vectors, and prints the resident
memory and the seconds for each thousand. The ratio is of the last thousand to the second one (the
first one warms up): 1.0 is a cost that does not grow with the library.
"""

import json
import random
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from youju.assistant import build_assistant
from youju.settings import load_settings

THOUSANDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
SUBJECTS = (
    *("医疗床位", "托位", "全科医生", "家庭病床", "急救站点"),
    *("发热门诊", "中医馆", "村卫生室", "健康小屋", "老年病床"),
)
WORDS = (
    *("推进", "深化", "落实", "提升", "优化", "整合", "基层", "服务", "能力"),
    *("医院", "群众", "健康", "改革", "队伍", "质量", "体系", "监测", "随访"),
)


def report(number: int) -> str:
    """About 1,500 characters that no other number shares."""
    chance = random.Random(number)
    lines = [f"第{number}区2023年卫生健康工作总结", ""]
    for k, subject in enumerate(SUBJECTS):
        filler = "".join(chance.choices(WORDS, k=30))
        lines += [
            f"（{'一二三四五六七八九十'[k]}）{subject}工作",
            f"{filler}。全区新增{subject}{chance.randint(10, 9999)}个，"
            f"增长{chance.randint(1, 99) / 10}%。{''.join(chance.choices(WORDS, k=25))}。",
        ]
    return "\n".join(lines) + "\n"


def resident_mb() -> float:
    """The memory that the process holds at this moment."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        assistant = build_assistant(load_settings(data_dir=Path(place) / "data", llm="none"))
        rows = []
        for thousand in range(THOUSANDS):
            folder = Path(place) / str(thousand)
            folder.mkdir()
            for n in range(1000 * thousand, 1000 * thousand + 1000):
                (folder / f"{n}.txt").write_text(report(n), encoding="utf-8")
            began = perf_counter()
            outcome = assistant.ingest([folder])
            rows.append((perf_counter() - began, resident_mb()))
            assert len(outcome.added) == 1000, outcome.failed[:3]
            del outcome
        documents, chunks = assistant.store.counts()
        assert documents == 1000 * THOUSANDS, "documents were folded"
        assistant.close()
    second, last = rows[min(1, len(rows) - 1)], rows[-1]
    print(
        json.dumps(
            {
                "documents": documents,
                "chunks": chunks,
                "seconds_by_thousand": [round(seconds, 1) for seconds, _ in rows],
                "resident_mb_by_thousand": [round(mb) for _, mb in rows],
                "seconds_ratio": round(last[0] / second[0], 2),
                "memory_ratio": round(last[1] / second[1], 2),
            }
        )
    )


if __name__ == "__main__":
    main()
