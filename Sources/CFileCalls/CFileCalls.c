#define _GNU_SOURCE
#include "CFileCalls.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

int rowspool_syncfs(int descriptor) { return syncfs(descriptor); }

int rowspool_rename_noreplace(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE);
}

int rowspool_clone(int to, int from) { return ioctl(to, FICLONE, from); }

int rowspool_lock(int descriptor) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  return fcntl(descriptor, F_OFD_SETLK, &lock);
}

int rowspool_birth(const char *path, long long *seconds, unsigned *nanoseconds) {
  struct statx facts;
  if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BTIME, &facts) != 0) return -1;
  if (!(facts.stx_mask & STATX_BTIME)) return -1;
  *seconds = facts.stx_btime.tv_sec;
  *nanoseconds = facts.stx_btime.tv_nsec;
  return 0;
}
