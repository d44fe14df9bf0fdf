"""Formats of other office programs, turned by LibreOffice, where it is installed, into Microsoft's.

Runs it without a window, in a folder and a profile of its own that are deleted afterwards, one at a
time. Reads nothing of a document itself.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

from youju.errors import UnreadableFile
from youju.reading.formats.raw import SAVE_AS_TEXT

_TIMEOUT = 120.0  # seconds; a slow machine needs ten for the first start and a long document
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (  # where it is on systems that do not put it on the path
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
# Named, lest LibreOffice take a broken file for a text and make a document of its bytes.
_FILTERS = {
    "doc": "MS Word 97",
    "wordml": "MS Word 2003 XML",
    "rtf": "Rich Text Format",
    "odt": "writer8",
    "ods": "calc8",
}
_ONE_AT_A_TIME = threading.Lock()
# Macros stay off, and what a document links to is not fetched.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def convert(data: bytes, name: str, *, kind: str, into: str) -> bytes:
    """The file in another format: `kind` is doc, rtf, odt…, `into` docx or xlsx."""
    program = _program()
    if program is None:
        raise UnreadableFile(
            f"读取 {name} 需要 LibreOffice，这台机器上没有。",
            remedy=f"安装 LibreOffice 后再导入，或{SAVE_AS_TEXT}",
        )
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return _converted(program, Path(folder), data, name, (kind, into))


def _program() -> str | None:
    found = (shutil.which(program) for program in (*_PROGRAMS, *_PLACES))
    return next((path for path in found if path), None)


def _converted(program: str, folder: Path, data: bytes, name: str, kinds: tuple[str, str]) -> bytes:
    kind, into = kinds
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    (folder / f"in.{kind}").write_bytes(data)
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    command += [
        f"--infilter={_FILTERS[kind]}",
        "--convert-to",
        into,
        "--outdir",
        str(folder / "out"),
        str(folder / f"in.{kind}"),
    ]
    _run(command, name)
    try:
        return (folder / "out" / f"in.{into}").read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{name} 已损坏或有密码，转换不了。", remedy=SAVE_AS_TEXT) from error


def _run(command: list[str], name: str) -> None:
    silent = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    ) as process:
        try:
            process.wait(_TIMEOUT)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(
                f"转换 {name} 超过 {_TIMEOUT:.0f} 秒，已停止。", remedy=SAVE_AS_TEXT
            ) from error
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program and what it has started: soffice is a script around the real one."""
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
