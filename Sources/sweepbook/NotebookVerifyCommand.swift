import ArgumentParser
import Glibc
import Notebook
import Session
import Terminal

/// `sweepbook notebook verify`: whether a notebook's outputs come out again.
struct NotebookVerifyCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Run a notebook again and compare every output.",
        usage: "sweepbook notebook verify FILE",
        discussion: """
            Numbers are compared exactly, pictures by their data, times and dates not at all. A cell is spared by the tag \
            nbval-ignore-output; one whose metadata has "sweepbook": {"tolerance": 0.001} may differ by so much. What \
            differs is shown cell by cell, with exit code 1. The notebook and the folder you are in stay as they are.
            """)

    @Argument(help: ArgumentHelp("a notebook", valueName: "file"))
    var file: String

    func run(on console: Console) async throws {
        let program = try NotebookSource(file).program()
        let home = getcwd(nil, 0).map { path in
            defer { free(path) }
            return String(cString: path)
        }
        let verification = try NotebookVerification(of: program, surroundings: Surroundings(readingFolder: home))
        let folder = try ScratchFolder()
        Descriptors.noticeGoneReaders()
        let differences: [String]
        do {
            differences = try await Interrupt.cancelling {
                async let _ = console.keepProgressCurrent()
                return try await verification.differences { try await console.take($0) }
            }
        } catch {
            folder.remove()
            throw (error as? Interrupt.Signal)?.replacing(with: VerificationStopped(file: file)) ?? error
        }
        folder.remove()
        await console.endProgress()
        guard differences.isEmpty else {
            try await console.show(differences)
            throw NotVerified(file: file)
        }
        let count = verification.cellCount
        try await console.show(["\(file): \(count == 1 ? "1 cell" : "\(count) cells"), every output as it is in the notebook"])
    }
}

/// That a signal ended a verification, of which nothing stays.
struct VerificationStopped: Error, CustomStringConvertible {
    let file: String
    var description: String { "interrupted; \(file) and the folder you are in are as they were" }
}

/// That a notebook's outputs did not come out again.
struct NotVerified: Error, CustomStringConvertible {
    let file: String
    var description: String { "\(file) is not what its cells give" }
}
