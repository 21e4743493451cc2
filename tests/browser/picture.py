"""The picture in the README: the first screen of the report on claims/, taken in Chromium.

Run as ``make picture``; it needs Chromium and the package playwright.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from claimgraph import workflow

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "report.png"


def main() -> None:
    """Write the picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "report.html"
        workflow.report(ROOT / "claims", page, None, None)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1100, "height": 900}, color_scheme="light")
        tab.goto(page.as_uri())
        tab.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
