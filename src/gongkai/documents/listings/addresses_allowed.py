"""Which addresses a reader of other platforms may go to: never into a network it was not sent to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from gongkai.documents.listings.reading_results import FetchFailed

Resolve = Callable[[str, int], list[str]]

_WEB_PORTS = frozenset({80, 443})
#: Second labels under which the third one names the owner (gov.cn, com.cn, and the provinces' own).
_SHARED = frozenset({"gov", "com", "net", "org", "edu", "ac", "mil", "co"}) | {
    "bj", "sh", "tj", "cq", "he", "sx", "nm", "ln", "jl", "hl", "js", "zj", "ah", "fj", "jx", "sd", "ha",
    "hb", "hn", "gd", "gx", "hi", "sc", "gz", "yn", "xz", "sn", "gs", "qh", "nx", "xj", "tw", "hk", "mo",
}  # fmt: skip
_NO_HOST = "找不到网站“{host}”，请核对网址。"
_PRIVATE = "“{host}”在内部网络里，没有允许访问，没有读。"
_PORT = "“{host}”的端口{port}没有允许访问，没有读。"


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, by the system's resolver. Raises `OSError` when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def owner_of(host: str) -> str:
    """The part of a host that has one owner: www.xx.gov.cn → xx.gov.cn; an address stays whole."""
    host = host.lower().rstrip(".")
    if is_written_address(host):
        return host
    labels = host.split(".")
    many = 3 if len(labels) >= 3 and len(labels[-1]) == 2 and labels[-2] in _SHARED else 2
    return ".".join(labels[-many:])


def is_written_address(host: str) -> bool:
    """Whether the host is an address in figures, not a name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def port_of(url: str) -> int:
    """The port an address goes to."""
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)


def checked_address(host: str, port: int, private: frozenset[str], lookup: Resolve = resolve) -> str:
    """The one address to connect to, looked up now; every address of the host must be allowed.

    `private` holds «host» or «host:port» that may lie in an internal network; a bare host means ports 80 and
    443. Link-local, multicast and unspecified addresses are refused for everybody; loopback for every host
    that is not itself written as loopback. Raises `FetchFailed` with a sentence.
    """
    try:
        found = lookup(host, port)
    except (OSError, UnicodeError):
        raise FetchFailed(_NO_HOST.format(host=host)) from None
    if not found:
        raise FetchFailed(_NO_HOST.format(host=host))
    is_named = f"{host}:{port}" in private or (host in private and port in _WEB_PORTS)
    for address in found:
        if not _may_reach(address, host, is_named):
            raise FetchFailed(_PRIVATE.format(host=host))
    if port not in _WEB_PORTS and not is_named and port < 1024:
        raise FetchFailed(_PORT.format(host=host, port=port))
    return found[0]


def _may_reach(address: str, host: str, is_named: bool) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    ip = mapped or ip
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        return False
    if ip.is_loopback:
        return is_named and (is_written_address(host) or host == "localhost")
    if isinstance(ip, ipaddress.IPv6Address) and ip in ipaddress.ip_network("64:ff9b::/96"):
        return False
    return bool(ip.is_global) or is_named
