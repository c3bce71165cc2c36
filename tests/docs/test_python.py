"""Every Python example that a document shows is run."""

from __future__ import annotations

import doctest
from pathlib import Path
from typing import Any

import pytest

from tests.docs.fences import HOUSE, documents, fences

PAGES = [page for page in documents() if any(fence.language == "python" for fence in fences(page))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
@pytest.mark.usefixtures("place")
def test_python_does_what_is_shown(page: Path) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    for fence in fences(page):
        if fence.language != "python":
            continue
        if ">>> " not in fence.text:
            exec(compile("\n" * (fence.line - 1) + fence.text, str(page), "exec"), names)
            continue
        test = doctest.DocTestParser().get_doctest(fence.text, names, page.name, str(page), fence.line - 1)
        test.globs = names  # what one block has made, the next one may use
        told: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        result = runner.run(test, out=told.append, clear_globs=False)
        assert not result.failed, "".join(told)
