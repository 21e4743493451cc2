"""Build hook of the wheel: npm brings the query editor, which is checked, and packed with licences.

CLAIMGRAPH_EDITOR=require makes a missing editor an error (for releases), =skip leaves it out.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class EditorHook(BuildHookInterface[Any]):
    """Brings the editor before a wheel is packed; an editable install does without."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the files where they are not here yet, and have them packed."""
        wanted = os.environ.get("CLAIMGRAPH_EDITOR", "")
        if version == "editable" or wanted == "skip":
            return
        vendored = _load(Path(self.root) / "src" / "claimgraph" / "serve" / "vendored.py")
        try:
            if not vendored.present():
                vendored.fetch()
        except (OSError, subprocess.SubprocessError, vendored.Unfit) as error:
            if wanted == "require":
                raise
            print(f"the wheel has no full query editor: {error}", file=sys.stderr)  # noqa: T201
            return
        for file in sorted(vendored.FOLDER.iterdir()):  # git ignores them, so hatch would
            build_data["force_include"][str(file)] = f"claimgraph/serve/web/vendor/{file.name}"


def _load(path: Path) -> Any:  # noqa: ANN401 - a module of the tree that is being built
    spec = spec_from_file_location("vendored", path)
    assert spec is not None  # noqa: S101 - the file is part of the sources
    assert spec.loader is not None  # noqa: S101 - see above
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
