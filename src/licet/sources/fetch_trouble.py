"""What a broken connection means: passing, or no way there at all; one sentence each."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from licet.sources.fetch_rules import FetchError, PassingError, UnreachableError, host_of

if TYPE_CHECKING:
    import httpx

BY_HAND = "or download the file elsewhere and add it with `licet lists add`"


def told(url: str, error: httpx.HTTPError) -> FetchError | PassingError:
    """The error to raise in place of one of the transport's own."""
    import httpx

    host = host_of(str(error.request.url) if _has_request(error) else url)
    if isinstance(error, httpx.ProxyError):
        return UnreachableError(
            f"the proxy doesn't let this machine through to {host} ({error}).",
            where=url,
            mend=f"Allow {host} there, see HTTPS_PROXY and NO_PROXY, {BY_HAND}.",
        )
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return FetchError(
            f"{host} shows a certificate that can't be verified.",
            where=url,
            mend="If your network inspects TLS, name its certificate in SSL_CERT_FILE.",
        )
    if isinstance(error, httpx.ConnectError) and _caused_by(error, socket.gaierror):
        return UnreachableError(
            f"{host} can't be found: this machine is offline, or needs a proxy.",
            where=url,
            mend=f"Connect, set HTTPS_PROXY, {BY_HAND}.",
        )
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return PassingError(f"can't be reached ({str(error) or 'no answer'})")
    return PassingError(f"broke off ({str(error) or type(error).__name__})")


def _has_request(error: httpx.HTTPError) -> bool:
    try:
        return bool(error.request)
    except RuntimeError:
        return False


def _caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    """Whether an error, or any that it came from, is of a kind."""
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False
