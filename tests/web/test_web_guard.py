"""Never an internal address, whatever spelling, name server, redirect or proxy leads there."""

import socket
import ssl
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.addresses import InsideAddress, leads_inside, web_address_of
from reportedly.capture.channels.web import Fetched, Manners, Refused, Web
from reportedly.capture.channels.webguard import Direct, Proxied, Way, proxy_of
from reportedly.capture.channels.webpace import Pace
from reportedly.capture.channels.webwire import Limits, trusted
from reportedly.errors import BadInput
from reportedly.types import Hindrance

from .conftest import Asked, Certificate, Desk, Hand, Site, answer, article, socks_server, to

INSIDE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",
    "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "3fff::1", "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::1", "2001::1", "2001:20::1",
    "100::1", "5f00::1", "fec0::1", "no address",
]  # fmt: skip
OUTSIDE = [
    "8.8.8.8",
    "1.1.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "192.0.1.1",
    "2606:4700::1111",
    "2a00:1450::1",
    "64:ff9b::8.8.8.8",
    "::ffff:8.8.8.8",
]


@pytest.mark.parametrize("ip", INSIDE)
def test_an_address_inside_is_known(ip: str) -> None:
    assert leads_inside(ip)


@pytest.mark.parametrize("ip", OUTSIDE)
def test_a_public_address_is_known(ip: str) -> None:
    assert not leads_inside(ip)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_an_ipv4_address_inside_an_ipv6_address_is_judged_as_itself(number: int) -> None:
    inside = leads_inside(IPv4Address(number))
    for prefix in ("::ffff:0:0", "64:ff9b::"):
        assert leads_inside(IPv6Address(int(IPv6Address(prefix)) + number)) is inside
    assert inside or IPv4Address(number).is_global, "what Python's own tables call not global is inside"


SPELLED: list[tuple[str, str]] = [
    ("https://gazette.example/a#b", "https://gazette.example/a"),
    ("HTTP://GAZETTE.Example.:80", "http://gazette.example/"),
    ("https://gazette.example/a b?c=d e", "https://gazette.example/a%20b?c=d%20e"),
    ("https://gazette.example/%D1%97?x=%zz", "https://gazette.example/%D1%97?x=%zz"),
    ("https://новини.example/ї", "https://xn--b1amarcd.example/%D1%97"),
    ("https://ⓖazette.example/", "https://gazette.example/"),
    ("https://[2606:4700:0::1111]/x", "https://[2606:4700::1111]/x"),
    ("http://8.8.8.8/x", "http://8.8.8.8/x"),
    ("http://gazette.example:443/", "http://gazette.example:443/"),
]


@pytest.mark.parametrize("written, one", SPELLED)
def test_an_address_has_one_spelling(written: str, one: str) -> None:
    assert str(web_address_of(written)) == one
    assert str(web_address_of(one)) == one


REFUSED = [
    "ftp://gazette.example/", "file:///etc/passwd", "javascript:alert(1)", "gazette.example/a", "http://", "http:///a", "//gazette.example",
    "http://ada:secret@gazette.example/", "http://ada@gazette.example/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
    "http://127.1/", "http://0x7f.0.0.1/", "http://1.2.3.4.5/", "http://256.1.1.1/", "http://[fe80::1%25eth0]/", "http://[::1%eth0]/",
    "http://%6c%6fcalhost/", "http://gazette.example:99999/", "http://gazette.example:8080/", "http://gazette.example:0x50/",
    "http://gazette.example\\@169.254.169.254/", "http://gazette.example/\r\nX: 1", "http://ga\u200dzette.example/", "http://-a.example/",
    "http://a..example/", "http://" + "a." * 130 + "example/", "https://gazette.example/" + "x" * 9_000, "http://faß.example/",
]  # fmt: skip


@pytest.mark.parametrize("written", REFUSED)
def test_an_odd_spelling_is_refused(written: str) -> None:
    with pytest.raises(BadInput):
        web_address_of(written)


LITERAL = [
    "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "https://10.0.0.1/", "http://[::ffff:127.0.0.1]/",
    "http://localhost/", "http://LOCALHOST./", "http://ⓛocalhost/", "http://db.localhost/", "http://printer.local/", "http://intranet/",
    "http://wiki.corp/", "http://router.home.arpa/", "http://metadata.google.internal/",
]  # fmt: skip


@pytest.mark.parametrize("written", LITERAL)
def test_what_is_inside_by_its_spelling_needs_no_look_up(written: str) -> None:
    with pytest.raises(InsideAddress):
        web_address_of(written)


