"""One walk through the demonstration for all tests of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportedly.demo.walk import Walked, walk


@pytest.fixture(scope="session")
def walked(demo_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Where the walk led; a walk over a desk that was walked already changes nothing and is quick."""
    folder = tmp_path_factory.mktemp("walked") / "desk"
    shutil.copytree(demo_desk, folder)
    return walk(folder)
