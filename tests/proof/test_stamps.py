"""Time stamps by an authority of one's own on this machine (openssl): asked for apart, verified offline, never forged."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reportedly.errors import BadInput, ReportedlyError
from reportedly.newsroom import Newsroom
from reportedly.newsroom.checkpointing import checkpoint
from reportedly.newsroom.packing import pack
from reportedly.newsroom.stamping import stamp
from reportedly.proof.authorities import request_over, send, stamped_at
from reportedly.proof.verifier import check, unzipped
from reportedly.proof.verifier import stamped_at as stated

CONFIGURATION = """
[ req ]
distinguished_name = dn
prompt = no
[ dn ]
CN = Test Authority
[ root ]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[ tsa ]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ stamping ]
default_policy = 1.2.3.4.1
serial = ./serial
crypto_device = builtin
signer_digest = sha256
digests = sha256
ordering = yes
tsa_name = no
ess_cert_id_chain = no
"""


@dataclass
class Authority:
    """An authority that answers on this machine as long as `mood` says so."""

    folder: Path
    mood: str = "answers"
    asked: list[bytes] = field(default_factory=list)
    address: str = ""

    @property
    def certificate(self) -> bytes:
        return (self.folder / "root.pem").read_bytes()

    def reply(self, request: bytes) -> bytes:
        self.asked.append(request)
        (self.folder / "query.tsq").write_bytes(request)
        arguments = "ts -reply -config tsa.cnf -section stamping -queryfile query.tsq -signer tsa.pem -inkey tsa.key -out reply.tsr"
        openssl(self.folder, arguments)
        return (self.folder / "reply.tsr").read_bytes()


def openssl(folder: Path, arguments: str) -> None:
    subprocess.run(["openssl", *arguments.split()], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    made = tmp_path_factory.mktemp("authority")
    (made / "tsa.cnf").write_text(CONFIGURATION, encoding="ascii")
    (made / "serial").write_text("01\n", encoding="ascii")
    for name in ("", "other-"):
        openssl(
            made,
            f"req -x509 -newkey rsa:2048 -nodes -keyout {name}root.key -out {name}root.pem -days 30 -config tsa.cnf -extensions root",
        )
    openssl(made, "req -new -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -config tsa.cnf -subj /CN=Stamps")
    openssl(
        made,
        "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -out tsa.pem -days 30 -extfile tsa.cnf -extensions tsa",
    )
    return made


@pytest.fixture
def authority(folder: Path) -> Iterator[Authority]:
    made = Authority(folder)

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if made.mood == "elsewhere":
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1:9/")
                self.end_headers()
                return
            good = made.mood == "answers"
            reply = made.reply(body) if good else b"no"
            self.send_response(200 if good else 503)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    made.address = f"http://127.0.0.1:{server.server_port}/"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def with_authority(desk: Newsroom, authority: Authority, *, loopback: bool = True) -> Newsroom:
    """The desk with an authority in its settings."""
    (desk.folder / "authorities").mkdir(exist_ok=True)
    (desk.folder / "authorities" / "root.pem").write_bytes(authority.certificate)
    settings = (desk.folder / "desk.toml").read_text("utf-8").partition("\n[proof]")[0]
    named = f'[[proof.authorities]]\nname = "local"\naddress = "{authority.address}"\ncertificate = "authorities/root.pem"\n'
    (desk.folder / "desk.toml").write_text(
        f"{settings}\n[proof]\nloopback = {str(loopback).lower()}\n{named}", encoding="utf-8"
    )
    desk.reread_files()
    return desk


def test_nobody_is_asked_unless_the_settings_name_somebody(desk: Newsroom) -> None:
    assert checkpoint(desk).waiting == ()
    assert stamp(desk) == ((), ())
    assert not (desk.folder / "proof" / "stamps").exists()


def test_a_stamp_is_queued_fetched_apart_verified_and_packed(
    desk: Newsroom, authority: Authority, tmp_path: Path
) -> None:
    with_authority(desk, authority)
    made = checkpoint(desk)
    assert made.waiting == ("local",) and authority.asked == []
    ((came,), waiting) = stamp(desk)
    assert waiting == () and came.size == made.checkpoint.size
    assert stamp(desk) == ((), ()) and len(authority.asked) == 1
    assert [w for w in desk.verify().found if "stamp" in w] == []
    assert pack(desk, "fled", tmp_path / "pack.wacz").stamps == 1
    files, broken = unzipped((tmp_path / "pack.wacz").read_bytes())
    found = check(files)
    assert (broken, found.problems) == ([], [])
    assert any(
        "proof/stamp-local.tsr: a stamp over proof/checkpoint.txt that says 20" in words for words in found.notes
    )
    assert any("who made proof/stamp-local.tsr: run `openssl ts -verify" in words for words in found.unchecked)
    for name in ("stamp-local.tsr", "checkpoint.txt", "authority-local.pem"):
        (tmp_path / name).write_bytes(files[f"proof/{name}"])
    openssl(tmp_path, "ts -verify -in stamp-local.tsr -data checkpoint.txt -CAfile authority-local.pem")


@pytest.mark.parametrize(("mood", "says"), [("refuses", "status 503"), ("elsewhere", "status 302")])
def test_what_does_not_come_stays_queued_and_comes_later(
    desk: Newsroom, authority: Authority, mood: str, says: str
) -> None:
    with_authority(desk, authority)
    checkpoint(desk)
    authority.mood = mood
    came, (late,) = stamp(desk)
    assert came == () and says in late.reason
    authority.mood = "answers"
    assert len(stamp(desk)[0]) == 1


def test_an_authority_that_nobody_can_reach_loses_nothing(desk: Newsroom, authority: Authority) -> None:
    authority.address = "http://127.0.0.1:9/"
    with_authority(desk, authority)
    checkpoint(desk)
    came, (late,) = stamp(desk)
    assert came == () and "gave no answer" in late.reason
    assert len(list((desk.folder / "proof" / "stamps").glob("*.tsq"))) == 1


def test_an_authority_inside_the_network_is_refused_unless_allowed(desk: Newsroom, authority: Authority) -> None:
    with_authority(desk, authority, loopback=False)
    checkpoint(desk)
    _, (late,) = stamp(desk)
    assert "internal network" in late.reason and authority.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "http://[::1]/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
        "http://192.168.1.1/",
    ],
)
def test_internal_addresses_are_refused(address: str) -> None:
    with pytest.raises(BadInput, match="internal network"):
        send(address, b"x")


def test_a_proxy_that_does_not_answer_lets_nothing_past(authority: Authority) -> None:
    with pytest.raises(ReportedlyError, match="gave no answer"):
        send(authority.address, b"x", proxy="socks5h://127.0.0.1:9", loopback=True)
    assert authority.asked == []


def test_what_is_no_web_address_is_refused() -> None:
    with pytest.raises(BadInput, match="no web address"):
        send("ftp://authority.example/", b"x")


def test_a_stamp_over_other_bytes_or_by_another_root_does_not_fit(authority: Authority) -> None:
    request = request_over(b"what was there")
    reply = authority.reply(request)
    at = stamped_at(reply, b"what was there", authority.certificate, request)
    assert at.utcoffset() is not None and stated(reply, __import__("hashlib").sha256(b"what was there").digest())
    for data, certificate, asked in (
        (b"something else", authority.certificate, request),
        (b"what was there", (authority.folder / "other-root.pem").read_bytes(), request),
        (b"what was there", authority.certificate, request_over(b"what was there")),
    ):
        with pytest.raises(BadInput, match="does not fit"):
            stamped_at(reply, data, certificate, asked)
    assert stated(reply, b"\0" * 32) is None
    assert stated(b"nonsense", b"\0" * 32) is None


def test_a_changed_stamp_is_named_by_verify(desk: Newsroom, authority: Authority) -> None:
    from reportedly.newsroom.stamping import problems

    with_authority(desk, authority)
    checkpoint(desk)
    ((came,), _) = stamp(desk)
    path = desk.folder / came.file
    assert list(problems(desk)) == []
    changed = bytearray(path.read_bytes())
    changed[len(changed) // 2] ^= 1
    path.write_bytes(bytes(changed))
    (found,) = problems(desk)
    assert path.name in found
