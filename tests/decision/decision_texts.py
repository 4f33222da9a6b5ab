"""A list and activities for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable

from licet.decision.decision import Decision

Ask = Callable[..., Decision]

LIST = """\
source: us-ofac-demo
published: [2018-01-01, 2020-12-14, 2022-06-01]
entries:
  - id: "27016"
    kind: organisation
    name: Presidency of Defense Industries
    country: Turkey
    measures: [us/caatsa/235/a/2, us/caatsa/235/a/3]
    listed_on: 2020-12-14
  - id: "27018"
    kind: person
    name: Ismail Demir
    country: Turkey
    measures: [us/caatsa/235/a/9, us/ofac/blocking]
    listed_on: 2020-12-14
  - id: "901"
    kind: organisation
    name: Qorvexi Trading
    country: Panama
    measures: [us/ofac/blocking]
  - id: "902"
    kind: organisation
    name: Zelbrant Marine
    country: Panama
    measures: [us/ofac/blocking]
    listed_on: 2022-06-01
"""
SHIPMENT = """\
activity: export
actor: us_person
parties:
  - {listing: 'ofac:27016', role: end_user, country: TR}
items: [{kind: goods, jurisdiction: itar}]
licence:
  kind: specific_licence
  issued_by: ddtc
  issued_on: 2020-06-01
  valid_until: 2021-05-31
  balance_remaining: true
"""
APPLICATION = """\
activity: licence_application
actor: us_person
parties:
  - {listing: 'ofac:27016', role: end_user, country: TR}
items: [{kind: goods, jurisdiction: itar}]
"""
PAYMENT = """\
activity: payment
actor: us_person
parties:
  - {listing: 'ofac:27018', role: payee, country: TR}
"""
OWNED = """\
activity: purchase
actor: us_person
parties:
  - name: Wexqor Lamdin
    role: seller
    country: PA
    kind: organisation
    owners:
      - {listing: 'ofac:901', percent: 50, to: 2021-06-30}
"""
LOAN = """\
activity: loan
actor: {kind: us_financial_institution, name: Bank A}
parties:
  - {listing: 'ofac:27016', role: borrower, country: TR}
loan:
  amount: 2000000
  earlier: [{lender: Bank A, amount: 9000000, on: 2021-01-05}]
"""
F35 = """\
activity: import
actor: us_person
parties:
  - {name: Wexqor Lamdin, role: supplier, country: TR, kind: organisation}
items: [{kind: goods, jurisdiction: ear}]
programme: {id: f35}
contract: {signed_on: 2018-03-01}
"""


def words(decision: Decision) -> tuple[str, str]:
    """Floor and ceiling."""
    return decision.floor.word, decision.ceiling.word
