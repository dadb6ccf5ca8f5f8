"""Writes pages into a folder so that no reader sees half a site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def publish_folder(folder: Path, pages: Mapping[str, bytes]) -> bool:
    """Replaces `folder` by `pages` (path -> bytes) as a whole; gives whether anything changed.

    The new site is written beside the old one and renamed into its place; a kill leaves the old site or the new one,
    and the next run clears what it left.
    """
    new, old = folder.with_name(folder.name + ".new"), folder.with_name(folder.name + ".old")
    _recover(folder, new, old)
    if _same(folder, pages):
        return False
    for path, data in pages.items():
        target = new / path
        if not target.resolve().is_relative_to(new.resolve()):
            raise ValueError(f"a page's path leads out of the site: {path}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return True


def _recover(folder: Path, new: Path, old: Path) -> None:
    """Puts the old site back where a kill fell between the two renames, and clears leftovers."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)


def _same(folder: Path, pages: Mapping[str, bytes]) -> bool:
    there = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} if folder.is_dir() else set()
    return there == set(pages) and all((folder / path).read_bytes() == data for path, data in pages.items())


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that a kill leaves the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)
