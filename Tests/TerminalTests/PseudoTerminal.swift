import Glibc
import Synchronization
import Testing

/// A program on a pseudo-terminal of its own, as a person at a terminal has it, and the screen it shows.
final class PseudoTerminal {
    struct Missed: Error, CustomStringConvertible {
        let awaited: String
        let lines: [String]
        let raw: String

        var description: String {
            "\(awaited) did not come within \(deadline) ms; the screen:\n"
                + lines.joined(separator: "\n") + "\nraw: \(raw.debugDescription)"
        }
    }

    /// Milliseconds a program has to show what is awaited.
    static let deadline: Int32 = 120_000

    private(set) var screen: VirtualScreen
    /// Every byte the program sent.
    private(set) var raw: [UInt8] = []
    let processID: pid_t
    /// Whether the program has let go of the terminal.
    private var isClosed = false
    private var isReaped = false
    private let master: Int32

    /// Starts a program as the leader of a session on a new terminal.
    ///
    /// - Parameter environment: all of it; nothing is inherited.
    init(
        _ program: String, _ arguments: [String] = [], environment: [String: String], rows: Int = 24, columns: Int = 80
    ) throws {
        screen = VirtualScreen(rows: rows, columns: columns)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        (master, processID) = try Self.starting.withLock { _ in
            var master: Int32 = -1, slave: Int32 = -1
            var name = [CChar](repeating: 0, count: 256)
            try #require(openpty(&master, &slave, &name, nil, &size) == 0)
            defer { close(slave) }
            for descriptor in [master, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            let path = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
            return (master, try Self.spawn(path: path, arguments: [program] + arguments, environment: environment))
        }
    }

    /// Held from opening a terminal until it is closed to other programs' children.
    private static let starting = Mutex(())

    deinit {
        if !isReaped {
            kill(processID, SIGKILL)
            var status: Int32 = 0
            waitpid(processID, &status, 0)
        }
        close(master)
    }

    private static func spawn(
        path terminal: String, arguments: [String], environment: [String: String]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        // POSIX_SPAWN_SETSID, which the headers show only to GNU programs.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | 0x80))
        let words = arguments.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var child: pid_t = 0
        try #require(posix_spawn(&child, arguments[0], &actions, &attributes, words, variables) == 0)
        return child
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Sends keys as fast as the program takes them, and reads meanwhile without showing anything, as a terminal does: a program that
    /// waits for its output to be read takes no keys.
    func sendReading(_ bytes: [UInt8]) {
        var bytes = bytes[...]
        while !bytes.isEmpty, !isClosed {
            var state = pollfd(fd: master, events: Int16(POLLIN | POLLOUT), revents: 0)
            poll(&state, 1, -1)
            if state.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { readRaw() }
            if state.revents & Int16(POLLOUT) != 0 { bytes = bytes.dropFirst(writeSome(bytes)) }
        }
    }

    /// Writes what there is room for; how much that was.
    private func writeSome(_ bytes: ArraySlice<UInt8>) -> Int {
        let flags = fcntl(master, F_GETFL)
        _ = fcntl(master, F_SETFL, flags | O_NONBLOCK)
        defer { _ = fcntl(master, F_SETFL, flags) }
        return max(0, bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) })
    }

    func resize(rows: Int, columns: Int) {
        screen.resize(rows: rows, columns: columns)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Reads until the screen is as awaited.
    func wait(for awaited: String, until isReached: (VirtualScreen) -> Bool) throws {
        let start = SuspendingClock.now
        while !isReached(screen) {
            let passed = (SuspendingClock.now - start) / .milliseconds(1)
            guard passed < Double(Self.deadline), readMore(timeout: Self.deadline - Int32(passed)) else {
                throw missed(awaited)
            }
        }
    }

    /// Reads until these are the last lines shown, the cursor at the end of the last.
    func wait(forLastLines lines: String...) throws {
        try wait(for: "\(lines)") { screen in
            screen.lines.suffix(lines.count) == lines[...] && screen.row == screen.lines.count - 1
        }
    }

    /// Reads until the probe has echoed an entry and prompts for the next.
    func wait(forEntry number: Int, _ text: String) throws {
        try wait(forLastLines: "Out[\(number)]: <\(text)>", "In [\(number + 1)]:")
    }

    /// Reads until a line is shown, anywhere.
    func wait(forLine line: String) throws {
        try wait(for: line) { $0.lines.contains(line) }
    }

    /// Reads what there is, without showing it.
    func drain() {
        var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        while !isClosed, poll(&source, 1, 0) > 0 { readRaw() }
    }

    /// Reads without showing anything until one of the texts has come; false when the program ends before, or the milliseconds have passed.
    func hasAnswered(_ texts: String..., within milliseconds: Double) -> Bool {
        let start = SuspendingClock.now
        let from = raw.count
        var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        while !isClosed, (SuspendingClock.now - start) / .milliseconds(1) < milliseconds {
            if poll(&source, 1, 100) > 0 { readRaw() }
            if texts.contains(where: { raw[from...].firstRange(of: Array($0.utf8)) != nil }) { return true }
        }
        return false
    }

    /// Reads until the program has ended.
    ///
    /// - Returns: its status, as `waitpid` has it.
    func waitForEnd() throws -> Int32 {
        while readMore(timeout: Self.deadline) {}
        var status: Int32 = 0
        guard isClosed else { throw missed("the end") }
        try #require(waitpid(processID, &status, 0) == processID)
        isReaped = true
        return status
    }

    /// The status of a program that has let go of the terminal, as `waitpid` has it; nil while it runs.
    var statusOfEnd: Int32? {
        guard isClosed else { return nil }
        var status: Int32 = 0
        guard waitpid(processID, &status, 0) == processID else { return nil }
        isReaped = true
        return status
    }

    private func missed(_ awaited: String) -> Missed {
        Missed(awaited: awaited, lines: screen.lines, raw: String(decoding: raw, as: UTF8.self))
    }

    /// Whether the terminal echoes and gathers lines, as a shell leaves it.
    var isCooked: Bool {
        var settings = termios()
        guard tcgetattr(master, &settings) == 0 else { return false }
        let wanted = tcflag_t(ICANON | ECHO | ISIG)
        return settings.c_lflag & wanted == wanted && settings.c_iflag & tcflag_t(ICRNL | INLCR) == tcflag_t(ICRNL)
    }

    private func readMore(timeout: Int32) -> Bool {
        var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&source, 1, timeout) > 0, let bytes = readRaw() else { return false }
        screen.feed(bytes)
        return true
    }

    /// What the program sent; nil when it has let go of the terminal.
    @discardableResult
    private func readRaw() -> ArraySlice<UInt8>? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(master, &bytes, bytes.count)
        guard count > 0 else {
            isClosed = true
            return nil
        }
        raw += bytes[..<count]
        return bytes[..<count]
    }
}
