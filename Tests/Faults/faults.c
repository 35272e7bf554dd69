// Preloaded into a command, it lets one call on files of one folder fail, or do only a part of its work.
//
//     FAULT_FOLDER   calls on files below it count, and those by relative paths
//     FAULT_CALL     the call's name; FAULT_AT which of those calls, counted from 1
//     FAULT_KIND     the errno that it fails with, or "short"
//     FAULT_COUNTS   a file that gets a line for each call at the end: its name and how often it was made
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum call {
    OPEN, READ, PREAD, WRITE, FSYNC, FTRUNCATE, RENAME, RENAMEAT2, LINK, LINKAT, UNLINK, MKDIR, RMDIR, OPENDIR, FDOPENDIR, READDIR, STAT,
    FSTAT, ACCESS, FLOCK, CALLS
};

static const char *const names[CALLS] = {
    "open", "read", "pread", "write", "fsync", "ftruncate", "rename", "renameat2", "link", "linkat", "unlink", "mkdir", "rmdir",
    "opendir", "fdopendir", "readdir", "stat", "fstat", "access", "flock",
};

static atomic_int counts[CALLS];
static enum call wanted = CALLS;
static int wanted_at, error_number;
static const char *folder = "";

#define REAL(name) ((typeof(&name)) dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *call = getenv("FAULT_CALL"), *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND");
    if (getenv("FAULT_FOLDER")) folder = getenv("FAULT_FOLDER");
    if (!call || !at || !kind) return;
    for (int i = 0; i < CALLS; i++) if (!strcmp(names[i], call)) wanted = i;
    wanted_at = atoi(at);
    error_number = strcmp(kind, "short") ? atoi(kind) : -1;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAULT_COUNTS");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    for (int i = 0; i < CALLS; i++) fprintf(file, "%s %d\n", names[i], counts[i]);
    fclose(file);
}

static int is_ours(const char *path) {
    return path && (path[0] != '/' || !strncmp(path, folder, strlen(folder)));
}

static int is_open_on_ours(int file) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t count = REAL(readlink)(link, path, sizeof path - 1);
    if (count <= 0) return 0;
    path[count] = 0;
    return path[0] == '/' && is_ours(path);
}

// 0 to go on, an errno to fail with, -1 to do a part.
static int fault(enum call call, int counts_here) {
    if (!counts_here) return 0;
    int number = atomic_fetch_add(&counts[call], 1) + 1;
    return call == wanted && number == wanted_at ? error_number : 0;
}

#define FAIL(call, is_ours, failure) \
    int number = fault(call, is_ours); \
    if (number > 0) { errno = number; return failure; }

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    FAIL(OPEN, is_ours(path), -1)
    return REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return open(path, flags, mode);
}

ssize_t read(int file, void *bytes, size_t size) {
    FAIL(READ, is_open_on_ours(file), -1)
    return REAL(read)(file, bytes, number < 0 && size > 1 ? size / 2 : size);
}

ssize_t pread(int file, void *bytes, size_t size, off_t offset) {
    FAIL(PREAD, is_open_on_ours(file), -1)
    return REAL(pread)(file, bytes, number < 0 && size > 1 ? size / 2 : size, offset);
}

ssize_t write(int file, const void *bytes, size_t size) {
    FAIL(WRITE, is_open_on_ours(file), -1)
    return REAL(write)(file, bytes, number < 0 && size > 1 ? size / 2 : size);
}

int fsync(int file) { FAIL(FSYNC, is_open_on_ours(file), -1) return REAL(fsync)(file); }
int ftruncate(int file, off_t size) { FAIL(FTRUNCATE, is_open_on_ours(file), -1) return REAL(ftruncate)(file, size); }
int rename(const char *path, const char *to) { FAIL(RENAME, is_ours(path), -1) return REAL(rename)(path, to); }
int renameat2(int one, const char *path, int two, const char *to, unsigned flags) {
    FAIL(RENAMEAT2, is_ours(path), -1)
    return REAL(renameat2)(one, path, two, to, flags);
}
int link(const char *path, const char *to) { FAIL(LINK, is_ours(path), -1) return REAL(link)(path, to); }
int linkat(int one, const char *path, int two, const char *to, int flags) {
    FAIL(LINKAT, is_ours(to), -1)
    return REAL(linkat)(one, path, two, to, flags);
}
int unlink(const char *path) { FAIL(UNLINK, is_ours(path), -1) return REAL(unlink)(path); }
int mkdir(const char *path, mode_t mode) { FAIL(MKDIR, is_ours(path), -1) return REAL(mkdir)(path, mode); }
int rmdir(const char *path) { FAIL(RMDIR, is_ours(path), -1) return REAL(rmdir)(path); }
DIR *opendir(const char *path) { FAIL(OPENDIR, is_ours(path), NULL) return REAL(opendir)(path); }
DIR *fdopendir(int file) { FAIL(FDOPENDIR, is_open_on_ours(file), NULL) return REAL(fdopendir)(file); }
struct dirent *readdir(DIR *stream) { FAIL(READDIR, is_open_on_ours(dirfd(stream)), NULL) return REAL(readdir)(stream); }
int stat(const char *path, struct stat *status) { FAIL(STAT, is_ours(path), -1) return REAL(stat)(path, status); }
int fstat(int file, struct stat *status) { FAIL(FSTAT, is_open_on_ours(file), -1) return REAL(fstat)(file, status); }
int access(const char *path, int mode) { FAIL(ACCESS, is_ours(path), -1) return REAL(access)(path, mode); }
int flock(int file, int operation) { FAIL(FLOCK, is_open_on_ours(file), -1) return REAL(flock)(file, operation); }
