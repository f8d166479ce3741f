"""Reads YAML by the core rules of YAML 1.2 into plain data, and knows where in the file each value stands.

Fit for files from strangers: size, depth and aliases are bounded, no tag is obeyed, and a number keeps its digits.
"""

import codecs
import os
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path

from nncli.document.builder import MAX_DEPTH, build
from nncli.document.lines import Source, split_lines
from nncli.document.locs import Loc, parse_loc, show_loc
from nncli.document.nodes import Data, Node, Span
from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _

__all__ = ["Data", "Document", "Loc", "decoded", "exists", "parse_loc", "read_bytes", "read_file", "read_text"]

MAX_BYTES = 1 << 20
_BYTE_ORDER_MARKS = {  # UTF-32 first: its little-endian mark begins with that of UTF-16
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data read from a file, and the place of each value in it. Nothing in it is ever changed."""

    file: str
    lines: tuple[str, ...]
    data: Data
    _root: Node = field(repr=False, compare=False)

    def place(self, loc: Loc, *, key: bool = False) -> Place:
        """Where the value at `loc` stands, or its key; for a `loc` that is not there, the nearest one around it."""
        node, above = self._root, None
        origin = node.origin
        for part in loc:
            child = node.child(part)
            if child is None:
                break
            node, above, origin = child, origin, child.origin or origin
        if key and node.key and above is None:  # a new value stands under the file's old key
            return Source(self.file, self.lines).at(*node.key)
        return Source(self.file, self.lines).at(*node.span) if origin is None else Place(origin)

    def with_value(self, loc: Loc, text: str, origin: str) -> "Document":
        """A copy with the YAML `text` as the value at `loc`; keys that are missing on the way are made.

        Raises InputError where `text` is no YAML, an index is out of range, or the way leads through a single value.
        """
        try:
            value = build(Source(origin, split_lines(text)), text, fragment=True)
        except InputError as error:
            raise InputError([replace(fault, place=Place(origin)) for fault in error.diagnostics]) from None
        value = replace(value or Node(None, Span(0, 0, 0)), origin=origin)
        if len(loc) + value.height > MAX_DEPTH:
            message = _("this is nested more than {limit} deep").format(limit=MAX_DEPTH)
            raise InputError(Diagnostic("too-deep", message, Place(origin)))
        root = _put(self._root, loc, 0, value)
        return replace(self, data=root.data, _root=root)

    def without(self, *loc: str) -> "Document":
        """A copy without the key at `loc`, if it is there."""
        root = _less(self._root, loc)
        return replace(self, data=root.data, _root=root)


def _put(node: Node, loc: Loc, depth: int, value: Node) -> Node:
    """A copy of `node`, which stands `depth` parts down `loc`, with `value` at the end of `loc`."""
    if depth == len(loc):
        return replace(value, key=node.key)
    part = loc[depth]
    child = node.child(part)
    if child is None:
        if not (isinstance(node.data, dict) and isinstance(part, str)):
            raise InputError(Diagnostic("no-such-place", _why_not(node, loc, depth), Place(value.origin or "")))
        child = Node({}, node.span, origin=value.origin)
    child = _put(child, loc, depth + 1, value)
    if isinstance(node.data, list) and isinstance(part, int):
        data: Data = [*node.data[:part], child.data, *node.data[part + 1 :]]
        return replace(node, data=data, children={**node.children, part: child})
    assert isinstance(node.data, dict)  # nothing else has a child, or was given one above
    return replace(node, data={**node.data, str(part): child.data}, children={**node.children, str(part): child})


def _less(node: Node, loc: tuple[str, ...]) -> Node:
    """A copy of `node` without what stands at `loc`."""
    head, rest = loc[0], loc[1:]
    child = node.child(head)
    if child is None or not isinstance(node.data, dict):
        return node
    data, children = dict(node.data), dict(node.children)
    if rest:
        children[head] = _less(child, rest)
        data[head] = children[head].data
    else:
        del data[head], children[head]
    return replace(node, data=data, children=children)


def _why_not(node: Node, loc: Loc, depth: int) -> str:
    where = show_loc(loc[:depth]) or _("the file")
    if isinstance(node.data, dict):
        return _("{where} is a mapping: it has keys, and no item {index}").format(where=where, index=loc[depth])
    if not isinstance(node.data, list):
        return _("{where} is a single value: nothing stands inside it").format(where=where)
    if isinstance(loc[depth], str):
        return _("{where} is a list: its items have numbers, and no names").format(where=where)
    count = len(node.data)
    message = _("{where} has no item {index}: it has {count}, numbered from 0")
    return message.format(where=where, index=loc[depth], count=count)


def read_text(text: str, file: str) -> Document:
    """The document that `text` holds; `file` is the name to tell the user.

    Raises InputError with everything that is wrong: syntax, limits, tags, keys given twice, numbers out of range.
    """
    if len(text) > MAX_BYTES:
        raise _too_large(file)
    text = text.removeprefix("\ufeff")
    source = Source(file, split_lines(text))
    root = build(source, text)
    if root is None:
        raise _unreadable("empty", _("{file} holds no data"), file)
    return Document(file, source.lines, root.data, root)


def read_file(path: Path, *, name: str | None = None) -> Document:
    """The document in the file at `path`, which messages call `name`.

    Raises InputError where the file cannot be read, is no UTF-8 text or is too large, and as `read_text` does.
    """
    file = str(path) if name is None else name
    return read_text(decoded(read_bytes(path, file), file), file)


def read_bytes(path: Path, file: str, most: int = MAX_BYTES) -> bytes:
    """What the file at `path` holds; messages call it `file`.

    Raises InputError where it cannot be read, is no file or is larger than `most`.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _unreadable("is-a-folder", _("{file} is a folder, not a file"), file)
        if not stat.S_ISREG(mode):  # a device or a pipe may never end, or never begin
            raise _unreadable("not-a-file", _("{file} is a device or a pipe, not a file"), file)
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):
        help = _("standard input is not read here; give the name of a file") if file == "-" else None
        raise _unreadable("no-such-file", _("there is no file {file}"), file, help) from None
    except PermissionError:
        raise _unreadable("no-permission", _("{file} may not be read: permission denied"), file) from None
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise _unreadable("cannot-read", _("{file} cannot be read: {reason}"), file, reason=reason) from None
    except ValueError:  # a NUL in the name
        raise _unreadable("no-such-file", _("{file} cannot be the name of a file"), file) from None
    if len(content) > most:
        raise _too_large(file, most)
    return content


