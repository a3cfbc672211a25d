"""The same work with other programs: hledger on transactions with a budget, Taskwarrior on tasks."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path


def peers(folder: Path, count: int) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """Label, command and environment of each installed program, with as many records written into a new folder."""
    folder.mkdir()
    if shutil.which("hledger"):
        journal = folder / "all.journal"
        journal.write_text("".join(_transactions(count)), encoding="utf-8")
        yield "hledger bal --budget", ["hledger", "-f", str(journal), "bal", "--budget"], {}
    if shutil.which("task"):
        environment = {"TASKDATA": str(folder / "tasks"), "TASKRC": "/dev/null"}
        options = ["rc.confirmation=no", "rc.verbose=nothing", "rc.detection=no", "rc.defaultwidth=120"]
        tasks = json.dumps([_task(number) for number in range(count)])
        (folder / "tasks").mkdir()
        command = ["task", *options, "import", "-"]
        subprocess.run(
            command, input=tasks.encode(), env={**os.environ, **environment}, check=True, capture_output=True
        )
        yield "task list", ["task", *options, "list"], environment
        yield "task add", ["task", *options, "add", "One more"], environment


def _task(number: int) -> dict[str, object]:
    """A task with a deadline, an area and ten annotations, as a commitment has ten updates."""
    return {
        "description": f"Task {number}",
        "project": f"p{number % 6}",
        "tags": [f"area{number % 30}"],
        "due": f"20{24 + number % 8}{number % 12 + 1:02}{number % 28 + 1:02}T000000Z",
        "annotations": [
            {"entry": f"20{20 + year}0101T0000{year:02}Z", "description": f"figure {number * year}"}
            for year in range(10)
        ],
    }


def _transactions(count: int) -> Iterator[str]:
    yield "~ monthly\n    expenses:a0  1000 JPY\n    assets\n\n"
    for number in range(count):
        day = f"20{21 + number * 5 // count}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield f"{day} Purchase {number}\n    expenses:a{number % 30}  {number % 977 + 1} JPY\n    assets\n\n"
