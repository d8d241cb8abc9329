"""Which addresses a download may connect to: the public internet, and nothing that only this machine can reach.

After the IANA special-purpose registries (RFC 6890 and its updates). Addresses of IPv6 that carry one of IPv4
(mapped, compatible, 6to4, NAT64) are judged by both.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

# Named here and not left to `is_global`, whose answer differs between versions of Python.
_REFUSED = tuple(
    (ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a carrier's private network"),
        ("127.0.0.0/8", "this machine"),
        ("169.254.0.0/16", "the local link"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a reserved network"),
        ("192.0.2.0/24", "a documentation network"),
        ("192.88.99.0/24", "a reserved network"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a test network"),
        ("198.51.100.0/24", "a documentation network"),
        ("203.0.113.0/24", "a documentation network"),
        ("224.0.0.0/4", "a multicast group"),
        ("240.0.0.0/4", "a reserved network"),
        ("::/128", "this network"),
        ("::1/128", "this machine"),
        ("64:ff9b:1::/48", "a private network"),
        ("100::/64", "a discard network"),
        ("2001::/23", "a reserved network"),
        ("2001:db8::/32", "a documentation network"),
        ("3fff::/20", "a documentation network"),
        ("5f00::/16", "a reserved network"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "the local link"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "a multicast group"),
    )
)
_CARRIERS = tuple(
    (ip_network(network), shift) for network, shift in (("64:ff9b::/96", 0), ("2002::/16", 80), ("::/96", 0))
)


def why_refused(text: str) -> str | None:
    """What an address leads to that no download may ("this machine"), None for a public address."""
    try:
        address = ip_address(text)
    except ValueError:
        return "no address"
    if isinstance(address, IPv6Address) and address.scope_id:
        return "the local link"
    return next((what for one in _layers(address) if (what := _refusal(one))), None)


def _refusal(address: Address) -> str | None:
    named = next(
        (what for network, what in _REFUSED if address.version == network.version and address in network), None
    )
    return named or (None if address.is_global else "a network that is not public")


def _layers(address: Address) -> Iterator[Address]:
    """The IPv4 address an IPv6 address carries, if any, and the address itself."""
    if isinstance(address, IPv4Address):
        yield address
    elif address.ipv4_mapped is not None:
        yield address.ipv4_mapped  # the mapping itself is local notation, never on the wire
    else:
        yield from (
            IPv4Address(int(address) >> shift & 0xFFFFFFFF)
            for network, shift in _CARRIERS
            if address in network and int(address) > 1
        )
        if not any(address in network for network, _ in _CARRIERS if network.prefixlen == 96) or int(address) <= 1:
            yield address