def web(way: Way, *allowed: str, trust: ssl.SSLContext | None = None) -> Web:
    manners = Manners("test", robots=False, allowed=frozenset(allowed), attempts=1, trust=trust)
    return Web(manners, Hand(), way, Limits(1, 0.5, 2), Pace(0))


def refused(way: Way, written: str, *allowed: str, trust: ssl.SSLContext | None = None) -> Hindrance:
    outcome = web(way, *allowed, trust=trust).fetch(written)
    assert isinstance(outcome, Refused), outcome
    return outcome.failure.kind


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["fe80::1%lo"]]
)
def test_a_name_that_leads_inside_is_refused_and_nothing_is_asked(site: Site, answers: list[str]) -> None:
    assert refused(Direct(lambda host, port: answers), "http://gazette.example/") is Hindrance.INTERNAL
    assert site.asked == []


def test_a_name_is_looked_up_once_for_each_connection_and_the_checked_address_is_used(site: Site) -> None:
    """A name server that says a public address first and an inside one next (DNS rebinding) is asked once."""
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    place = f"gazette.example:{site.port}"
    site.pages["/a"] = answer(article())
    outcome = web(Direct(rebinding, {place}), place).fetch(f"http://{place}/a")
    assert isinstance(outcome, Fetched) and outcome.visit.last.ip == "127.0.0.1"
    assert asked == ["gazette.example"]
    assert site.asked[0].fields["host"] == place, "the site is asked by its name, over the checked address"


def test_after_a_redirect_the_next_name_is_checked_too(site: Site) -> None:
    place = f"gazette.example:{site.port}"
    site.pages["/a"] = to("http://inside.example/b")
    way = Direct(lambda host, port: ["127.0.0.1"], {place})
    assert refused(way, f"http://{place}/a", place) is Hindrance.INTERNAL
    assert site.paths == ["/a"]


def test_an_exception_is_for_one_host_and_port(site: Site) -> None:
    assert (
        refused(Direct(lambda host, port: ["127.0.0.1"], {"gazette.example:81"}), "http://gazette.example/")
        is Hindrance.INTERNAL
    )
    assert refused(Direct(), site.at("/"), "localhost:1") is Hindrance.INTERNAL


def test_a_name_that_nobody_knows() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    assert refused(Direct(unknown), "http://gazette.example/") is Hindrance.DNS
    assert refused(Direct(lambda host, port: []), "http://gazette.example/") is Hindrance.DNS


def test_onion_addresses_are_for_tor_only() -> None:
    assert refused(Direct(lambda host, port: ["8.8.8.8"]), "http://" + "a" * 56 + ".onion/") is Hindrance.PROXY


# -- encryption ----------------------------------------------------------------------------------------------------------


def test_a_certificate_is_checked_for_the_name_that_was_asked(secure_site: Site, certificate: Certificate) -> None:
    secure_site.pages["/a"] = answer(article())
    ours, place = trusted(str(certificate.file)), f"localhost:{secure_site.port}"
    way = Direct(allowed={place})
    assert isinstance(web(way, place, trust=ours).fetch(secure_site.at("/a")), Fetched)
    assert refused(way, secure_site.at("/a"), place) is Hindrance.TLS, "signed by nobody whom we trust"
    other = f"gazette.example:{secure_site.port}"
    lying = Direct(lambda host, port: ["127.0.0.1"], {other})
    assert refused(lying, f"https://{other}/a", other, trust=ours) is Hindrance.TLS, "for another name"


def test_plain_text_where_encryption_was_asked_for(site: Site) -> None:
    place = f"localhost:{site.port}"
    assert refused(Direct(allowed={place}), f"https://{place}/", place) is Hindrance.TLS


def test_a_redirect_out_of_encryption_is_refused(secure_site: Site, site: Site, certificate: Certificate) -> None:
    secure_site.pages["/a"] = to(site.at("/b"))
    places = [f"localhost:{one.port}" for one in (secure_site, site)]
    kind = refused(Direct(allowed=places), secure_site.at("/a"), *places, trust=trusted(str(certificate.file)))
    assert (kind, site.asked) == (Hindrance.REDIRECTS, [])


# -- proxies -------------------------------------------------------------------------------------------------------------


