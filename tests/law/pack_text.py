"""A small pack to break in one place at a time; its law is invented."""

from __future__ import annotations

from licet.law.model import Law
from licet.law.packs import load_law

PERSONS = """\
pack: persons
title: Persons
jurisdiction: ZZ
persons:
  - id: any_person
    title: anybody
    when: {}
    source: {doc: "Invented Act s. 1"}
"""
PACK = """\
pack: zz/act
title: An invented act
jurisdiction: ZZ
zone: America/New_York
provisions:
  - id: zz/act/1
    title: No sale of hats
    authority: Invented Act s. 2
    basis: law
    status: reviewed
    obliged: any_person
    versions:
      - in_force: {from: 2020-01-01, to: 2020-12-31}
        applies:
          all:
            - {fact: activity.kind, is: [sale]}
            - {fact: contract.signed_on, after: 2019-06-30}
        effect: prohibited
        says: Hats aren't sold.
        source: {doc: "Invented Act s. 2", quote: "no hats"}
        except:
          - id: small
            title: A small hat
            status: reviewed
            when: {all: [{fact: loan.amount, at_most: 100}]}
            effect: conditional
            condition: Keep it small.
            source: {doc: "Invented Act s. 3"}
"""


def load(pack: str = PACK) -> Law:
    """The law of the two invented packs."""
    return load_law([("persons.yaml", PERSONS), ("zz/act.yaml", pack)])


def changed(old: str, new: str) -> str:
    """The pack with one place changed; the place must exist."""
    assert old in PACK
    return PACK.replace(old, new, 1)
