"""The page: its frame, its tabs, the status line, and the server that shows it.

A tab is one function in TABS and one file. Does not know what is in a tab, or how anything is
answered; Gradio's own texts and habits are put right here and in static/.
"""

import errno
import logging
import os
import re
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from html import escape
from pathlib import Path
from typing import Any, Protocol

import gradio as gr
import gradio.routes
import uvicorn
from fastapi import FastAPI

from youju.errors import BadSetting, PortBusy
from youju.types import ModelState, Status
from youju.web.chat import build_chat
from youju.web.conversation import Assistant as Answerer
from youju.web.drafting import Drafting, build_drafting
from youju.web.evaluation import Evaluated, build_evaluation
from youju.web.ledger import Ledger, build_ledger
from youju.web.library import Library, build_library


class Assistant(Answerer, Drafting, Evaluated, Library, Ledger, Protocol):
    """What the tabs need of the assistant, all together."""


TABS: tuple[tuple[str, Callable[[Assistant, gr.Timer], None]], ...] = (
    ("问答", build_chat),
    ("起草", build_drafting),
    ("文献库", build_library),
    ("台账", build_ledger),
    ("测评", build_evaluation),
)
STATIC = Path(__file__).parent / "static"
FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")
_NAME = '<div class="yj-name"><h1>有据</h1><p>言必有据</p></div>'
_ROLES = {"embedding": "向量模型", "chat": "语言模型", "rerank": "排序模型"}
_QUICK_S, _SLOW_S = 1.5, 15.0
_FLUSH_S = 1  # how long open pages may hold up the end of the program

_CARDS_FOR_STRANGERS = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


# Rendering


def render_status(status: Status) -> str:
    """What is under way or wrong, and how much the library holds."""
    rows = [render_model(m) for m in status.models]
    if status.notice:
        rows.append(f"<span>{escape(status.notice)}</span>")
    holds = f"文献 {status.documents} 篇 · 文本块 {status.chunks} 个"
    if status.unembedded:
        holds += f"，其中 {status.unembedded} 个还只能按字词查到"
    rows.append(f"<span>{holds}</span>")
    return f'<div class="yj-status" role="status">{"".join(rows)}</div>'


def render_model(model: ModelState) -> str:
    """A model that is not ready; nothing for one that is, or that is switched off."""
    name = f"{_ROLES[model.role]} {escape(model.name)}"
    match model.readiness:
        case "fetching":
            amount = f"{_megabytes(model.done)} MB / {_megabytes(model.total)} MB"
            bar = f'<progress max="{model.total or 1}" value="{model.done}"></progress>'
            return f"<span>正在下载{name}，已下载 {amount}{bar}</span>"
        case "loading":
            return f"<span>正在载入{name}…</span>"
        case "absent":
            return f"<span>还没有{name}</span>"
        case "failed":
            return f'<span class="yj-fail">{name}不可用：{escape(model.note)}</span>'
    return ""


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.0f}"


def render_foot(status: Status) -> str:
    """What every reader should know, with the licences of the models in use."""
    notes = [
        escape(m.note if m.name in m.note else f"{m.name}：{m.note}")
        for m in status.models
        if m.note and m.readiness not in ("failed", "off")
    ]
    lines = ["答案只依据库内文献，正式引用前请核对原件", *notes]
    return f'<p class="yj-foot">{" · ".join(lines)}</p>'


def settled(status: Status) -> bool:
    """Whether nothing is expected to change by itself soon."""
    moving = any(m.readiness in ("fetching", "loading") for m in status.models)
    return not (moving or status.notice or status.unembedded)


# The page


def build_page(assistant: Assistant) -> gr.Blocks:
    """The whole page; it is served with its looks by `launch`."""
    _keep_gradio_at_home(assistant.settings.data_dir)
    page = gr.Blocks(title="有据", analytics_enabled=False, fill_height=True)
    with page:
        clock = gr.Timer(_QUICK_S)
        with gr.Row(elem_classes="yj-top"):
            _still(_NAME, "yj-name")
            line = _still("", "yj-status")
        with gr.Tabs(elem_id="yj-tabs"):
            for name, build in TABS:
                with gr.Tab(name):
                    build(assistant, clock)
        foot = _still("", "yj-foot")

        def look(shown: Status | None) -> tuple[Any, ...]:
            status = assistant.status()
            if status == shown:
                return gr.skip(), gr.skip(), gr.skip(), gr.skip()
            pace = _SLOW_S if settled(status) else _QUICK_S
            return status, render_status(status), render_foot(status), gr.Timer(pace)

        shown = gr.State(None)
        outputs = [shown, line, foot, clock]
        for moment in (page.load, clock.tick):
            moment(
                look,
                shown,
                outputs,
                queue=False,
                show_progress="hidden",
                api_visibility="private",
            )
    return page


