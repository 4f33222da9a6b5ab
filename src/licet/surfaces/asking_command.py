"""``licet ask``: the open questions one by one, those that narrow the answer most first.

Answers come from standard input, one a line: yes, no, a value, a date, "don't know" (or nothing),
back, quit. Exit code 0: determined; 1: still open; 2: the input can't be used.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.core.errors import BadInputError, LicetError

if TYPE_CHECKING:
    from licet.decision.activity import Activity
    from licet.decision.asking import Next
    from licet.decision.case import Key
    from licet.decision.decision import Decision

STILL_OPEN = 1
UNKNOWN = {"", "?", "don't know", "dont know", "unknown", "dk"}
BACK, QUIT = {"back", "b"}, {"quit", "q", "exit"}


def register(app: typer.Typer) -> None:
    """Add ``ask`` to the command line."""
    app.command()(ask)


def ask(
    file: Annotated[Path, typer.Argument(help="An activity (YAML or JSON).")],
    out: Annotated[
        Path | None, typer.Option(help="Write the activity with your answers here (YAML).")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="The date asked: 2020-12-14, or an instant with its zone."),
    ] = None,
    known_by: Annotated[
        str | None, typer.Option("--known-by", help="Use only what was public by this day.")
    ] = None,
    home: Annotated[
        Path | None, typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.")
    ] = None,
) -> None:
    """Ask what is open, one question at a time, until the answer is determined."""
    from licet.decision.decide import decide
    from licet.decision.workspace import Workspace
    from licet.surfaces import activities
    from licet.surfaces.cli import default_home
    from licet.surfaces.deciding_command import Asked
    from licet.surfaces.terminal import asking as show

    work, asked = Workspace(home or default_home()), Asked(as_of, known_by)
    talk = Talk(activities.load(file))

    def judge(activity: Activity) -> Decision:
        return decide(activity, work, asked.of(activity), deep=False)

    made = judge(talk.activity)
    show.opening(made)
    while (question := talk.ask(made)) is not None:
        show.question(question, made)
        line = sys.stdin.readline()
        word = line.strip()
        if not line or word.lower() in QUIT:
            break
        try:
            made = talk.take(question, word, judge) or made
        except LicetError as error:
            show.refused(error)
            continue
        show.standing(made)
    show.ending(made, talk.ask(made))
    if out:
        write(out, talk.activity)
    if not made.determined:
        raise typer.Exit(STILL_OPEN)


class Talk:
    """The activity as answers come in; a step back takes the last one away."""

    def __init__(self, activity: Activity) -> None:
        self.activity = activity
        self.skipped: list[Key] = []
        self._before: list[tuple[Activity, list[Key]]] = []

    def ask(self, made: Decision) -> Next | None:
        """The next question."""
        from licet.decision.asking import next_question

        return next_question(made, self.skipped)

    def take(self, question: Next, word: str, judge: Any) -> Decision | None:
        """Take one answer; the new decision, None where nothing changed. Raises LicetError."""
        from licet.decision.asking import answered
        from licet.decision.replay import activity_of

        if word.lower() in BACK:
            if not self._before:
                raise BadInputError("this is the first question.")
            self.activity, self.skipped = self._before.pop()
            made: Decision = judge(self.activity)
            return made
        here = self.activity, list(self.skipped)
        if word.lower() in UNKNOWN:
            self._before.append(here)
            self.skipped.append(question.question.key)
            return None
        activity = activity_of(answered(self.activity, question, word), "your answer")
        made = judge(activity)
        self._before.append(here)
        self.activity = activity
        # An answer that leaves its own question open isn't asked for again.
        self.skipped.append(question.question.key)
        return made


def write(out: Path, activity: Activity) -> None:
    """The activity with its answers, as YAML that `licet decide` reads."""
    import yaml

    from licet.surfaces.records import write_whole

    data = activity.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    kinds = data["actor"]["kind"]
    data["actor"]["kind"] = kinds[0] if len(kinds) == 1 else kinds
    write_whole(out, yaml.safe_dump(data, sort_keys=False, allow_unicode=True))
