#pragma once

#include <seccomp.h>

// SCMP_ACT_ERRNO is a macro with an argument.
static inline uint32_t rowspool_seccomp_deny(uint16_t error) { return SCMP_ACT_ERRNO(error); }
static const uint32_t rowspool_seccomp_allow = SCMP_ACT_ALLOW;
