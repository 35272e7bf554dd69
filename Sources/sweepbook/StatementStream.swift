import Glibc
import Language
import Session
import System

/// Statements that come through a pipe or from a terminal, each given out as soon as it is complete.
struct StatementStream: Sendable {
    private let parts: AsyncThrowingStream<[UInt8], any Error>

    /// Whether a descriptor may bring its text in parts; a file is there as a whole.
    static func canRead(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return [S_IFIFO, S_IFSOCK, S_IFCHR].contains(status.st_mode & S_IFMT)
    }

    /// Reads on a thread of its own, which may wait.
    ///
    /// - Throws: `DedicatedThread.NoThread`
    init(reading descriptor: Int32) throws {
        let (parts, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
        self.parts = parts
        try DedicatedThread.start {
            do throws(SystemError) {
                while true {
                    let part = try FileDescriptor(descriptor).readSome()
                    if part.isEmpty { break }
                    continuation.yield(part)
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: FileError(.read, "standard input", error))
            }
        }
    }

    /// Gives out complete statements until the end, or until one ends the session.
    ///
    /// - Throws: what `run` throws, `FileError`, `CancellationError`.
    func forEach(_ run: (SourceText) async throws -> StatementEnd) async throws {
        var text = StreamedText()
        for try await part in parts {
            text.append(part)
            while let statement = text.nextComplete() {
                if try await run(statement) == .quit { return }
            }
        }
        try Task.checkCancellation()
        if let rest = text.rest { _ = try await run(rest) }
    }
}

/// A text that comes in parts, cut into statements.
struct StreamedText {
    private var bytes: [UInt8] = []
    /// Lines that have been given out.
    private var linesBefore = 0

    mutating func append(_ part: [UInt8]) { bytes += part }

    /// What is left at the end; nil for nothing.
    var rest: SourceText? { bytes.isEmpty ? nil : source(bytes[...]) }

    /// The statements up to the last line that is there, or as many of them as are complete; nil while none is.
    mutating func nextComplete() -> SourceText? {
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
        let whole = bytes[...end]
        let length = switch completeness(whole) {
        case .complete: whole.count
        case .incomplete: lengthOfComplete(whole)
        case .wrong: lengthOfFirst(whole)
        }
        guard length > 0 else { return nil }
        defer {
            linesBefore += bytes[..<length].count { $0 == UInt8(ascii: "\n") }
            bytes.removeFirst(length)
        }
        return source(bytes[..<length])
    }

    /// The bytes of the first statement that is complete or wrong, with the indented lines below it; 0 where it goes on.
    private func lengthOfFirst(_ text: ArraySlice<UInt8>) -> Int {
        for (index, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            let next = text.dropFirst(index + 1).first
            let isContinued = next == UInt8(ascii: " ") || next == UInt8(ascii: "\t")
            if !isContinued, case .incomplete = completeness(text[...index]) { continue }
            if !isContinued { return index + 1 }
        }
        return 0
    }

    /// The bytes of all statements before the one that goes on at the end; 0 where that is the first.
    private func lengthOfComplete(_ text: ArraySlice<UInt8>) -> Int {
        for index in text.indices.dropLast().reversed() where text[index] == UInt8(ascii: "\n") {
            let isContinued = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "}")].contains(text[index + 1])
            if !isContinued, completeness(text[...index]) == .complete { return index + 1 }
        }
        return 0
    }

    private func completeness(_ text: ArraySlice<UInt8>) -> Completeness {
        Completeness(of: SourceText(name: "stdin", bytes: Array(text)), shapes: CommandTable.standard.shapes)
    }

    /// The text, below as many empty lines as have gone before, so that its places are those in the whole.
    private func source(_ text: ArraySlice<UInt8>) -> SourceText {
        SourceText(name: "stdin", bytes: Array(repeating: UInt8(ascii: "\n"), count: linesBefore) + text)
    }
}
