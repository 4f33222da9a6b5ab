"""A document that was sent: put aside, read in a process of its own, and taken away again."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import UploadFile

from licet.core.errors import BadFileError
from licet.documents.model import Dated, Text
from licet.surfaces.api.problems import TooLarge
from licet.surfaces.api.settings import Settings

READER = "licet.surfaces.api.read_apart"
PIECE = 1_000_000
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


async def text_of(sent: UploadFile, limits: Settings) -> Text:
    """The text of an upload; raises BadFileError for one that can't be read in the time there is,
    and TooLarge for one with too much text."""
    name = Path(sent.filename or "document").name[:200]
    with tempfile.TemporaryDirectory(prefix="licet-") as folder:
        suffix = Path(name).suffix
        file = Path(folder) / f"document{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        with file.open("wb") as out:
            while piece := await sent.read(PIECE):
                out.write(piece)
        made = await _read_apart(file, name, limits.read_seconds)
    if "error" in made:
        raise BadFileError(made["error"], where=name, mend=made["mend"])
    if len(made["text"]) > limits.max_text:
        raise TooLarge(
            f"the document holds more than {limits.max_text:,} characters of text.",
            mend="Split it and send the parts.",
        )
    dated = made["dated"]
    return Text(
        name=name,
        format=made["format"],
        text=made["text"],
        pages=tuple(made["pages"]),
        dated=Dated(date.fromisoformat(dated["day"]), dated["said_by"]) if dated else None,
        notes=tuple(made["notes"]),
    )


async def _read_apart(file: Path, name: str, seconds: float) -> dict[str, Any]:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", READER, str(file), str(seconds),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        out, _ = await asyncio.wait_for(child.communicate(), seconds)
        made: dict[str, Any] = json.loads(out)
    except TimeoutError:
        raise BadFileError(
            f"took longer than {seconds:g} seconds to read.", where=name, mend="Split it."
        ) from None
    except ValueError:
        raise BadFileError("could not be read.", where=name, mend="Send another format.") from None
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    return made
