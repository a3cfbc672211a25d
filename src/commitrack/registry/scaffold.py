"""Create a registry: a commented template, or a copy of the registry that ships with commitrack."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct, field

from commitrack.errors import BusyError, UsageError, WriteError, reason_of
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.registry.atomic_write import TEMPORARY, Replacement, sweep
from commitrack.registry.discovery import COMMITMENTS, COPIES, UPDATES, files
from commitrack.registry.discovery import example as shipped
from commitrack.registry.inside import require_no_way_out
from commitrack.registry.lock import NAME as LOCK
from commitrack.registry.lock import locked
from commitrack.registry.merge_rules import ATTRIBUTES, MERGE_RULES
from commitrack.registry.schema import NAME as SCHEMA
from commitrack.registry.schema import schema
from commitrack.registry.toml_lines import extended, newline_of

GIT_FILES: Mapping[str, Sequence[str]] = {ATTRIBUTES: MERGE_RULES, ".gitignore": (LOCK, TEMPORARY, COPIES)}
"""The lines that git needs: how it merges the journal and additions, and which files it is to leave alone."""


class _Template:
    """The commitments.toml of a new registry, with its comments in the language of the reader."""

    def to(self, lang: str) -> str:
        """The text in a language."""
        return (TEMPLATES / lang / COMMITMENTS).read_text(encoding="utf-8")


TEMPLATES = Path(__file__).parent.parent / "locale"
TEMPLATE = _Template()


class NewFile(Struct, frozen=True):
    """A file to write, and what it contains now; None if it does not exist."""

    path: Path
    content: bytes
    old: bytes | None = None


class NewRegistry(Struct, frozen=True):
    """The files of a new registry; commitments.toml is the last one, because it makes the registry."""

    files: tuple[NewFile, ...]
    replacements: list[Replacement] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        """Whether there is a registry now."""
        return len(self.replacements) == len(self.files) and self.replacements[-1].is_done


@contextmanager
def creating(
    folder: Path, content: Mapping[str, bytes], *, committing: Callable[[], object] = lambda: None
) -> Iterator[NewRegistry]:
    """Lock a folder and plan its registry of these files; write it when the block ends without an exception.

    ``committing`` is called right before the first file is put in place. Files of other programs are never replaced,
    and the lines of existing .gitattributes and .gitignore files are kept.

    Raises UsageError if the folder already has a registry, or another TOML file, which would be read as part of it.
    Files that an interrupted `init` has left are accepted. Raises BusyError if another program holds the lock or writes
    one of the files, WriteError if there is no registry then, RecordedError if only saving it could not be confirmed.
    """
    _new_files(folder, content)  # a folder that is refused gets no lock either
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise WriteError(
            _('cannot create the folder "{folder}": {reason}', folder=folder, reason=reason_of(failure))
        ) from failure
    with locked(folder) as lock, ExitStack() as written:
        new = NewRegistry(_new_files(folder, content))
        yield new
        sweep(folder)
        for file in new.files:
            new.replacements.append(written.enter_context(Replacement(file.path, file.content, old=file.old)))
        lock.require_in_place()
        committing()
        for replacement in new.replacements:
            _put_in_place(replacement, new)


def _put_in_place(replacement: Replacement, new: NewRegistry) -> None:
    try:
        replacement.replace()
        replacement.sync()
    except (BusyError, WriteError) as failure:
        if new.is_written or not new.replacements[0].is_done:
            raise
        kind = BusyError if isinstance(failure, BusyError) else WriteError
        raise kind(failure.message, hint=_("the registry is incomplete; run commitrack init again")) from failure


def _new_files(folder: Path, texts: Mapping[str, bytes]) -> tuple[NewFile, ...]:
    """The files to write; for errors see ``creating``."""
    content = {folder / name: text for name, text in texts.items()}
    for path in (*content, *(folder / name for name in GIT_FILES)):
        require_no_way_out(path, folder)
    others = [path.name for path in files(folder) if not _contains(path, content.get(path))]
    if (folder / COMMITMENTS).exists() or UPDATES in others:
        raise UsageError(
            _('"{folder}" already contains a registry', folder=folder),
            hint=_("choose another folder: commitrack init DIR"),
        )
    if others:
        raise UsageError(
            _('"{folder}" contains {files}, which would be read as part of the registry', folder=folder,
              files=comma_list(others)),
            hint=_("choose another folder: commitrack init DIR"),
        )  # fmt: skip
    last = NewFile(folder / COMMITMENTS, content.pop(folder / COMMITMENTS))
    complete = {path for path, text in content.items() if _contains(path, text)}
    first = (NewFile(path, text, _old(path)) for path, text in content.items() if path not in complete)
    return (*first, *_git_files(folder), last)


def _contains(path: Path, content: bytes | None) -> bool:
    return content is not None and path.is_file() and path.read_bytes() == content


def new(template: str) -> dict[str, bytes]:
    """The files of a registry that starts with a template."""
    schema_text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    return {COMMITMENTS: template.encode(), UPDATES: b"[updates]\n", SCHEMA: schema_text.encode()}


def copied() -> dict[str, bytes]:
    """The files of the registry that ships with commitrack."""
    return {path.name: path.read_bytes() for path in files(shipped())}


def _git_files(folder: Path) -> Iterator[NewFile]:
    """The files for git that lack lines: their present content, with these lines at the end."""
    for name, lines in GIT_FILES.items():
        old = _old(folder / name)
        text = old or b""
        if missing := [line for line in lines if line.encode() not in text.splitlines()]:
            yield NewFile(folder / name, extended(text, missing, newline=newline_of(text)), old)


def _old(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
