"""The embedded chat model: llama.cpp's own server, in this process and open to this machine only.

Knows how a model file is served, not what it is asked.
"""

import os
from pathlib import Path
from typing import Any

from youju.errors import ModelUnavailable

SLOTS = 4  # users answered at the same time
SLOT_TOKENS = 4096  # prompt and answer of one


class ChatServer:
    """llama.cpp's server in this process, open to this machine only."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.base_url = f"{server.listening_address}/v1"

    def close(self) -> None:
        """Stop the server and give back its memory; to be called once nobody is answered."""
        self._server = None


def start_chat_server(path: Path, *, threads: int) -> ChatServer:
    """Load the GGUF at `path` (1 to 9 s) and serve it on a free port; 0 threads: all cores.

    Raises ModelUnavailable where the file is broken or memory is short.
    """
    try:
        import xllamacpp

        return ChatServer(xllamacpp.Server(_server_params(path, threads or _cores())))
    except (RuntimeError, MemoryError, ImportError) as error:
        raise ModelUnavailable(
            f"语言模型 {path.name} 打不开：文件不完整，或内存不足。",
            remedy=f"删除文件夹 {path.parent} 后重新运行 youju models pull；"
            "或设 YOUJU_LLM=none 先用摘录模式",
        ) from error


def _server_params(path: Path, threads: int) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_parallel = SLOTS
    params.n_ctx = SLOTS * SLOT_TOKENS
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.no_extra_bufts = True  # 600 MB less, as fast
    params.cache_ram_mib = 256
    params.verbosity = 0
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.ui = False
    params.endpoint_slots = False  # it would show what others ask
    params.cors_origins = ""  # no web page of another site may read from it
    return params


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # a container may have fewer than the machine
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
