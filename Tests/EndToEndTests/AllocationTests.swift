import Foundation
import TestSupport
import Testing

/// A run takes all its memory before its first epoch: ten epochs and two hundred allocate equally often.
struct AllocationTests {
    /// Counts the calls of malloc and its like in a process it is loaded into.
    private static let counter = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdatomic.h>
        #include <stdio.h>
        #include <stdlib.h>
        static _Atomic long calls;
        void *malloc(size_t size) {
            static void *(*next)(size_t);
            if (!next) next = dlsym(RTLD_NEXT, "malloc");
            calls++;
            return next(size);
        }
        void *realloc(void *old, size_t size) {
            static void *(*next)(void *, size_t);
            if (!next) next = dlsym(RTLD_NEXT, "realloc");
            calls++;
            return next(old, size);
        }
        int posix_memalign(void **result, size_t alignment, size_t size) {
            static int (*next)(void **, size_t, size_t);
            if (!next) next = dlsym(RTLD_NEXT, "posix_memalign");
            calls++;
            return next(result, alignment, size);
        }
        __attribute__((destructor)) static void tell(void) { fprintf(stderr, "allocations %ld\\n", (long)calls); }
        """

    @Test func epochsAllocateNothing() throws {
        let sweepbook = try Sweepbook()
        let folder = sweepbook.folder.path
        try Data(Self.counter.utf8).write(to: URL(filePath: folder + "/counter.c"))
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["clang", "-shared", "-fPIC", "-o", folder + "/counter.so", folder + "/counter.c", "-ldl"]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0)

        func allocations(epochs: Int) throws -> Int {
            let result = try sweepbook.run(
                ["train", "--n_layer", "2", "--n_embd_factor", "16", "--seeds", "7..7", "--jobs", "1",
                 "--epochs", "\(epochs)", "--out", "epochs\(epochs)"],
                environment: ["LD_PRELOAD": folder + "/counter.so"])
            #expect(result.status == 0)
            return try #require(Int(result.complaint.dropFirst("allocations ".count).dropLast()))
        }
        let few = try allocations(epochs: 10), many = try allocations(epochs: 210)
        // Threads that start side by side differ by a call or two; an epoch's one allocation would be 200.
        #expect(abs(many - few) < 20)
    }
}
