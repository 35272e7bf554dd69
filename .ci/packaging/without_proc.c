// Lets the static binary run where /proc is not mounted, in which Swift's runtime and libdispatch read as it starts, and without
// which they end the program. The linker puts each function __wrap_NAME in the place of NAME (--wrap=NAME).
#include <stddef.h>
#include <unistd.h>

void _swift_stdlib_overrideUnsafeArgvArgc(char **words, int count);
void __real__dispatch_workq_worker_register(void *queue);
void __real__dispatch_workq_worker_unregister(void *queue);

static int has_proc;

// The runtime would read the command line from /proc/self/cmdline.
__attribute__((constructor)) static void start(int count, char **words) {
    has_proc = access("/proc/self/task", F_OK) == 0;
    _swift_stdlib_overrideUnsafeArgvArgc(words, count);
}

// Where swift-backtrace is: nowhere, since none is installed beside the binary.
char *__wrap_swift_copyAuxiliaryExecutablePath(const char *name) {
    (void)name;
    return NULL;
}

// libdispatch's monitor looks into /proc for threads that wait, to start others in their stead. Without it there are as many
// threads as cores.
void __wrap__dispatch_workq_worker_register(void *queue) {
    if (has_proc) __real__dispatch_workq_worker_register(queue);
}

void __wrap__dispatch_workq_worker_unregister(void *queue) {
    if (has_proc) __real__dispatch_workq_worker_unregister(queue);
}
