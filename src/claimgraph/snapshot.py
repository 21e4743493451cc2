"""Layer 2. Article texts that the user holds: found by digest, never copied."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from claimgraph import ids
from claimgraph.errors import InputError

MAX_BYTES = 16 * 1024 * 1024
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The text of one article version. sha256: 64 hex digits of its UTF-8 bytes."""

    path: Path
    sha256: str
    text: str

    def digest(self, start: int, end: int) -> str:
        """Digest of the span from code point *start* up to *end*."""
        return ids.text_digest(self.text[start:end])


def read(path: Path) -> Snapshot:
    """Read one article text; offsets count its Unicode code points as they are in the file.

    Raises InputError when it can't be read or is not UTF-8.
    """
    try:
        data = path.read_bytes()
        return Snapshot(path, hashlib.sha256(data).hexdigest(), data.decode("utf-8"))
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=str(path), cure="save it as UTF-8") from error


def index(folder: Path) -> dict[str, Snapshot]:
    """All texts below *folder* by sha256; files that are too large or not UTF-8 are passed over.

    Raises InputError when *folder* is not a directory.
    """
    if not folder.is_dir():
        raise InputError(
            "is not a folder of article texts",
            where=str(folder),
            cure="give the folder that holds the snapshots",
        )
    found: dict[str, Snapshot] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            continue
        try:
            snapshot = read(path)
        except InputError:
            continue
        found.setdefault(snapshot.sha256, snapshot)
    return found


def normal_quotation(text: str) -> str:
    r"""Words of a quotation without case, punctuation and spacing, so that copies are equal.

    >>> normal_quotation("\u201cIt\u2019s  over,\u201d") == normal_quotation("it's over")
    True
    """
    folded = (
        unicodedata.normalize("NFKC", text)
        .casefold()
        .replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    )
    kept = "".join(c if c.isalnum() or c.isspace() or c == "'" else " " for c in folded)
    return _SPACE.sub(" ", kept).strip(" '")


def quotation_digest(text: str) -> str:
    """Digest of a quotation's normalised words."""
    return ids.text_digest(normal_quotation(text))
