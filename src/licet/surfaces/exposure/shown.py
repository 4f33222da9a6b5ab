"""Exposure on a terminal: enough to act on, the rest is in the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from licet.core.measures import title
from licet.surfaces.exposure import words
from licet.surfaces.terminal.console import console, print_json

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis
    from licet.exposure.judged.opened import Opened
    from licet.exposure.programme import Programme

MOST = 10
STYLES = {
    "stopped": "bold red",
    "ends early": "red",
    "open": "yellow",
    "on conditions": "cyan",
    "goes on": "green",
}


def report(content: dict[str, Any], written: list[Path], as_json: bool) -> None:
    """The summary: headline, what stops when, by what, the first of the work list."""
    if as_json:
        print_json(content)
        return
    out = console()
    case = "" if content["case"] == "as it stands" else f": {content['case']}"
    out.print(
        Panel(
            "\n".join([f"[bold]{content['headline'][0]}[/]", *content["headline"][1:]]),
            title=f"[bold]{content['programme']}{case}[/]",
            subtitle=f"from {content['as_of']} to {content['until']}",
            title_align="left",
            subtitle_align="left",
        )
    )
    if content["counts"]["illustrative"]:
        out.print(Text("Some rows of these tables are marked illustrative: made up.", "dim"))
    if "difference" in content:
        _figures(out, content["difference"])
    _steps(out, content["steps"])
    _instruments(out, content["instruments"])
    _refuse(out, content["refuse"])
    _found(out, content["found"])
    _work(out, content["work"], content["work_rows"])
    _problems(out, content["problems"], content["problem_rows"])
    for note in content["notes"]:
        out.print(Text(f"· {note}", "dim"))
    for path in written:
        out.print(f"\nwrote [bold]{path}[/]")
    if not written:
        out.print("\nThe whole of it: [bold]--html report.html[/], [bold]--excel work.xlsx[/]")
    out.print(Text(content["notice"], "dim"))


def _table(*columns: str, right: tuple[str, ...] = ()) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in columns:
        table.add_column(name, justify="right" if name in right else "left", vertical="top")
    return table


def _steps(out: Console, steps: list[dict[str, Any]]) -> None:
    if not steps:
        return
    out.print("\n[bold]What stops when[/]")
    table = _table("from", "", "lines", "open value", "whose", right=("lines", "open value"))
    for one in steps[:MOST]:
        sure = one["certain"]
        table.add_row(
            words.day(one["day"]),
            Text("certainly" if sure else "possibly", "red" if sure else "yellow"),
            f"{one['lines']:,}",
            words.money(one["open_value"], one["currency"]),
            one["who"],
        )
    out.print(table)


def _instruments(out: Console, rows: list[dict[str, Any]]) -> None:
    told = [row for row in rows if row["may_stop"]]
    if not told:
        return
    out.print("\n[bold]By what[/]")
    table = _table("instrument", "lines", "value lost", right=("lines", "value lost"))
    for row in told:
        table.add_row(
            row["name"],
            f"{row['lines']:,}",
            words.plus(row["stopped"], row["may_stop"], row["currency"]),
        )
    out.print(table)


def _refuse(out: Console, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    out.print("\n[bold]Must be refused[/]")
    table = _table("contract", "supplier", "part", "certainly from", "possibly from", "by")
    for row in rows[:MOST]:
        table.add_row(
            _contract(row),
            row["supplier_name"] or row["supplier_id"],
            row["part_id"] or "–",
            Text(words.day(row["refuse_from"]), "red"),
            Text(words.day(row["may_refuse_from"]), "yellow"),
            row["by"],
        )
    out.print(table)
    _more(out, len(rows))


def _contract(row: dict[str, Any]) -> str:
    return f"{row['contract_id']}:{row['line_id']}" if row["line_id"] else str(row["contract_id"])


def _found(out: Console, rows: list[dict[str, Any]]) -> None:
    told = [row for row in rows if row["ceiling"]]
    if not told:
        return
    out.print("\n[bold]Who is, or may be, listed[/]")
    table = _table("supplier", "measure", "how")
    for row in told[:MOST]:
        how = f"through {row['via']}" if row["via"] else (
            f"confirmed: {row['listing']}" if row["confirmed"]
            else f"possible match: {row['name']} ({row['listing']})"
        )  # fmt: skip
        table.add_row(row["supplier_name"] or row["supplier_id"], row["title"], how)
    out.print(table)
    _more(out, len(told))


def _work(out: Console, rows: list[dict[str, Any]], every: int) -> None:
    if not rows:
        return
    out.print("\n[bold]Re-sourcing, the first shortage first[/]")
    table = _table("part", "short from", "what is left", "sources left", "order by")
    for row in rows[:MOST]:
        late = f" ({row['days_late']} days ago)" if row["days_late"] else ""
        table.add_row(
            row["name"] or row["part_id"],
            Text(words.day(row["first_shortage"]), "red" if row["certain"] else "yellow"),
            row["says"],
            words.listed(row["left"], 2) or "–",
            Text(words.day(row["order_by"]) + late, "red" if late else ""),
        )
    out.print(table)
    _more(out, every)


def _problems(out: Console, rows: list[dict[str, Any]], every: int) -> None:
    if not rows:
        return
    out.print("\n[bold]Wrong with the tables[/]")
    for row in rows[:MOST]:
        place = row["sheet"] or row["table"]
        where = f"{place}, row {row['row']}" if row["row"] else place
        out.print(
            Text.assemble(
                (f"{where}: ", "bold"),
                f"{row['what']}. {row['mend']} ",
                (row["consequence"], "dim"),
            )
        )
    _more(out, every)


def _more(out: Console, every: int) -> None:
    if every > MOST:
        out.print(Text(f"… {every - MOST:,} more", "dim"))


def _figures(out: Console, told: dict[str, Any]) -> None:
    out.print("\n[bold]The difference[/]")
    names = told["cases"]
    table = _table("", *names, right=tuple(names))
    for row in told["figures"]:
        table.add_row(row["what"], *row["values"])
    out.print(table)


def difference(
    told: dict[str, Any], scenarios: list[str], written: Path | None, as_json: bool
) -> None:
    """What a hypothetical case changes."""
    if as_json:
        print_json({"scenarios": scenarios, **told})
        return
    out = console()
    for one in scenarios:
        out.print(Text(f"What if {one}?", "bold"))
    _figures(out, told)
    if told["lines"]:
        out.print("\n[bold]Contract lines that change[/]")
        table = _table("contract", "supplier", "was", "is", "certainly until", "open",
                       right=("open",))  # fmt: skip
        for row in told["lines"][:MOST]:
            until = f"{words.day(row['was_until'])} → {words.day(row['is_until'])}"
            table.add_row(
                _contract(row),
                row["supplier_name"] or row["supplier_id"],
                row["was"],
                row["is"],
                until,
                words.money(row["open_value"], row["currency"]),
            )
        out.print(table)
        _more(out, told["line_rows"])
    if told["parts"]:
        out.print("\n[bold]Parts that lack sooner or later[/]")
        table = _table("part", "was", "is")
        for row in told["parts"][:MOST]:
            table.add_row(
                row["name"] or row["part_id"], words.day(row["was"]), words.day(row["is"])
            )
        out.print(table)
        _more(out, told["part_rows"])
    if not (told["lines"] or told["parts"]):
        out.print("Nothing changes.")
    if written:
        out.print(f"\nwrote [bold]{written}[/]")


def swept(found: pl.DataFrame, by: str, measure: str, written: Path | None, as_json: bool) -> None:
    """The worst cases of a sweep."""
    if as_json:
        print_json({"by": by, "measure": measure, "cases": found.to_dicts()})
        return
    out = console()
    out.print(f"[bold]Each {by} in turn under: {title(measure)}[/]\n")
    table = _table(by, "open value lost", "share", "parts short sooner", "end products",
                   "days sooner", right=("open value lost", "share", "parts short sooner",
                                         "end products", "days sooner"))  # fmt: skip
    for row in found.head(25).to_dicts():
        table.add_row(
            row["name"],
            words.plus(row["stopped"], row["may_stop"], row["currency"]),
            "–" if row["share"] is None else f"{row['share']:.1f} %",
            words.between(row["parts"], row["parts_at_most"]),
            words.between(row["end_products"], row["end_products_at_most"]),
            words.between(row["days_lost"], row["days_lost_at_most"]),
        )
    out.print(table)
    if found.height > 25:
        out.print(Text(f"… {found.height - 25:,} more; --out FILE has all", "dim"))
    if written:
        out.print(f"\nwrote [bold]{written}[/]")


def checked(programme: Programme, wrong: pl.DataFrame, as_json: bool) -> None:
    """How the tables were understood, and everything that is wrong with them."""
    from licet.surfaces.exposure.content import sheet_told

    read = [sheet_told(one) for one in programme.sheets]
    if as_json:
        print_json({"programme": programme.name, "sheets": read, "problems": wrong.to_dicts()})
        return
    out = console()
    table = _table("sheet", "table", "rows", "understood", right=("rows",))
    for one in read:
        guessed = [f"{header} = {column}" for header, column in one["guessed"].items()]
        unread = [f"not read: {words.listed(one['unread'], 6)}"] if one["unread"] else []
        said = "; ".join([*guessed, *one["told"], *unread]) or "as the schema has it"
        name = one["table"] or "none of the tables"
        table.add_row(one["sheet"], f"{name}{' (guessed)' if one['table_guessed'] else ''}",
                      f"{one['rows']:,}", said)  # fmt: skip
    out.print(table)
    out.print(
        f"\n{words.count(programme.parts.height, 'part')}, "
        f"{words.count(programme.suppliers.height, 'supplier')}, "
        f"{words.count(programme.contracts.height, 'contract')} with "
        f"{words.count(programme.lines.height, 'line')}, "
        f"{words.count(programme.deliveries.height, 'delivery', 'deliveries')}."
    )
    if wrong.height:
        _problems(out, wrong.to_dicts(), wrong.height)
    else:
        out.print("[green]Nothing is wrong with the tables.[/]")


def line(analysis: Analysis, place: int, acts: list[Opened], as_json: bool, *, full: bool) -> None:
    """One contract line: its state, then each act decided whole."""
    from licet.surfaces.terminal import decision

    row = analysis.lines.row(place, named=True)
    made = [one.decide(analysis, deep=True) for one in acts]
    if as_json:
        keep = ("contract_id", "line_id", "state", "certain_until", "possible_until", "event",
                "policy", "standing", "event_last", "event_last_possible")  # fmt: skip
        print_json({**{k: row[k] for k in keep}, "decisions": [one.to_json() for one in made]})
        return
    out = console()
    out.print(
        Text.assemble(
            (f"{_contract(row)}  ", "bold"),
            f"{row['part_name'] or row['part_id'] or ''} of "
            f"{row['supplier_name'] or row['supplier_id']}: ",
            (words.STATES[row["state"]], STYLES.get(row["state"], "")),
        )
    )
    if row["has_event"]:
        until = words.between_days(row["event_last"], row["event_last_possible"])
        out.print(f"{row['event']} ({words.POLICIES[row['policy']]}): may deliver {until}")
    for one in made:
        decision.decision(one, False, full=full)
