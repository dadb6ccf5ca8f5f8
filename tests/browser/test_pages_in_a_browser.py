"""Every page of the demonstration in a real browser, as readers meet it: on a phone, a tablet and a desk, light and dark."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
WIDTHS = (360, 768, 1280)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="session")
def address(demo_desk: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(demo_desk / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def paths(demo_desk: Path) -> list[str]:
    site = demo_desk / "site"
    return sorted(str(p.relative_to(site)).removesuffix("index.html") for p in site.rglob("*.html"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways_complains_or_asks_others(
    browser, address: str, paths: list[str], width: int, scheme: str
) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    faults: list[str] = []
    page.on(
        "console",
        lambda message: faults.append(f"{page.url}: console: {message.text}") if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "request",
        lambda request: (
            faults.append(f"{page.url}: asked {request.url}") if not request.url.startswith(address) else None
        ),
    )
    page.on(
        "response",
        lambda response: (
            faults.append(f"{page.url}: {response.status} {response.url}")
            if response.status >= 400 and "favicon" not in response.url
            else None
        ),
    )
    for path in paths:
        page.goto(f"{address}/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults.append(f"/{path}: {wide} px too wide at {width}")
    context.close()
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", (360, 1280))
def test_no_page_shuts_readers_out(browser, address: str, paths: list[str], width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for path in paths:
        page.goto(f"{address}/{path}")
        violations = Axe().run(page).response["violations"]
        if violations:
            found[path] = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations]
    context.close()
    assert found == {}
