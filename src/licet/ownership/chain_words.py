"""A chain in words and as plain data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from licet.ownership import shares
from licet.ownership.chains import Chain, Explanation, Link

MOST_TOLD = 8
"""Owners of one body that a sentence names; data has them all."""
Name = Callable[[str], str]


def words(chain: Chain, name: Name) -> str:
    """The chain in one sentence: who holds what of it, and why each of them carries the measure."""
    held = _links_words(chain, name)
    sure = "" if chain.certain else "possibly "
    return f"{name(chain.node)} is {sure}reached through {held}."


def _links_words(chain: Chain, name: Name) -> str:
    told = [_link_words(link, name) for link in chain.links[:MOST_TOLD]]
    more = len(chain.links) - MOST_TOLD
    return "; ".join([*told, *([f"{more} more"] if more > 0 else [])])


def _link_words(link: Link, name: Name) -> str:
    told = " and ".join(tie.says() for tie in link.ties)
    text = f"{name(link.owner)} ({told})"
    if link.why is None:
        return f"{text}, {'' if link.sure else 'who may be '}under the measure itself"
    inner = _links_words(link.why, name)
    return f"{text}, reached in turn through [{inner}]" if inner else text


def as_json(explanation: Explanation, name: Name) -> dict[str, Any]:
    """The explanation as plain data."""
    return {
        "certain": explanation.chain.certain,
        "says": words(explanation.chain, name),
        "listed": [name(one) for one in dict.fromkeys(explanation.chain.listed())],
        "chain": _chain_json(explanation.chain, name),
        "sufficient_sets": [[name(one) for one in some] for some in explanation.sets],
    }


def _word(link: Link) -> str:
    return "no" if link.why else "yes" if link.sure else "possibly"


def _chain_json(chain: Chain, name: Name) -> list[dict[str, Any]]:
    return [
        {
            "owner": name(link.owner),
            "holds": [
                {
                    "kind": tie.kind.name.lower(),
                    "low": shares.percent(tie.share[0]),
                    "high": shares.percent(tie.share[1]),
                    "says": tie.says(),
                }
                for tie in link.ties
            ],
            "under_the_measure_itself": _word(link),
            "through": _chain_json(link.why, name) if link.why else [],
        }
        for link in chain.links
    ]
