"""What a command reads besides its words: batches of questions, conversations, assignments.

Turns text that a person wrote into our nouns, or says in one sentence what is wrong with it.
"""

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from youju.drafting.brief_files import brief_of_yaml
from youju.drafting.briefs import Brief, brief_of_text
from youju.errors import BadInput, NotFound
from youju.jsonable import Json
from youju.reading.formats.readers import read_bytes
from youju.retrieval.query import Holdings
from youju.types import Turn

_BRIEF_OPTIONS = ("topic", "place", "period", "kind", "heading", "length", "points", "style")


def questions(batch: Path | None, text: str | None) -> list[Json]:
    """The lines of the batch, or the one question; a line has `question` and may have more.

    A line that cannot be read is named before anything is asked.
    """
    if not batch:
        return [{"question": text or ""}]
    lines = enumerate(_read(batch).splitlines(), start=1)
    return [_question_line(line, number, batch) for number, line in lines if line.strip()]


def _question_line(text: str, number: int, path: Path) -> Json:
    try:
        line = json.loads(text)
        question = line.get("question", line.get("query"))
        if not isinstance(question, str):
            raise ValueError("no question")
    except (ValueError, AttributeError) as error:
        raise BadInput(
            f"{path.name} 第{number}行不是带 question 的 JSON 对象。",
            remedy='每行写成 {"id": "1", "question": "…"}',
        ) from error
    return {**line, "question": question}


def id_of(line: Json) -> Json:
    return {"id": line["id"]} if "id" in line else {}


def history(path: Path | None) -> Any:
    if path is None:
        return []
    try:
        return json.loads(_read(path))
    except ValueError as error:
        raise _bad_history() from error


def turns(messages: Any) -> tuple[Turn, ...]:
    try:
        turns = tuple(Turn(role=m["role"], content=m["content"]) for m in messages)
    except (TypeError, KeyError) as error:
        raise _bad_history() from error
    if not all(t.role in ("user", "assistant") and isinstance(t.content, str) for t in turns):
        raise _bad_history()
    return turns


def _bad_history() -> BadInput:
    return BadInput(
        "对话记录的格式不对。",
        remedy='写成 [{"role":"user","content":"…"},{"role":"assistant","content":"…"}]',
    )


def assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise BadInput(f"“{text}”不是 项目=值。", remedy="例如 place=娄底市 period=2022")
    return name.strip(), value.strip()


def brief(options: Any, holdings: Holdings) -> Brief:
    """What the command line asks to be drafted: a file or a sentence, then the options over it."""
    today = date.today()
    asked = Brief()
    if options.brief:
        asked = brief_of_yaml(_bytes(options.brief), name=options.brief.name, today=today)
    elif options.text:
        asked = brief_of_text(options.text, today=today, holdings=holdings)
    given = {name: value for name in _BRIEF_OPTIONS if (value := getattr(options, name))}
    if given:
        told = brief_of_yaml(json.dumps(given).encode(), name="命令的选项", today=today)
        asked = replace(
            asked, **{f.name: v for f in fields(told) if (v := getattr(told, f.name)) != f.default}
        )
    papers = tuple(manuscript(path) for path in options.material or ())
    return replace(asked, materials=asked.materials + papers)


def manuscript(path: Path) -> str:
    """The text of a file as its writer left it, nothing cleaned; raise a YoujuError for none."""
    return read_bytes(_bytes(path), path.name).text


def save(path: Path, content: bytes) -> None:
    """Write a file; raise BadInput where it cannot be."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"存不到 {path}。", remedy="换一个能写的文件夹") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(f"文件 {path} 打不开。", remedy="检查路径") from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(
            f"文件 {path} 打不开，或不是 UTF-8 文本。", remedy="检查路径和编码"
        ) from error
