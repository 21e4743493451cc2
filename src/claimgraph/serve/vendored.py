"""Layer 6. The full query editor: files of others, brought by npm when a release is built.

`package.json` beside this module names them with their digests; nothing of them is in the sources.
`python -m claimgraph.serve.vendored` (make web) brings them; without them a plain editor serves.
Stands alone, without the rest of the package: building a wheel runs it from the source tree.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

WEB = Path(__file__).resolve().parent / "web"
FOLDER = WEB / "vendor"
_SECONDS = 600


class Unfit(Exception):  # noqa: N818 - reads as what was found
    """A file that is not the one that was tested."""


def _wanted() -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    files: dict[str, Any] = manifest["claimgraph"]["files"]
    return files


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def present() -> bool:
    """Tell whether the full editor is here, each file with its digest."""
    return all(
        (FOLDER / name).is_file() and _digest(FOLDER / name) == wanted["sha256"]
        for name, wanted in _wanted().items()
    )


def names() -> tuple[str, ...]:
    """Return the names of the files that pages may load."""
    return tuple(_wanted())


def fetch() -> None:
    """Install the locked packages, check the files, and copy them with their licences.

    Raises Unfit for a wrong digest, OSError or CalledProcessError where npm is missing or fails.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not installed")
    with tempfile.TemporaryDirectory(prefix="claimgraph-web-") as room:
        here = Path(room)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(WEB / name, here / name)
        subprocess.run(  # noqa: S603 - a program of the user's, with fixed words
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=here, check=True, timeout=_SECONDS, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        _copy(here / "node_modules")
    present.cache_clear()


def _copy(modules: Path) -> None:
    found = {}
    for name, wanted in _wanted().items():
        source = modules / wanted["from"]
        if _digest(source) != wanted["sha256"]:
            raise Unfit(f"{wanted['from']} is not the file that was tested: {_digest(source)}")
        found[name] = source
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name, source in found.items():
        shutil.copy(source, FOLDER / name)
    _licences(modules)


def _licences(modules: Path) -> None:
    """Write the licences of all packages whose code may be in the bundle into one file."""
    parts = []
    for manifest in sorted(modules.rglob("package.json")):
        data = json.loads(manifest.read_text(encoding="utf-8"))
        if "name" not in data or "version" not in data or "licen" not in " ".join(data):
            continue
        terms = data.get("license") or data.get("licenses")
        texts = sorted(
            p
            for p in manifest.parent.iterdir()
            if p.is_file() and p.name.lower().startswith(("licen", "copying", "notice"))
        )
        head = f"{data['name']} {data['version']}: {json.dumps(terms)}"
        parts.append("\n\n".join([head, *(p.read_text(encoding="utf-8") for p in texts)]))
    rule = "\n\n" + "-" * 72 + "\n\n"
    (FOLDER / "LICENSES.txt").write_text(rule.join(parts) + "\n", encoding="utf-8")


def main() -> int:
    """Bring the full editor; returns the exit code."""
    try:
        fetch()
    except (OSError, subprocess.SubprocessError, Unfit) as error:
        print(f"the full editor could not be brought: {error}", file=sys.stderr)  # noqa: T201
        return 1
    print("the full editor is in " + str(FOLDER), file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
