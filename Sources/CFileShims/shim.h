#pragma once

#include <errno.h>
#include <sys/vfs.h>

/// The magic number of the file system that `fd` lies on, or -errno. Swift's Glibc does not show `struct statfs`.
static inline long rowspool_filesystem_magic(int fd) {
  struct statfs facts;
  if (fstatfs(fd, &facts) != 0) return -errno;
  return (long)(unsigned int)facts.f_type;
}
