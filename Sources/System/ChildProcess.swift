import CSystem
import Glibc

/// A program that is started, listened to and waited for; no shell reads its arguments.
///
///     let squeue = try ChildProcess.run("squeue", ["-h"], within: .seconds(20))
///     if squeue.status == 0 { … squeue.output … }
///
/// It has a process group of its own, so that Ctrl-C in a terminal is not meant for it, and has nothing to read. When it ends, or its
/// time is over, what it has started in that group ends too.
package enum ChildProcess {
    /// What a program has left.
    package struct Ending: Sendable {
        /// Its exit status; 128 + n where signal n has ended it.
        package let status: Int32
        /// What it wrote, at most 64 MB of each.
        package let output: [UInt8]
        package let errors: [UInt8]
    }

    /// Runs a program to its end, at most for so long. The calling thread blocks.
    ///
    /// - Parameters:
    ///   - program: its path, or a name that is looked up on `PATH`.
    ///   - shouldStop: asked several times a second; the program is killed when it says so.
    package static func run(
        _ program: String, _ arguments: [String], within time: Duration, shouldStop: () -> Bool = { false }
    ) throws(ChildProcessError) -> Ending {
        let deadline = ContinuousClock.now + time
        var child = try Child(program, arguments)
        defer { child.end() }
        while !child.hasEnded {
            child.listen()
            if shouldStop() { throw .stopped(program) }
            if ContinuousClock.now >= deadline { throw .late(program, time) }
        }
        child.readAll()
        let status = child.end()
        return Ending(status: status, output: child.output.bytes, errors: child.errors.bytes)
    }
}

/// Why a program has no ending of its own.
package enum ChildProcessError: Error, Hashable, Sendable {
    /// There is no such program on `PATH`.
    case notFound(String)
    case cannotStart(String, SystemError)
    /// It had not ended when its time was over, and was killed.
    case late(String, Duration)
    /// It was killed because whoever wanted it does no longer.
    case stopped(String)
}

/// A program under way.
private struct Child {
    private var process: pid_t = 0
    fileprivate var output: OutputPipe
    fileprivate var errors: OutputPipe
    private var status: Int32?

    init(_ program: String, _ arguments: [String]) throws(ChildProcessError) {
        guard let path = Self.path(of: program) else { throw .notFound(program) }
        do throws(SystemError) {
            output = try OutputPipe()
            errors = try OutputPipe()
            process = try Self.start(path, [program] + arguments, output.writeEnd, errors.writeEnd)
        } catch {
            throw .cannotStart(program, error)
        }
        output.closeWriteEnd()
        errors.closeWriteEnd()
    }

    /// Where a program is; nil when it is nowhere on `PATH`.
    private static func path(of program: String) -> String? {
        if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
        let folders = (Environment.process["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }

    private static func start(_ path: String, _ words: [String], _ output: Int32, _ errors: Int32) throws(SystemError) -> pid_t {
        var actions = posix_spawn_file_actions_t(), attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        // What this process ignores or blocks is no rule for others.
        var none = sigset_t(), all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, path, &actions, &attributes, &arguments, environ)
        guard failure == 0 else { throw SystemError(code: failure) }
        return process
    }

    /// Whether it has. What it wrote is in the pipes then.
    var hasEnded: Bool { child_has_ended(process) != 0 }

    /// Waits a moment for output, and takes it.
    mutating func listen() {
        var sources = [output, errors].filter { !$0.isAtEnd }.map { pollfd(fd: $0.readEnd, events: Int16(POLLIN), revents: 0) }
        // With its pipes closed a program is about to end.
        poll(&sources, nfds_t(sources.count), sources.isEmpty ? 1 : 50)
        readAll()
    }

    /// Takes what is there.
    mutating func readAll() {
        output.read()
        errors.read()
    }

    /// Ends it with all that it has started, and gives its files back; the status of its end.
    @discardableResult
    mutating func end() -> Int32 {
        if let status { return status }
        // Until it has been waited for, no other process has its number.
        kill(-process, SIGKILL)
        var ending: Int32 = 0
        while waitpid(process, &ending, 0) < 0, errno == EINTR {}
        output.close()
        errors.close()
        let signal = ending & 0x7f
        let status = signal == 0 ? ending >> 8 & 0xff : 128 + signal
        self.status = status
        return status
    }
}

/// What a program writes, as far as it has been read.
private struct OutputPipe {
    let readEnd: Int32
    let writeEnd: Int32
    private(set) var bytes: [UInt8] = []
    private(set) var isAtEnd = false

    private static let mostBytes = 64 << 20

    init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw .last }
        (readEnd, writeEnd) = (ends[0], ends[1])
        _ = fcntl(readEnd, F_SETFL, O_NONBLOCK)
    }

    mutating func read() {
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while !isAtEnd {
            let count = Glibc.read(readEnd, &part, part.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return }
            isAtEnd = count == 0
            bytes += part.prefix(min(count, Self.mostBytes - bytes.count))
        }
    }

    func closeWriteEnd() { Glibc.close(writeEnd) }
    func close() { Glibc.close(readEnd) }
}
