"""The Consolidated Screening List as trade.gov publishes it in JSON: ``{"results": [{...}]}``.

The same object answers a search of its API, which gives a page of ``total`` results; such a page
is refused, for it isn't the list. Fields: the API's documentation at developer.trade.gov.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from licet.core.errors import BadFileError
from licet.core.listing import Address, Identifier, Listing
from licet.lists.ofac.remark_labels import sort_of
from licet.lists.recognise import Recognised
from licet.lists.us.csl_cells import fact, listed
from licet.lists.us.csl_csv import page_features
from licet.lists.us.csl_listing import listings_of
from licet.lists.us.csl_row import PAGES, SOURCE, VESSEL, CslRow, checked
from licet.lists.us.us_tables import check_source
from licet.lists.words import AGAIN, squeezed

FORMAT = "csl-json"
WORDS = (
    *("id", "_id", "source", "entity_number", "type", "name", "federal_register_notice"),
    *("start_date", "end_date", "standard_order", "license_requirement", "license_policy"),
    *("remarks", *VESSEL, *PAGES),
)
LISTS = (
    *("programs", "alt_names", "title", "dates_of_birth", "places_of_birth"),
    *("nationalities", "citizenships"),
)
_SEEN = frozenset((*WORDS, *LISTS, "addresses", "ids"))
_WHERE = "screening list"
_ADDRESS = {"address", "city", "state", "postal_code", "country"}
_ID = {"type", "number", "country", "issue_date", "expiration_date"}
_HEAD = re.compile(rb'"results"\s*:\s*\[\s*\{')
_FIELD = re.compile(rb'"(?:source_list_url|entity_number|source_information_url)"')


def recognise(data: bytes, name: str) -> Recognised | None:
    """Known by its results and their field names; ``name`` isn't read."""
    head = data[:65536].removeprefix(b"\xef\xbb\xbf")
    if head.lstrip()[:1] != b"{" or not _HEAD.search(head):
        return None
    return Recognised(FORMAT, "main", source=SOURCE) if _FIELD.search(head) else None


def read(source: str, data: bytes) -> list[Listing]:
    """Every party of the file; raises BadFileError with the place of the result."""
    check_source(source, SOURCE)
    whole = parsed(data, _WHERE)
    results = whole.get("results")
    if not isinstance(results, list) or not results:
        raise BadFileError("has no results.", where=_WHERE, mend=AGAIN)
    total = whole.get("total")
    if isinstance(total, int) and total != len(results):
        raise BadFileError(
            f"holds {len(results)} results of {total}.",
            where=_WHERE,
            mend="It is a page of a search; download the whole list.",
        )
    return listings_of(_rows(results))


def parsed(data: bytes, name: str) -> dict[str, Any]:
    """The object of a JSON file; raises BadFileError for anything else."""
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadFileError(
            f"is not UTF-8: byte {error.start + 1}.", where=name, mend=AGAIN
        ) from None
    except json.JSONDecodeError as error:
        raise BadFileError(
            f"breaks off or is malformed ({error.msg}).",
            where=f"{name} line {error.lineno} column {error.colno}",
            mend=AGAIN,
        ) from None
    except (RecursionError, ValueError):
        raise BadFileError("nests or counts beyond reason.", where=name, mend=AGAIN) from None
    if not isinstance(whole, dict):
        raise BadFileError("is no JSON object.", where=name, mend=AGAIN)
    return whole


def _rows(results: list[Any]) -> Iterator[CslRow]:
    for at, result in enumerate(results):
        where = f"{_WHERE} results[{at}]"
        if not isinstance(result, dict):
            raise BadFileError("is no object.", where=where, mend=AGAIN)
        yield checked(_row(result, where), where)


def _row(result: Mapping[str, Any], where: str) -> CslRow:
    words = {key: _word(result.get(key), f"{where}.{key}") for key in WORDS}
    lists = {key: words_of(result.get(key), f"{where}.{key}") for key in LISTS}
    facts, unknown = _ids(_objects(result.get("ids"), f"{where}.ids"))
    return CslRow(
        own_id=words["id"] or words["_id"],
        source=words["source"],
        number=words["entity_number"],
        type=words["type"],
        name=squeezed(words["name"]),
        programmes=lists["programs"],
        aliases=lists["alt_names"],
        titles=lists["title"],
        addresses=_addresses(_objects(result.get("addresses"), f"{where}.addresses")),
        labelled=facts,
        births=lists["dates_of_birth"],
        birth_places=lists["places_of_birth"],
        nationalities=lists["nationalities"],
        citizenships=lists["citizenships"],
        features=page_features(words),
        remarks=words["remarks"],
        notice=words["federal_register_notice"],
        start=words["start_date"],
        end=words["end_date"],
        standard_order=words["standard_order"],
        requirement=words["license_requirement"],
        policy=words["license_policy"],
        unread=(*unknown, *_strangers(result)),
    )


def _word(value: Any, where: str) -> str:
    if value is None or isinstance(value, str):
        return (value or "").strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise BadFileError("holds no text where text is due.", where=where, mend=AGAIN)


def words_of(value: Any, where: str) -> tuple[str, ...]:
    """A list of words, or one text that joins them by "; "."""
    if isinstance(value, list):
        joined = (_word(one, where) for one in value)
        return tuple(item for one in joined for item in listed(one))
    return listed(_word(value, where))


def _objects(value: Any, where: str) -> list[dict[str, str]]:
    if value is None or value == "":
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise BadFileError("is no list of objects.", where=where, mend=AGAIN)
    return [{key: _word(one[key], f"{where}.{key}") for key in one} for one in value]


def _addresses(told: list[dict[str, str]]) -> tuple[Address, ...]:
    found = []
    for one in told:
        more = "; ".join(f"{key}: {one[key]}" for key in sorted(set(one) - _ADDRESS) if one[key])
        address = Address(
            street=squeezed(one.get("address", "")) or None,
            city=one.get("city") or None,
            region=one.get("state") or None,
            postal_code=one.get("postal_code") or None,
            country=one.get("country") or None,
            note=more or None,
        )
        if address != Address():
            found.append(address)
    return tuple(found)


def _ids(told: list[dict[str, str]]) -> tuple[tuple[Identifier, ...], list[str]]:
    """Labelled facts of known labels; the rest word for word."""
    found, unread = [], []
    for one in told:
        label, value = one.get("type", ""), one.get("number", "")
        strange = set(one) - _ID
        if sort_of(label) is None or not value or any(one[key] for key in strange):
            unread.append(", ".join(f"{key}: {one[key]}" for key in one if one[key]))
            continue
        days = [one.get("issue_date", ""), one.get("expiration_date", "")]
        plain = fact(label, value, one.get("country") or None, [])
        if any(days):
            plain = Identifier(plain.kind, value, plain.country, *(day or None for day in days))
        found.append(plain)
    return tuple(found), unread


def _strangers(result: Mapping[str, Any]) -> list[str]:
    """Fields that the documentation doesn't know and that say something."""
    return [
        f"{key}: {json.dumps(result[key], ensure_ascii=False)}"
        for key in sorted(set(result) - _SEEN)
        if result[key] not in (None, "", [], {})
    ]
