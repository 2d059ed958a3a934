// Linux calls that Swift's Glibc module does not show: variadic ones, ones without a C wrapper, and macros.
// Every function returns what the call returns: -1 and errno where it failed.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// prctl is variadic.
static inline int rowspool_set_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }
static inline int rowspool_set_parent_death_signal(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }
static inline int rowspool_has_seccomp(void) { return prctl(PR_GET_SECCOMP, 0, 0, 0, 0); }

// Descriptors from `first` on are closed by the next exec. glibc has close_range since 2.34, but hides its flag.
static inline int rowspool_close_on_exec_from(unsigned first) {
  return (int)syscall(SYS_close_range, first, ~0U, 1U << 2 /* CLOSE_RANGE_CLOEXEC */);
}

// How a child ended. The system call has a fifth argument that the C function leaves out: what the child used.
struct rowspool_exit {
  int has_ended;
  int was_signalled;
  int status;  // the exit status, or the signal
  struct rusage usage;
};

// Looks at a child without reaping it.
static inline int rowspool_peek_exit(int pid, struct rowspool_exit *ending) {
  siginfo_t info;
  info.si_pid = 0;
  if (syscall(SYS_waitid, P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT, &ending->usage) != 0) return -1;
  ending->has_ended = info.si_pid == pid;
  ending->was_signalled = info.si_code != CLD_EXITED;
  ending->status = info.si_status;
  return 0;
}

// Landlock's rules as of ABI 6; Debian 12's header ends at ABI 2. The kernel takes shorter versions by size.
struct rowspool_landlock_ruleset {
  uint64_t files;
  uint64_t network;
  uint64_t scopes;
};

static const uint64_t rowspool_landlock_truncate = 1ULL << 14;
static const uint64_t rowspool_landlock_device_ioctl = 1ULL << 15;
static const uint64_t rowspool_landlock_tcp = 3ULL;
static const uint64_t rowspool_landlock_scopes = 3ULL;
static const int rowspool_open_path = 010000000 | O_CLOEXEC;  // O_PATH needs _GNU_SOURCE

static inline int rowspool_landlock_version(void) {
  return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

static inline int rowspool_landlock_create(const struct rowspool_landlock_ruleset *rules, size_t size) {
  return (int)syscall(SYS_landlock_create_ruleset, rules, size, 0);
}

static inline int rowspool_landlock_allow(int ruleset, int folder, uint64_t rights) {
  struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = folder};
  return (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

static inline int rowspool_landlock_restrict(int ruleset) {
  return (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
}
