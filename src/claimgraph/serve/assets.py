"""Layer 6. Files that pages load: our own, and those of the full editor where they are."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.types import ASGIApp

from claimgraph import resources
from claimgraph.serve import vendored
from claimgraph.serve.protocol import Refused

OWN = {
    "app.css": "text/css", "app.js": "text/javascript", "editor.js": "text/javascript",
    "editor.css": "text/css", "icon.svg": "image/svg+xml",
}  # fmt: skip
_KINDS = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
_HEADERS = {"Cache-Control": "no-cache"}


async def own(request: Request) -> ASGIApp:
    """Send one of our own files."""
    name = request.path_params["name"]
    if name not in OWN:
        raise Refused(404, "There is no such file.")
    path = resources.directory("serve") / "static" / name
    return FileResponse(path, media_type=OWN[name], headers=_HEADERS)


async def foreign(request: Request) -> ASGIApp:
    """Send a file of the full editor, or the licences it came with."""
    name = request.path_params["name"]
    if not vendored.present() or name not in (*vendored.names(), "LICENSES.txt"):
        raise Refused(404, "There is no such file.")
    path = vendored.FOLDER / name
    return FileResponse(path, media_type=_KINDS[path.suffix], headers=_HEADERS)
