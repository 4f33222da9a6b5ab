"""A small programme after the public facts of the F-35 and Turkey; made-up rows say so.

Who made what is public (each row names where); contract numbers, dates, quantities, stocks,
licences and values are illustrative, of the order of the USD 9 to 12bn told of the ten firms.
"""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from licet.core.errors import BadInputError

TITLE = "F-35 and Turkey, illustrative"
ON = "2020-12-14"
"""The day that the demo looks ahead from: SSB is listed."""


def write(folder: Path) -> Path:
    """Put the tables into a folder that isn't there yet, or is empty."""
    if folder.exists() and any(folder.iterdir()):
        raise BadInputError("is not empty.", where=str(folder), mend="Name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for file in resources.files("licet.exposure.demo").iterdir():
        if file.name.endswith(".csv"):
            with resources.as_file(file) as path:
                shutil.copyfile(path, folder / file.name)
    return folder
