"""The parts of an Office file: a zip of XML, opened with bounds.

Knows how a package names its parts, not what they hold.
"""

import io
import posixpath
import zipfile
from typing import Any

from youju.errors import UnreadableFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)
_MAX_PART = 40 * 1024 * 1024  # unpacked; a book of a million characters has a tenth of it


class Package:
    """The XML parts of one file, by what each is to the main part."""

    def __init__(self, data: bytes, name: str) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._name = name
        main = self._related("").get("officeDocument", ["word/document.xml"])[0]
        self.main = self._parsed(main)
        self._others = self._related(main)

    def children(self, kind: str) -> list[Any]:
        """What the part of a kind (styles, numbering, footnotes…) lists; nothing without one."""
        path = self._others.get(kind, [""])[0]
        return list(self._parsed(path)) if path in self._archive.namelist() else []

    def _related(self, path: str) -> dict[str, list[str]]:
        folder, file = posixpath.split(path)
        links = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, list[str]] = {}
        if links in self._archive.namelist():
            for link in self._parsed(links):
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))
                found.setdefault(link.get("Type", "").rsplit("/")[-1], []).append(target[1:])
        return found

    def _parsed(self, path: str) -> Any:
        from lxml import etree  # type: ignore[import-untyped]

        entry = self._archive.getinfo(path)
        if entry.file_size > _MAX_PART:
            raise UnreadableFile(
                f"{self._name} 解压后过大。", remedy="删去多余内容或拆成几个文件再导入"
            )
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self._archive.read(entry).replace(*_STRICT), parser)


def find(node: Any, name: str) -> Any:
    """The first child of that name, or None; of None too."""
    return None if node is None else node.find(f"{W}{name}")


def value(node: Any, attribute: str = "val") -> str:
    """An attribute, empty where it or the node is not there."""
    return "" if node is None else node.get(f"{W}{attribute}", "")