def test_through_a_proxy_the_proxy_looks_names_up(site: Site) -> None:
    site.pages["/a"] = answer(article())
    with socks_server({80: site.port}) as socks:
        way = proxy_of(f"socks5h://127.0.0.1:{socks.port}")
        outcome = web(way).fetch("http://gazette.example/a")
        assert isinstance(outcome, Fetched), outcome
        assert outcome.visit.last.ip is None
        assert refused(way, "http://nowhere.example/") is Hindrance.PROXY
    assert socks.asked == [("gazette.example", 80), ("nowhere.example", 80)]


def test_through_a_proxy_nothing_inside_is_asked_for_either() -> None:
    with socks_server({}) as socks:
        way = proxy_of(f"socks5h://127.0.0.1:{socks.port}")
        kinds = {refused(way, written) for written in ("http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/")}
    assert (kinds, socks.asked) == ({Hindrance.INTERNAL}, [])


def test_a_proxy_that_is_down_closes_the_way(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f"localhost:{site.port}"
    assert refused(proxy_of(f"socks5h://127.0.0.1:{port}"), site.at("/a"), place) is Hindrance.PROXY
    assert site.asked == [], "nothing went past it"


def test_proxies_of_the_environment_are_not_obeyed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "socks5h://127.0.0.1:9")
    site.pages["/a"] = answer(article())
    place = f"localhost:{site.port}"
    assert isinstance(web(Direct(allowed={place}), place).fetch(site.at("/a")), Fetched)


@pytest.mark.parametrize(
    "written, says",
    [
        ("socks5://127.0.0.1:9050", "socks5h"),
        ("socks5h://ada:secret@127.0.0.1:9050", "REPORTEDLY_PROXY_USER"),
        ("ftp://127.0.0.1:9050", "socks5h://HOST:PORT"),
        ("127.0.0.1:9050", "socks5h://HOST:PORT"),
        ("socks5h://127.0.0.1:port", "socks5h://HOST:PORT"),
    ],
)
def test_a_proxy_that_would_leak_is_refused(written: str, says: str) -> None:
    with pytest.raises(BadInput) as refusal:
        proxy_of(written)
    assert says in refusal.value.remedy and "secret" not in str(refusal.value)


def test_name_and_password_of_a_proxy_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTEDLY_PROXY_USER", "ada")
    monkeypatch.setenv("REPORTEDLY_PROXY_PASSWORD", "secret")
    assert proxy_of("socks5h://[::1]") == Proxied("socks5h", "::1", 1080, "ada", "secret")
    assert replace(proxy_of("http://proxy.example:3128"), user=None, password=None).port == 3128


def test_a_http_proxy_is_asked_to_connect(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that speaks CONNECT: the site here plays it, and hears name and password, which the site behind never does."""
    monkeypatch.setenv("REPORTEDLY_PROXY_USER", "ada")
    monkeypatch.setenv("REPORTEDLY_PROXY_PASSWORD", "secret")

    def connects(connection: socket.socket, asked: Asked) -> None:
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        inner = b""
        while b"\r\n\r\n" not in inner:
            inner += connection.recv(4096)
        behind.append(inner)
        connection.sendall(answer(article()))

    behind: list[bytes] = []
    site.pages["gazette.example:80"] = connects
    outcome = web(proxy_of(f"http://127.0.0.1:{site.port}")).fetch("http://gazette.example/a")
    assert isinstance(outcome, Fetched), outcome
    (asked,) = site.asked
    assert asked.fields["proxy-authorization"].lower().startswith("basic ")
    assert behind[0].startswith(b"GET /a HTTP/1.1\r\n") and b"roxy" not in behind[0]
    assert b"roxy" not in outcome.visit.last.request


def test_feeds_may_go_another_way_than_pages(desk: Desk, site: Site) -> None:
    from reportedly.newsroom.watching import Watch

    with socks_server({80: site.port}) as socks:
        desk.set(f'feed_proxy = "socks5h://127.0.0.1:{socks.port}"')
        rows = ("[[outlet]]", 'id = "g"', 'name = "G"', 'feeds = ["http://gazette.example/rss"]')
        desk.set(*rows, file="outlets.toml")
        site.pages["/1"] = answer(article())
        site.pages["/rss"] = answer(
            f"<rss version='2.0'><channel><title>G</title><item><link>{site.at('/1')}</link></item></channel></rss>"
        )
        outcome = Watch(desk.open(), lambda line: None).round()
    assert [c.address for c, _ in outcome.captured.kept] == [site.at("/1")]
    assert {host for host, _ in socks.asked} == {"gazette.example"}
