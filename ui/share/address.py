"""Where a class finds this server: where the page was reached, or an address in the room."""

import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import psutil
import streamlit as st

LONGEST = 200
"""The maximum number of characters of a typed address."""
ANYWHERE = "203.0.113.1"
"""An address that nobody has (RFC 5737): the way there begins where the room is."""
INNER = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "utun", "tun", "wg", "zt")
"""How the names of interfaces begin that lead into the machine itself, or out of the room."""
WAIT = 0.3
"""Seconds to wait for an answer of this machine's own."""
_HOST = re.compile(r"(?:[^\W_]|[^\W_][\w-]*[^\W_])(?:\.(?:[^\W_]|[^\W_][\w-]*[^\W_]))*\.?")


@dataclass(frozen=True)
class Place:
    """A host, and where it is known from: "set" by who runs the server, or an interface's name."""

    host: str
    source: str


def loopback(host: str | None) -> bool:
    """Whether a host's name means the very machine that asks, or none."""
    name = (host or "").strip("[]").rstrip(".").lower()
    if name in ("", "localhost") or name.endswith(".localhost"):
        return True
    try:
        found = ip_address(name)
    except ValueError:
        return False
    return found.is_loopback or found.is_unspecified


def moved(url: str, host: str) -> str:
    """The address `url` at another host; its port and all else stay."""
    parts = urlsplit(url)
    name = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{name}:{parts.port}" if parts.port else name).geturl()


def own_places() -> list[Place]:
    """This machine's addresses in networks that are up, the likeliest of a room first.

    IPv6 only where there is no other: few read one off a wall.
    """
    states = psutil.net_if_stats()
    found = [
        Place(address.address, name)
        for name, addresses in psutil.net_if_addrs().items()
        if name in states and states[name].isup
        for address in addresses
        if address.family in (socket.AF_INET, socket.AF_INET6)
        and not loopback(address.address)
        and not ip_address(address.address.partition("%")[0]).is_link_local
    ]
    route = _on_the_way_out()
    found.sort(key=lambda place: (place.source.startswith(INNER), place.host != route))
    short = [place for place in found if ":" not in place.host]
    return short or found


def _on_the_way_out() -> str | None:
    """The address that this machine has where its other networks are; nothing is sent."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((ANYWHERE, 9))
        return probe.getsockname()[0]
    return None


def set_places() -> list[Place]:
    """What who runs the server has said of its address, by a setting of Streamlit."""
    said = (st.get_option("browser.serverAddress"), st.get_option("server.address"))
    return [Place(host, "set") for host in said if host and not loopback(host) and "/" not in host]


def answers(host: str, port: int) -> bool:
    """Whether this machine is listening at an address of its own."""
    try:
        socket.create_connection((host, port), WAIT).close()
    except OSError:
        return False
    return True


def places(url: str) -> list[Place]:
    """Where others may find the server that this machine reaches by a loopback `url`."""
    port = urlsplit(url).port or (443 if url.startswith("https") else 80)
    found: dict[str, Place] = {}
    for place in [*set_places(), *(own for own in own_places() if answers(own.host, port))]:
        found.setdefault(place.host, place)
    return list(found.values())


def typed(text: str, url: str) -> str | None:
    """The address that a teacher means by `text`, with what it does not say as in `url`.

    A host, `host:port`, or all of an address. None if it is none, or means the own machine.
    """
    text = text.strip()
    whole = re.match(r"https?://", text, re.IGNORECASE)
    if not whole and "//" in text:
        return None
    try:
        page = urlsplit(url)
        asked = urlsplit(text if whole else f"//{text}")
        port = asked.port
    except ValueError:
        return None
    host = asked.hostname or ""
    if len(text) > LONGEST or not _host(asked, host) or loopback(host):
        return None
    port = port if port or whole else page.port
    name = f"[{host}]" if ":" in host else host
    path = asked.path.rstrip("/")
    return page._replace(
        scheme=asked.scheme or page.scheme,
        netloc=f"{name}:{port}" if port else name,
        path=path + page.path if path else page.path,
    ).geturl()


def _host(asked: SplitResult, host: str) -> bool:
    """Whether an address names a host and nothing that does not belong into an address."""
    if asked.username is not None or asked.query or asked.fragment:
        return False
    if ":" in host:
        with suppress(ValueError):
            return not ip_address(host).is_link_local
        return False
    return re.fullmatch(r"[\w/.~-]*", asked.path) is not None and bool(_HOST.fullmatch(host))
