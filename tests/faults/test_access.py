"""Who may read a file, and what else is attached to it, is the same after a write, and at every moment of it."""

import ctypes
import os
import stat
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs the attributes of Linux")

Call = Callable[..., subprocess.CompletedProcess[bytes]]
UPDATE = ("update", "plan", "--note", "a note", "--on", "2025-06-30")
ACL = "system.posix_acl_access"
DEFAULT_ACL = "system.posix_acl_default"
NOBODY = 0xFFFFFFFF
USER, GROUP = 12_345, 54_321


def acl(*, user: int, mask: int) -> bytes:
    """An access control list in which the owner may read and write, one more user ``user``, and others nothing."""
    entries = ((0x01, 6, NOBODY), (0x02, user, USER), (0x04, 0, NOBODY), (0x10, mask, NOBODY), (0x20, 0, NOBODY))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def set_attribute(path: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(path, name, value)
    except OSError as failure:
        pytest.skip(f"the file system has no {name}: {failure}")


def test_access_control_lists_and_attributes_are_kept(call: Call, registry: Path) -> None:
    """An access control list and other attributes of the journal are the same after an update."""
    journal = registry / "updates.toml"
    set_attribute(journal, ACL, acl(user=4, mask=6))
    set_attribute(journal, "user.origin", b"the ministry")
    before = {name: os.getxattr(journal, name) for name in os.listxattr(journal)}
    mode = journal.stat().st_mode
    assert call(*UPDATE).returncode == 0
    assert {name: os.getxattr(journal, name) for name in os.listxattr(journal)} == before
    assert journal.stat().st_mode == mode


def test_nobody_gains_access_from_the_folder(call: Call, registry: Path) -> None:
    """A journal that only its owner may read stays so in a folder that gives new files an access control list."""
    journal = registry / "updates.toml"
    journal.chmod(0o600)
    set_attribute(registry, DEFAULT_ACL, acl(user=6, mask=6))
    assert call(*UPDATE).returncode == 0
    assert ACL not in os.listxattr(journal)
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600


def test_an_attribute_that_cannot_be_kept_is_a_refusal(call: Call, registry: Path, tmp_path: Path) -> None:
    """If an attribute cannot be given to the new file, nothing is written, and the message names it."""
    journal = registry / "updates.toml"
    set_attribute(journal, "user.origin", b"the ministry")
    (tmp_path / "sitecustomize.py").write_text(
        "import errno, os\ndef setxattr(*_):\n    raise OSError(errno.EPERM, 'Operation not permitted')\n"
        "os.setxattr = setxattr\n"
    )
    before = journal.read_bytes()
    result = call(*UPDATE, env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == 6
    assert b"its attribute user.origin cannot be kept: Operation not permitted" in result.stderr
    assert b"hint: nothing was changed" in result.stderr
    assert journal.read_bytes() == before
    assert list(registry.glob(".commitrack-*.tmp")) == []


MODES = """
import os, stat
def recording(function):
    def call(handle, *arguments):
        with open(os.environ["MODES"], "a") as modes:
            if stat.S_ISREG(os.fstat(handle).st_mode):
                print(oct(stat.S_IMODE(os.fstat(handle).st_mode)), file=modes)
        return function(handle, *arguments)
    return call
for name in ("fchown", "fchmod", "fsync"):
    setattr(os, name, recording(getattr(os, name)))
"""
"""A sitecustomize.py that records the mode of the new file before each step."""


@pytest.mark.parametrize("umask", [0, 0o022])
def test_a_private_journal_has_no_readable_copy_at_any_moment(
    call: Call, registry: Path, tmp_path: Path, umask: int
) -> None:
    """The new file of a journal with mode 0600 is never readable for others, whatever the umask is."""
    (registry / "updates.toml").chmod(0o600)
    (tmp_path / "sitecustomize.py").write_text(MODES)
    modes = tmp_path / "modes"
    result = call(*UPDATE, env={"PYTHONPATH": str(tmp_path), "MODES": str(modes)}, preexec_fn=lambda: os.umask(umask))
    assert result.returncode == 0, result.stderr
    assert len(modes.read_text().splitlines()) >= 4
    assert set(modes.read_text().splitlines()) == {"0o600"}


@pytest.mark.parametrize("umask", [0, 0o022])
@pytest.mark.parametrize("argv", [UPDATE, ("add", "--title", "A secret plan")], ids=lambda argv: argv[0])
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_a_new_file_has_the_access_of_the_others(
    call: Call, registry: Path, tmp_path: Path, mode: int, argv: tuple[str, ...], umask: int
) -> None:
    """A new journal or additions.toml has the mode and group of the registry, at every moment, and can be written."""
    (registry / "additions.toml").unlink()
    (registry / "updates.toml").rename(registry / "updates-2024.toml")
    for path in registry.glob("*.toml"):
        path.chmod(mode)
        if os.geteuid() == 0:
            os.chown(path, -1, GROUP)
    set_attribute(registry / "commitments.toml", "user.origin", b"the ministry")
    (tmp_path / "sitecustomize.py").write_text(MODES)
    modes = tmp_path / "modes"
    result = call(*argv, env={"PYTHONPATH": str(tmp_path), "MODES": str(modes)}, preexec_fn=lambda: os.umask(umask))
    assert result.returncode == 0, result.stderr
    new = registry / ("updates.toml" if argv == UPDATE else "additions.toml")
    assert stat.S_IMODE(new.stat().st_mode) == mode | 0o200
    assert new.stat().st_gid == (registry / "commitments.toml").stat().st_gid
    assert os.listxattr(new) == []
    assert set(modes.read_text().splitlines()) <= {"0o600", oct(stat.S_IMODE(new.stat().st_mode))}
    assert call(*argv[:-1], "2025-07-01" if argv == UPDATE else "Another plan").returncode == 0


def test_a_new_file_has_the_access_control_list_of_the_others(call: Call, registry: Path) -> None:
    """A new journal has the access control list of commitments.toml, and not the one that the folder gives."""
    (registry / "updates.toml").unlink()
    set_attribute(registry, DEFAULT_ACL, acl(user=6, mask=6))
    assert call(*UPDATE).returncode == 0
    assert ACL not in os.listxattr(registry / "updates.toml")
    (registry / "updates.toml").unlink()
    set_attribute(registry / "commitments.toml", ACL, acl(user=4, mask=6))
    assert call(*UPDATE).returncode == 0
    assert os.getxattr(registry / "updates.toml", ACL) == acl(user=4, mask=6)


@pytest.mark.parametrize("umask", [0, 0o022])
@pytest.mark.parametrize("listed", [False, True])
def test_a_copy_that_repair_keeps_has_the_access_of_the_file(
    call: Call, registry: Path, tmp_path: Path, umask: int, *, listed: bool
) -> None:
    """The copy has the group, mode, access control list and attributes of the file, and is never wider."""
    journal = registry / "updates.toml"
    journal.write_text(journal.read_text() + journal.read_text().splitlines()[-1] + "\n")
    if os.geteuid() == 0:
        os.chown(journal, -1, GROUP)
    journal.chmod(0o640)
    if listed:
        set_attribute(journal, ACL, acl(user=4, mask=4))
        set_attribute(journal, "user.origin", b"the ministry")
    before = {name: os.getxattr(journal, name) for name in os.listxattr(journal)}
    (tmp_path / "sitecustomize.py").write_text(MODES)
    modes = tmp_path / "modes"
    env = {"PYTHONPATH": str(tmp_path), "MODES": str(modes)}
    result = call("repair", env=env, preexec_fn=lambda: os.umask(umask))
    assert result.returncode == 0, result.stderr
    copy = registry / "updates.toml.orig"
    assert copy.stat().st_gid == journal.stat().st_gid
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IMODE(journal.stat().st_mode) == 0o640
    assert {name: os.getxattr(copy, name) for name in os.listxattr(copy)} == before
    assert set(modes.read_text().splitlines()) <= {"0o600", "0o640"}


@pytest.mark.parametrize("number", ["EPERM", "EINVAL"])
def test_a_system_that_gives_no_files_away_is_accepted(call: Call, registry: Path, tmp_path: Path, number: str) -> None:
    """If the owner cannot be changed, as in a container that does not know him, the update is recorded."""
    (registry / "updates.toml").chmod(0o664)
    (tmp_path / "sitecustomize.py").write_text(
        f"import errno, os\ndef fchown(*_):\n    raise OSError(errno.{number}, 'no')\nos.fchown = fchown\n"
    )
    result = call(*UPDATE, env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == 0, result.stderr
    assert stat.S_IMODE((registry / "updates.toml").stat().st_mode) == 0o664


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files to another group")
def test_another_group_gains_no_access(call: Call, registry: Path) -> None:
    """If the group of the file cannot be kept, the group that it gets instead may do no more than others."""
    journal = registry / "updates.toml"
    os.chown(journal, -1, GROUP)
    journal.chmod(0o664)
    result = call(*UPDATE, preexec_fn=without_the_right_to_give_files_away)
    assert result.returncode == 0, result.stderr
    assert journal.stat().st_gid != GROUP
    assert stat.S_IMODE(journal.stat().st_mode) == 0o644


def without_the_right_to_give_files_away() -> None:
    """Before exec: take CAP_CHOWN and CAP_FSETID from root."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (0, 4):
        if libc.prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
            raise OSError(ctypes.get_errno(), "prctl")
