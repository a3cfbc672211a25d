"""Give a new file the owner, permissions, access control list and attributes of another one."""

import errno
import os
import stat
from pathlib import Path

from commitrack.errors import WriteError, reason_of
from commitrack.language import LazyString as _

_NOT_ALLOWED = {errno.EPERM, errno.EACCES, errno.EINVAL}
"""Errors of systems that do not let a user give files away, or in a container, to users that it does not know."""
_OF_THE_SYSTEM = {"security.ima", "security.evm"}
"""Attributes that the system computes from the content."""
_ACCESS = {"system.posix_acl_access"}
"""Attributes that say who may do what."""


def copy_access(old: Path, status: os.stat_result, new: int, *, is_copy: bool = True) -> None:
    """Give an open new file what says who may do what with the old one, whose status is given.

    All other attributes are copied too, unless it is no copy of the old one, nor its next version; then its owner may
    write to it even if the old one is protected.

    Owner and group are kept as far as the system lets the user. If the group is not kept, the new one gets no
    permissions that others do not have. Raises WriteError if an attribute cannot be kept, OSError if the system fails.
    """
    if os.name == "nt":
        return
    for owner in ((-1, status.st_gid), (status.st_uid, -1)):
        try:
            os.fchown(new, *owner)
        except OSError as failure:
            if failure.errno not in _NOT_ALLOWED:
                raise
    _copy_attributes(old, new, is_copy=is_copy)
    mode = stat.S_IMODE(status.st_mode) if is_copy else status.st_mode & 0o666 | 0o600
    if os.fstat(new).st_gid != status.st_gid:
        mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    os.fchmod(new, mode)


def _copy_attributes(old: Path, new: int, *, is_copy: bool) -> None:
    """Copy extended attributes, if it is no copy only the access control list; remove what the folder gave."""
    if not hasattr(os, "listxattr"):
        return
    attributes, given = _attributes(old), _attributes(new)
    for name in {**given, **attributes}:
        is_kept = name in _OF_THE_SYSTEM or not (is_copy or name in _ACCESS)
        if is_kept or attributes.get(name) == given.get(name):
            continue
        try:
            if name in attributes:
                os.setxattr(new, name, attributes[name])
            else:
                os.removexattr(new, name)
        except OSError as failure:
            raise WriteError(
                _('cannot write "{path}": its attribute {name} cannot be kept: {reason}',
                  path=old, name=name, reason=reason_of(failure)),
                hint=_("nothing was changed"),
            ) from failure  # fmt: skip


def _attributes(file: Path | int) -> dict[str, bytes]:
    """The extended attributes of a file; none if its file system has none."""
    try:
        return {name: os.getxattr(file, name) for name in os.listxattr(file)}
    except OSError as failure:
        if failure.errno in {errno.ENOTSUP, errno.EOPNOTSUPP}:
            return {}
        raise
