#define _GNU_SOURCE
#include "CFileCalls.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
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
