"""The recipe is a folder of plain files beside the package, found here for its tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training" / "attribution"))
