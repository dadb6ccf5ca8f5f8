"""Commands that go out to the web: the desk's outlets polled, pages captured again."""

from __future__ import annotations
