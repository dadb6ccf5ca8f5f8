"""`predict pages`: the shape that is scored, on pages of our own; the bar on other people's."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.cli.predictions.pages import predict_pages
from reportedly.errors import BadInput

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "bench" / "pages"
PAGE = """<html><body><nav>Home</nav><article><h1>Forty cases</h1><p>Courts decided forty cases in May, a count of court
sites says, and none of the men was acquitted by any of them.</p></article></body></html>"""


def test_every_page_gets_its_articles_text(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "one.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "html" / "none.html.gz").write_bytes(gzip.compress(b"<html></html>"))
    predict_pages(tmp_path, tmp_path / "out.json")
    out = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert out.keys() == {"one", "none"}
    assert "forty cases in May" in out["one"]["articleBody"] and "Home" not in out["one"]["articleBody"]
    assert out["none"] == {"articleBody": ""}


def test_a_folder_without_pages_and_a_cut_page_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no \*\.html\.gz"):
        predict_pages(tmp_path, tmp_path / "out.json")
    (tmp_path / "cut.html.gz").write_bytes(gzip.compress(PAGE.encode())[:-9])
    with pytest.raises(BadInput, match="no whole gzip file"):
        predict_pages(tmp_path, tmp_path / "out.json")


@pytest.mark.shared
def test_article_text_reaches_the_bar(tmp_path: Path) -> None:
    predict_pages(SHARED, tmp_path / "out.json")
    scorer = [
        sys.executable,
        str(SHARED / "score_pages.py"),
        str(SHARED / "ground-truth.json"),
        str(tmp_path / "out.json"),
    ]
    assert json.loads(subprocess.check_output(scorer))["f1"] >= 0.967