def decoded(content: bytes, file: str) -> str:
    """The text of a UTF-8 file, with or without a byte order mark; messages call it `file`.

    Raises InputError where it is in another encoding.
    """
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            message = _("{file} is {encoding} text, and not UTF-8")
            raise _unreadable("not-utf8", message, file, _("save it as UTF-8"), encoding=encoding)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The `x` keeps a last line that is still empty.
        before = split_lines(content[: error.start].decode("utf-8-sig") + "x")
        lines = split_lines(content.decode("utf-8-sig", "replace"))
        place = Source(file, lines).at(len(before) - 1, len(before[-1]) - 1)
        message = _("this is not UTF-8: byte 0x{byte:02X}, number {number} of the file")
        message = message.format(byte=content[error.start], number=error.start + 1)
        help = _("save the file as UTF-8; Chinese text from an older Windows program is often GBK")
        raise InputError(Diagnostic("not-utf8", message, place, help)) from None


def _too_large(file: str, most: int = MAX_BYTES) -> InputError:
    return _unreadable("too-large", _("{file} is larger than {most} MiB"), file, most=str(most >> 20))


def _unreadable(code: str, message: str, file: str, help: str | None = None, **more: str) -> InputError:
    return InputError(Diagnostic(code, message.format(file=file, **more), Place(file), help))


def exists(path: Path) -> bool:
    """Whether there is something at `path`; not where the system will not even look: a name too long, no permission."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def base_of(document: Document) -> Path | None:
    """The folder that a data file of a spec is looked for in first: where the spec lies."""
    file = Path(document.file)
    return file.parent if file.is_file() else None
