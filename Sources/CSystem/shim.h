// What Swift's Glibc module leaves out.
#ifndef SWEEPBOOK_CSYSTEM_SHIM_H
#define SWEEPBOOK_CSYSTEM_SHIM_H

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <sys/auxv.h>
#include <sys/wait.h>
#include <unistd.h>

// All threads share one heap.
static inline int share_heap(void) { return mallopt(M_ARENA_MAX, 1); }

// unistd.h declares it only to programs that ask for GNU's functions.
extern int pipe2(int ends[2], int flags);

// Whether a child has ended; it can still be waited for.
static inline int child_has_ended(pid_t child) {
    siginfo_t found = {0};
    return waitid(P_PID, (id_t)child, &found, WEXITED | WNOHANG | WNOWAIT) == 0 && found.si_pid == child;
}

// stdio.h declares it and its flags only to programs that ask for GNU's functions.
extern int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path, unsigned int flags);

// Fails with EEXIST where there is a file of the new name.
static inline int rename_exclusively(const char *old_path, const char *new_path) {
    return renameat2(AT_FDCWD, old_path, AT_FDCWD, new_path, 1 << 0);
}

// Each of two files gets the other's name.
static inline int rename_exchanging(const char *path, const char *other_path) {
    return renameat2(AT_FDCWD, path, AT_FDCWD, other_path, 1 << 1);
}

#endif
