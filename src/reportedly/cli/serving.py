"""Shows the published site on loopback."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from reportedly.cli import show
from reportedly.errors import NotADesk, ReportedlyError


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without keeping a log of who looked at what."""

    def log_message(self, format: str, *args: object) -> None:
        return

    def end_headers(self) -> None:
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


def serve_site(desk: Path, port: int) -> None:
    """Serves `desk`/site on 127.0.0.1 until interrupted. Raises NotADesk where nothing is published yet."""
    site = desk / "site"
    if not site.is_dir():
        raise NotADesk("nothing is published yet.", where=str(site), remedy="Run `reportedly publish` first.")
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(site.resolve())))
    except OSError as error:
        raise ReportedlyError(
            f"port {port} cannot be used ({error.strerror}).", remedy="Name another with --port."
        ) from error
    with server:
        show.line(f"The site is at http://127.0.0.1:{server.server_port}/ (only on this machine; Ctrl-C ends)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            show.line("Ended.")
