"""One walk through the demonstration for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.demo.walk import Walked, walk


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return walk(Path(tmp_path_factory.mktemp("demonstration")) / "desk")
