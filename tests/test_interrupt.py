"""Ctrl-C in the middle of `youju ask`: a sentence, no traceback, and the endpoint is let go."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest
from endpoints import event, running, stalling

from youju.assistant import build_assistant
from youju.settings import Settings

SPEECH = "# 在云溪市卫生健康工作会议上的讲话\n\n2023年，云溪市可供使用的托位共5200个。\n"


@pytest.mark.parametrize("sent", [b"", event(content="云溪市")], ids=["before", "among the words"])
def test_an_interrupted_question_ends_in_a_sentence(
    tmp_path: Path, models_dir: Path, sent: bytes
) -> None:
    (tmp_path / "讲话.md").write_text(SPEECH, encoding="utf-8")
    data = tmp_path / "data"
    assistant = build_assistant(Settings(data_dir=data, llm="none"))
    assistant.ingest([tmp_path / "讲话.md"])
    assistant.close()
    (data / "models").symlink_to(models_dir)
    with running() as endpoint:
        endpoint.play(stalling(sent))
        command = [sys.executable, "-m", "youju.cli", "ask", "云溪市可供使用的托位有多少个？"]
        asking = subprocess.Popen(
            command,
            env={**os.environ, "YOUJU_DATA_DIR": str(data), "YOUJU_LLM": endpoint.url},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while not endpoint.questions and asking.poll() is None:
            sleep(0.1)
        sleep(0.5)  # the words, if any, have come
        asking.send_signal(signal.SIGINT)
        out, err = asking.communicate(timeout=120)
        assert (asking.returncode, out) == (1, "")
        assert "已中断" in err
        assert "Traceback" not in err
        assert endpoint.left.wait(20)
