#pragma once

// File calls that Swift's Glibc does not show: GNU extensions and calls that take constants it hides.

/// The C function is `syncfs`.
int rowspool_syncfs(int descriptor);

/// The C function is `renameat2` with RENAME_NOREPLACE.
int rowspool_rename_noreplace(int from_folder, const char *from, int to_folder, const char *to);

/// Shares the blocks of `from` with the empty file `to` (ioctl FICLONE): -1 where the file system cannot.
int rowspool_clone(int to, int from);

/// Takes a write lock on the whole open file description (F_OFD_SETLK): -1 with EAGAIN when somebody holds it.
int rowspool_lock(int descriptor);

/// When a file was made (the C function is `statx`, which does not follow a link here): -1 where the file system does
/// not say.
int rowspool_birth(const char *path, long long *seconds, unsigned *nanoseconds);
