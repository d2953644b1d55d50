"""Addresses of originals: what is a link, and when two are the same article."""

from __future__ import annotations

import re

_URL = re.compile(
    r"(?P<scheme>https?)://(?P<user>[^/?#\\\s@]*@)?"
    r"(?P<host>\[[0-9a-f:.]+\]|[^/?#\\\s@:\[\]]+)(?P<port>:\d*)?"
    r"(?P<path>(?:/[^?#\n\t]*)?)(?:\?(?P<query>[^#\n\t]*))?(?:#(?P<fragment>[^\n\t]*))?",
    re.IGNORECASE,
)
_DEFAULT_PORT = {"http": ":80", "https": ":443"}
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
# Parameters that name a campaign or a click, never a page.
_TRACKING = re.compile(
    r"(?:utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id"
    r"|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|__hstc|__hssc|__hsfp|hsctatracking"
    r"|oly_anon_id|oly_enc_id|vero_id|vero_conv|wickedid|_openstat|s_cid|at_medium|at_campaign"
    r"|ns_mchannel|ns_campaign|ns_source|ns_linkname|cmpid|spm|srsltid)",
    re.IGNORECASE,
)


def host(url: str) -> str:
    """The host of a link without `www.`, in lower case."""
    found = _URL.fullmatch(url)
    name = found["host"].lower() if found else ""
    return name.removeprefix("www.") or name


def url_key(url: str) -> str:
    """The same text for every spelling of the address of one article; "" if it is no link.

    Left out: tracking parameters, a text fragment (`#:~:`), slashes at the end of the path, the
    default port, an empty query or fragment. Made equal: letter case of scheme, host and escapes.
    All else makes another address: other parameters and their order, other fragments, `www.`,
    and http against https (two servers may answer there; RFC 3986, section 6.2).
    """
    found = _URL.fullmatch(url)
    if found is None:
        return ""
    scheme, user, name, port, path, query, fragment = found.groups("")
    scheme = scheme.lower()
    if port in (":", _DEFAULT_PORT[scheme]):
        port = ""
    key = f"{scheme}://{user}{name.lower()}{port}{path.rstrip('/')}"
    if query:
        kept = "&".join(
            part
            for part in query.split("&")
            if part and not _TRACKING.fullmatch(part.partition("=")[0])
        )
        if kept:
            key = f"{key}?{kept}"
    if fragment:
        fragment = fragment.partition(":~:")[0]
        if fragment:
            key = f"{key}#{fragment}"
    return _ESCAPE.sub(lambda escape: escape[0].upper(), key) if "%" in key else key


def is_link(url: str) -> bool:
    """Whether `url` is an absolute http or https address with a host."""
    return bool(url_key(url))
