"""Capture from the web: pages a second from a server on loopback into archive and ledger, and memory on the way.

`python benchmarks/web.py 10000` captures that many generated pages (1,000 where none is named), each with its robots.txt asked
for once, without a gap. What is measured is Reportedly, not a network.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

from capture import a_page
from reportedly.newsroom import new_desk, open_newsroom


class Pages(BaseHTTPRequestHandler):
    """One generated page for each number."""

    def do_GET(self) -> None:
        number = self.path.strip("/")
        body = a_page(int(number)) if number.isdigit() else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


def serve(port: Connection) -> None:
    """Serves until the process ends, and says on which port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        port.send(server.server_port)
        server.serve_forever()


def memory() -> float:
    """Megabytes that this process holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(many: int) -> None:
    """Prints one line a measurement."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        new_desk(desk)
        with (desk / "desk.toml").open("a") as file:
            file.write(f'\n[capture.web]\ngap = 0\nallow_hosts = ["localhost:{port}"]\n')
        table = Path(folder) / "links.csv"
        for start, end in ((0, many // 10), (many // 10, many)):
            table.write_text("link\n" + "\n".join(f"http://localhost:{port}/{n}" for n in range(start, end)))
            begun = time.perf_counter()
            outcome = open_newsroom(desk).capture(table)
            seconds = time.perf_counter() - begun
            rate = len(outcome.kept) / seconds
            print(f"{end:>6,} pages: {rate:,.1f} pages/s; {memory():,.0f} MB held, {len(outcome.failures)} failed")
            del outcome
        begun = time.perf_counter()
        found = open_newsroom(desk).verify().found
        print(f"verify: {time.perf_counter() - begun:.1f} s, {len(found)} problems")
        size = sum(path.stat().st_size for path in (desk / "archive").glob("*.gz")) / 1e6
        print(
            f"archive: {size:,.1f} MB; memory at the peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
        )
    server.terminate()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
