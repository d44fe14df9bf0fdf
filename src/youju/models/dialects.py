"""How endpoints of OpenAI's protocol differ: what a request must say besides the prompt.

Today's models think aloud by default, which costs the answer's tokens and time; each family of
servers has its own switch against it. Sources: the providers' own API pages; ollama#14820.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

Body = Mapping[str, Any]
_QWEN: Body = {"enable_thinking": False}  # without it DashScope refuses what is not streamed
_TYPED: Body = {"thinking": {"type": "disabled"}}
_TEMPLATE: Body = {"chat_template_kwargs": {"enable_thinking": False}}  # vLLM, SGLang, llama.cpp
_EFFORT: Body = {"reasoning_effort": "none"}  # Ollama
_SWITCHES: Mapping[str, Body] = {
    "aliyuncs.com": _QWEN,
    "deepseek.com": _TYPED,
    "bigmodel.cn": _TYPED,
    "volces.com": _TYPED,
    "tencentmaas.com": _TYPED,
    "modelarts-maas.com": _TYPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What a request says besides the prompt; `humbler` says less."""

    switches: tuple[Body, ...]  # the first is sent; the others are tried where it is refused
    limit: str = "max_tokens"  # what the limit of tokens is called
    tuned: bool = True  # whether a temperature is sent

    def spoken(self, payload: Body) -> dict[str, Any]:
        """The request's parameters in this dialect; `extra_body` holds max_tokens."""
        said = dict(payload)
        body = dict(said.get("extra_body") or {})
        if "max_tokens" in body:
            body[self.limit] = body.pop("max_tokens")
        if not self.tuned:
            said.pop("temperature", None)
        said["extra_body"] = {**(self.switches[0] if self.switches else {}), **body}
        return said

    def humbler(self, complaint: str) -> "Dialect | None":
        """What to say after a refusal in these words; None when there is nothing left to leave."""
        if "max_completion_tokens" in complaint and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if "temperature" in complaint and self.tuned:
            return replace(self, tuned=False)
        return replace(self, switches=self.switches[1:]) if self.switches else None


def dialect_of(base_url: str) -> Dialect:
    """The dialect to begin with."""
    host = urlsplit(base_url).hostname or ""
    for domain, switch in _SWITCHES.items():
        if host == domain or host.endswith(f".{domain}"):
            return Dialect(switches=(switch,))
    return Dialect(switches=({**_EFFORT, **_TEMPLATE}, _TEMPLATE))
