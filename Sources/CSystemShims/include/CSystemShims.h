// Linux calls that Swift's Glibc module does not show: variadic ones, ones without a C wrapper, and macros.
// Every function returns what the call returns: -1 and errno where it failed.
//
// No system header is included here: a type that both this module and Glibc define could be used in neither.
#pragma once

#include <stddef.h>
#include <stdint.h>

// prctl is variadic.
int rowspool_set_no_new_privileges(void);
int rowspool_set_parent_death_signal(int signal);
int rowspool_has_seccomp(void);

// Descriptors from `first` on are closed by the next exec. glibc hides the flag.
int rowspool_close_on_exec_from(unsigned first);

// How a child ended.
struct rowspool_exit {
  int has_ended;
  int was_signalled;
  int status;  // the exit status, or the signal
  int64_t cpu_microseconds;
  int64_t maximum_resident_bytes;
};

// Looks at a child without reaping it.
int rowspool_peek_exit(int pid, struct rowspool_exit *ending);

// Opens a path as a place only (O_PATH), which needs no right to read it.
int rowspool_open_place(const char *path);

// Landlock's rules as of ABI 6; Debian 12's header ends at ABI 2. The kernel takes shorter versions by size.
struct rowspool_landlock_ruleset {
  uint64_t files;
  uint64_t network;
  uint64_t scopes;
};

int rowspool_landlock_version(void);
int rowspool_landlock_create(const struct rowspool_landlock_ruleset *rules, size_t size);
int rowspool_landlock_allow(int ruleset, int place, uint64_t rights);
int rowspool_landlock_restrict(int ruleset);
