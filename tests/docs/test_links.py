"""Links between the documents lead somewhere (those within `docs` are also checked by the build)."""

from __future__ import annotations

import re

from tests.docs.fences import HOUSE, documents

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
_CODE = re.compile(r"`[^`\n]*`")


def test_links_lead_to_files() -> None:
    for page in documents():
        text = _CODE.sub("", _FENCED.sub("", page.read_text("utf-8")))
        for target in _LINK.findall(text):
            if "://" in target or target.startswith(("#", "mailto:")):
                continue
            path = page.parent / target.split("#")[0]
            assert path.exists(), f"{page.relative_to(HOUSE)} links to {target}"