def _still(value: str, elem_id: str) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=None)


def _keep_gradio_at_home(data_dir: Path) -> None:
    folder = str((data_dir / "gradio").absolute())
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = folder
    vars(gradio.routes)["DEFAULT_TEMP_DIR"] = folder  # it read the variable at its import


def _theme() -> gr.themes.Base:
    blue = gr.themes.Color(
        c50="#f2f7fb",
        c100="#e3eef7",
        c200="#c5dbec",
        c300="#98bfdd",
        c400="#5f99c6",
        c500="#2f76ab",
        c600="#1d5b8f",
        c700="#184b76",
        c800="#163f62",
        c900="#143552",
        c950="#0c2238",
    )
    theme = gr.themes.Base(
        primary_hue=blue, secondary_hue=blue, neutral_hue="gray", font=FONTS, font_mono=FONTS
    )
    return theme.set(
        body_background_fill="#f4f5f7",
        body_background_fill_dark="#f4f5f7",
        body_text_color="#1f2733",
    )


# The server


class _ChineseFrame:
    """Puts Gradio's English page frame right: its language, its locale, its light.

    Gradio takes its own labels from the browser's language and has no setting for it; on an
    English browser our Chinese page would be half English.
    """

    def __init__(self, app: Any) -> None:
        self.app = app
        self.early = (STATIC / "early.html").read_text(encoding="utf-8")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        head: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal head, body
            if message["type"] == "http.response.start":
                head = message
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                page = self.put_right(body.decode("utf-8")).encode("utf-8")
                kept = [(k, v) for k, v in head["headers"] if k.lower() != b"content-length"]
                length = (b"content-length", str(len(page)).encode())
                await send({**head, "headers": [*kept, length]})
                await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, collect)

    def put_right(self, html: str) -> str:
        html = _CARDS_FOR_STRANGERS.sub("", html.replace('lang="en"', 'lang="zh-CN"', 1))
        return html.replace("<head>", f"<head>{self.early}", 1)


class _Server(uvicorn.Server):
    """Says where the page is once it can be opened, and ends without a word."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        host = "127.0.0.1" if self.config.host == "0.0.0.0" else self.config.host
        print(f"有据已启动：http://{host}:{self.config.port}", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # the streams of open pages are cut off, which uvicorn reports as errors with traces
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def launch(assistant: Assistant, *, host: str, port: int) -> None:
    """Serve the page until Ctrl-C or SIGTERM, then close the assistant.

    Raises PortBusy or BadSetting before anything is begun.
    """
    door = _bind(host, port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        assistant.start()
        config = uvicorn.Config(
            _ChineseFrame(_mount(assistant)),
            host=host,
            port=port,
            log_level="error",
            timeout_graceful_shutdown=_FLUSH_S,
        )
        _Server(config).run(sockets=[door])
    except KeyboardInterrupt:
        pass
    finally:
        door.close()
        assistant.close()


def _mount(assistant: Assistant) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app,
        build_page(assistant),
        "/",
        footer_links=[],
        run_history=False,
        show_error=False,
        pwa=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        favicon_path=str(STATIC / "icon.svg"),
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        theme=_theme(),
        css_paths=[
            STATIC / "style.css",
            STATIC / "library.css",
            STATIC / "ledger.css",
            STATIC / "drafting.css",
        ],
    )
    return app


def _bind(host: str, port: int) -> socket.socket:
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if sys.platform != "win32":  # there it would share the port with whoever has it
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(socket.SOMAXCONN)
    except OSError as error:
        door.close()
        if error.errno == errno.EADDRINUSE:
            raise PortBusy(
                f"端口 {port} 已被占用。",
                remedy=f"关闭占用它的程序，或设 YOUJU_PORT={port % 65535 + 1}",
            ) from error
        raise BadSetting(
            f"不能在 {host}:{port} 上启动：{error.strerror}。",
            remedy="检查 YOUJU_HOST 和 YOUJU_PORT",
        ) from error
    return door
