"""Our client against plain HTTP on the same embedded server: first word, and tokens a second.

Both ask the same kind of prompt, which differs in its last part so that the server has to read
something new each time; they take turns. Prints medians and their ratios: 1 is as fast.
"""

import json
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

import httpx

from youju.models.catalogue import DEFAULT_CHAT, find_card, located
from youju.models.chat import chat_model, stream_words
from youju.models.server import start_chat_server
from youju.models.watching import Limits
from youju.settings import Settings, load_settings

TOKENS = 24
PATIENT = Limits(first_word_s=600, between_words_s=600, whole_s=600)  # a busy machine is no fault
MATERIAL = "".join(
    f"{year}年，全市新建社区卫生服务站{year % 7 + 3}所，培训乡村医生{year % 50 + 120}名。"
    for year in range(2015, 2024)
)
QUESTIONS = [
    *("乡村医生培训的规模怎样变化", "社区卫生服务站新建了多少", "哪一年培训的人数最多"),
    *("哪一年新建的站最少", "近三年的工作有什么特点", "前五年的工作可以怎样概括"),
    *("基层能力建设做了哪些事", "这些年的培训合计多少名", "站点建设和培训哪个进展快"),
    *("材料写到了哪些年份", "怎样评价这些年的投入", "二〇二〇年有什么进展"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One answer, timed."""

    first_word_ms: float
    tokens_a_second: float


def timed(words: Iterator[str]) -> Run:
    began = perf_counter()
    times = [perf_counter() for word in words if word]
    pace = (len(times) - 1) / (times[-1] - times[0])
    return Run(first_word_ms=(times[0] - began) * 1000, tokens_a_second=pace)


def plain_words(client: httpx.Client, url: str, prompt: str) -> Iterator[str]:
    body = {
        "model": "m",
        "messages": [{"role": "user", "content": prompt}],
        "max_tokens": TOKENS,
        "temperature": 0,
        "stream": True,
    }
    with client.stream("POST", f"{url}/chat/completions", json=body) as response:
        for line in response.iter_lines():
            if line.startswith("data: {"):
                yield json.loads(line[6:])["choices"][0]["delta"].get("content") or ""


def prompts(asker: str) -> list[str]:
    """Of the same length for every asker, and never the same twice."""
    return [f"材料：{MATERIAL}\n请用几句话回答{asker}：{question}？" for question in QUESTIONS]


def compare(settings: Settings, url: str) -> tuple[list[Run], list[Run]]:
    model = chat_model(settings, base_url=url, model="m", limits=PATIENT)
    ours: list[Run] = []
    plain: list[Run] = []
    # As our client does: the server drops an idle connection, and asking on it would fail.
    with httpx.Client(
        trust_env=False, timeout=PATIENT.first_word_s, headers={"Connection": "close"}
    ) as client:
        for number, (one, other) in enumerate(zip(prompts("甲科"), prompts("乙科"), strict=True)):
            if number % 2:
                ours.append(timed(stream_words(model, one)))
            plain.append(timed(plain_words(client, url, other)))
            if not number % 2:
                ours.append(timed(stream_words(model, one)))
    return ours[1:], plain[1:]  # the first round warms both up


def medians(runs: list[Run]) -> tuple[float, float]:
    first = statistics.median(run.first_word_ms for run in runs)
    return first, statistics.median(run.tokens_a_second for run in runs)


def main() -> None:
    settings = load_settings(answer_tokens=TOKENS)
    path = located(find_card(DEFAULT_CHAT), settings.model_places)
    assert path is not None, "run `youju models pull` first"
    server = start_chat_server(path, threads=settings.llm_threads)
    ours, plain = map(medians, compare(settings, server.base_url))
    server.close()
    row = {
        "plain_first_word_ms": plain[0],
        "first_word_ms": ours[0],
        "first_word_ratio": ours[0] / plain[0],
        "plain_tokens_a_second": plain[1],
        "tokens_a_second": ours[1],
        "tokens_ratio": plain[1] / ours[1],
        "prompts": len(QUESTIONS) - 1,
    }
    print(json.dumps({name: round(value, 2) for name, value in row.items()}))


if __name__ == "__main__":
    main()
