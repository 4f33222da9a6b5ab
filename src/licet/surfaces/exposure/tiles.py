"""Where a country's tile stands on the map of tiles: column and row, about where it lies."""

from __future__ import annotations

ROWS = """
.. .. .. .. .. .. .. .. IS .. .. NO SE FI EE .. RU .. .. .. .. .. ..
.. CA .. .. .. .. .. IE GB .. DK NL DE PL LV LT BY KZ .. MN .. .. ..
.. US .. .. .. .. .. .. BE LU CH AT CZ SK UA MD GE UZ KG CN KP KR JP
.. MX CU BS .. .. PT ES FR LI SI HU RO RS BG AM AZ TM TJ NP TW HK ..
.. GT HN .. .. .. .. MA DZ IT HR BA MK AL GR TR IR AF PK IN BD VN PH
.. SV NI CR PA DO .. MR TN LY MT CY SY LB IL IQ KW SA AE LK MM TH KH
.. .. CO VE GY .. .. SN ML NE TD SD EG JO YE OM QA BH .. SG MY BN ..
.. .. EC PE BR .. .. CI GH NG CM CF SS ET DJ SO .. .. .. ID TL PG ..
.. .. BO PY UY .. .. .. .. GA CG CD UG KE RW TZ .. .. .. AU .. NZ ..
.. .. CL AR .. .. .. .. .. AO ZM MW MZ NA BW ZW ZA MG MU .. .. FJ ..
"""
TILES: dict[str, tuple[int, int]] = {
    code: (column, row)
    for row, line in enumerate(ROWS.strip().splitlines())
    for column, code in enumerate(line.split())
    if code != ".."
}
