#define _GNU_SOURCE

#include "CSystemShims.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC (1U << 2)
#endif

int rowspool_set_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

int rowspool_set_parent_death_signal(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

int rowspool_has_seccomp(void) { return prctl(PR_GET_SECCOMP, 0, 0, 0, 0); }

int rowspool_close_on_exec_from(unsigned first) {
  return (int)syscall(SYS_close_range, first, ~0U, CLOSE_RANGE_CLOEXEC);
}

static int64_t microseconds(struct timeval time) { return (int64_t)time.tv_sec * 1000000 + time.tv_usec; }

int rowspool_peek_exit(int pid, struct rowspool_exit *ending) {
  siginfo_t info;
  struct rusage usage;
  info.si_pid = 0;
  // The system call has a fifth argument that the C function leaves out: what the child used.
  if (syscall(SYS_waitid, P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT, &usage) != 0) return -1;
  ending->has_ended = info.si_pid == pid;
  if (!ending->has_ended) return 0;
  ending->was_signalled = info.si_code != CLD_EXITED;
  ending->status = info.si_status;
  ending->cpu_microseconds = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
  ending->maximum_resident_bytes = (int64_t)usage.ru_maxrss * 1024;
  return 0;
}

int rowspool_open_place(const char *path) { return open(path, O_PATH | O_CLOEXEC); }

int rowspool_landlock_version(void) {
  return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

int rowspool_landlock_create(const struct rowspool_landlock_ruleset *rules, size_t size) {
  return (int)syscall(SYS_landlock_create_ruleset, rules, size, 0);
}

int rowspool_landlock_allow(int ruleset, int place, uint64_t rights) {
  struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = place};
  return (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

int rowspool_landlock_restrict(int ruleset) { return (int)syscall(SYS_landlock_restrict_self, ruleset, 0); }
