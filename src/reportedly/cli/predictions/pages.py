"""`reportedly predict pages DIR OUT.json`: the article text of saved pages, for measuring."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from reportedly.capture.decoding import declared_encoding
from reportedly.capture.markup import article_text
from reportedly.errors import BadInput

_SUFFIX = ".html.gz"


def predict_pages(folder: Path, out: Path) -> None:
    """A folder with `html/*.html.gz` (or the pages themselves) in; `{page: {"articleBody": text}}` written to `out`.

    Raises BadInput where the folder holds no such page or a page is no gzip file.
    """
    pages = sorted((folder / "html").glob(f"*{_SUFFIX}")) or sorted(folder.glob(f"*{_SUFFIX}"))
    if not pages:
        raise BadInput(f"no *{_SUFFIX} in it.", where=str(folder), remedy="Give the folder that holds html/.")
    texts = {page.name.removesuffix(_SUFFIX): {"articleBody": _article(page)} for page in pages}
    out.write_text(json.dumps(texts, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def _article(page: Path) -> str:
    try:
        data = gzip.decompress(page.read_bytes())
    except (OSError, EOFError) as error:
        raise BadInput("this is no whole gzip file.", where=str(page), remedy="Fetch it again.") from error
    return article_text(data.decode(declared_encoding(data) or "utf-8", errors="replace"))
