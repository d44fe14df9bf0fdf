"""A path becomes its sources: the file itself, or what lies in a zip archive, one by one.

Nothing is unpacked to disk, so a member's name is only a name. Knows no format but zip, and what
is in a member only when it is loaded.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from youju.errors import UnreadableFile
from youju.reading.formats.raw import MAX_BYTES, too_large

_MAX_MEMBERS = 10_000
_MAX_UNPACKED = 1024 * 1024 * 1024  # all members together, those of inner archives apart
_MAX_RATIO = 300  # plain text packs 3 to 30 times, a bomb a thousand times
_RATIO_MATTERS = 10 * 1024 * 1024  # a smaller member harms nobody, however well it packs
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_REPACK = "解压后重新打成 zip，或直接导入里面的文件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to be read, wherever it lies."""

    address: str  # the path; for a member the archive's path, a slash, and the path inside it
    name: str  # the last part of the address
    load: Callable[[], bytes]  # raises UnreadableFile


def sources_of(path: Path) -> Iterator[Source]:
    """The file itself, or an archive's members; raise UnreadableFile where there is no archive.

    A member that cannot be had is a source too, and says why when it is loaded. Take the sources
    one after another and drop each: those of an inner archive hold it in memory.
    """
    if path.suffix.lower() != ".zip":
        yield file_source(path)
        return
    _require_file(path)
    if path.stat().st_size > MAX_BYTES:
        raise too_large(path.name)
    yield from _members(_opened(path, path.name), str(path), inner=False)


def file_source(path: Path) -> Source:
    """A file as it is."""
    _require_file(path)
    return Source(address=str(path), name=path.name, load=partial(_load_file, path))


def _require_file(path: Path) -> None:
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as error:
        raise _shut(path) from error
    if is_folder:
        raise UnreadableFile(f"{path.name} 是文件夹，不是文件。", remedy="选择文件夹里的文件再导入")
    if not is_file:
        raise UnreadableFile(f"找不到文件 {path.name}。", remedy="检查路径和文件名")


def _load_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise too_large(path.name)
        return path.read_bytes()
    except OSError as error:
        raise _shut(path) from error


def _shut(path: Path) -> UnreadableFile:
    return UnreadableFile(f"打不开文件 {path.name}。", remedy="检查文件的读取权限")


def _opened(file: Path | io.BytesIO, name: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except (PermissionError, FileNotFoundError) as error:
        raise _shut(Path(name)) from error
    except _BROKEN as error:
        raise UnreadableFile(f"{name} 已损坏，不是完整的压缩包。", remedy=_REPACK) from error
    entries = archive.infolist()
    if len(entries) > _MAX_MEMBERS or sum(e.file_size for e in entries) > _MAX_UNPACKED:
        raise UnreadableFile(
            f"{name} 里的文件太多，或解压后过大。", remedy="拆成几个压缩包，或解压后再导入"
        )
    return archive


def _members(archive: zipfile.ZipFile, address: str, *, inner: bool) -> Iterator[Source]:
    """The members that may be documents: no folders, no links, no hidden or lock files."""
    for entry in archive.infolist():
        place = PurePosixPath(_name_of(entry))
        hidden = any(p.startswith((".", "~$", "__MACOSX")) and p != ".." for p in place.parts)
        if entry.is_dir() or not place.name or hidden or stat.S_ISLNK(entry.external_attr >> 16):
            continue
        source = Source(
            address=f"{address}/{place.as_posix().lstrip('/')}",
            name=place.name,
            load=partial(_load_member, archive, entry, place),
        )
        yield from _inside(source, inner=inner) if place.suffix.lower() == ".zip" else (source,)


def _inside(source: Source, *, inner: bool) -> Iterator[Source]:
    """The members of an archive that lies in an archive; one deeper is not opened."""
    try:
        if inner:
            raise UnreadableFile(f"{source.name} 在压缩包里套了两层以上。", remedy=_REPACK)
        archive = _opened(io.BytesIO(source.load()), source.name)
    except UnreadableFile as error:
        yield Source(address=source.address, name=source.name, load=partial(_fail, error))
    else:
        yield from _members(archive, source.address, inner=True)


def _fail(error: UnreadableFile) -> bytes:
    raise error


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The name as it was written: archives made on Chinese Windows name no encoding and use GBK."""
    name = entry.filename
    if not entry.flag_bits & 0x800:  # no UTF-8: zipfile has decoded it as CP437
        written = name.encode("cp437", "replace")
        try:
            name = written.decode("utf-8")
        except UnicodeDecodeError:
            name = written.decode("gb18030", "replace")
    return name.replace("\\", "/")


def _load_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: PurePosixPath) -> bytes:
    name = place.name
    if ".." in place.parts or place.is_absolute() or ":" in place.parts[0]:
        raise UnreadableFile(f"{name} 的路径指向压缩包之外。", remedy=_REPACK)
    if entry.flag_bits & 0x1:
        raise UnreadableFile(f"压缩包里的 {name} 有密码。", remedy="去掉密码后再导入")
    if entry.file_size > MAX_BYTES:
        raise too_large(name)
    ratio = entry.file_size / max(1, entry.compress_size)
    if entry.file_size > _RATIO_MATTERS and ratio > _MAX_RATIO:
        raise UnreadableFile(f"压缩包里的 {name} 压缩比异常。", remedy="确认来源可靠，解压后再导入")
    try:
        return archive.read(entry)  # zipfile reads no more than the stated size
    except (*_BROKEN, RuntimeError) as error:
        raise UnreadableFile(f"压缩包里的 {name} 已损坏。", remedy=_REPACK) from error
