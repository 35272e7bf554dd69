import Experiments
import Notebook
package import Plots
package import System

/// A file that the user named, or that a command names after another.
///
///     try UserFile("runs.csv", .unmarked, overwrites: false).write(lines)
///
/// It is written whole or not at all (``WholeFile``). A file that exists is replaced only when the user asks for it, unless
/// nothing is lost: it is empty, says the same, or is an earlier result of the same kind, as its contents show.
package struct UserFile: Sendable {
    package let path: String
    package let kind: Kind
    /// Whether the user asked for an existing file to be replaced.
    package let overwrites: Bool
    /// The file that it is made from, which it never replaces.
    private let input: String?

    package struct Kind: Sendable {
        /// Whether a file shows by its contents that it is an earlier result of this kind.
        let recognizes: @Sendable (_ path: String) -> Bool

        /// A figure in a form.
        package static func figure(_ form: FigureFile) -> Kind {
            Kind { path in (try? WholeFile.read(path, limit: FigureFile.openingLength)).map(form.isOpening) == true }
        }
        /// A notebook as a page.
        package static let page = Kind { path in
            let opening = Array(HTMLExport.opening.utf8)
            return (try? WholeFile.read(path, limit: opening.count))?.starts(with: opening) == true
        }
        /// A table, a script, a notebook that was run: nothing in them tells a copy of ours from the user's own.
        package static let unmarked = Kind { _ in false }
    }

    /// Why a file is not written.
    package enum Failure: Error, Equatable, Sendable {
        case exists(path: String)
        /// A file that a results folder lives by.
        case ofResults(path: String)
        /// The file that it was to be made from.
        case input(path: String)
        case failed(FileError)
    }

    package init(_ path: String, _ kind: Kind, overwrites: Bool, madeFrom input: String? = nil) {
        self.path = path
        self.input = input
        self.kind = kind
        self.overwrites = overwrites
    }

    /// Checks that nothing would be lost, for work that takes long before it writes.
    ///
    /// - Parameter bytes: what will be written, where that is known.
    package func check(for bytes: [UInt8] = []) throws(Failure) {
        try checkOthers()
        if !overwrites, WholeFile.replaces(path), !holds([]), !holds(bytes), !kind.recognizes(path) { throw .exists(path: path) }
    }

    package func write(_ bytes: [UInt8]) throws(Failure) {
        try checkOthers()
        var existing = WholeFile.Existing.replaced
        if !overwrites {
            if !WholeFile.replaces(path) { existing = .kept } else if holds(bytes) { return } else { try check() }
        }
        do throws(FileError) {
            try WholeFile.write(bytes, to: path, existing: existing)
        } catch {
            // Another process may have made it since.
            throw error.isOfExistingFile ? .exists(path: path) : .failed(error)
        }
    }

    package func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

    /// Writes lines, each with its newline.
    package func write(_ lines: [String]) throws(Failure) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.reduce(0) { $0 + $1.utf8.count + 1 })
        for line in lines { bytes += line.utf8; bytes.append(UInt8(ascii: "\n")) }
        try write(bytes)
    }

    /// Checks that it is no file that has another purpose, whatever was asked for.
    private func checkOthers() throws(Failure) {
        let target = WholeFile.target(of: path)
        if ResultsTree.isOwn(target) { throw .ofResults(path: path) }
        if let input, WholeFile.isSame(target, input) { throw .input(path: path) }
    }

    private func holds(_ bytes: [UInt8]) -> Bool {
        (try? WholeFile.read(path, limit: bytes.count)) == bytes
    }
}

extension UserFile.Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ofResults(let path): "\"\(path)\" belongs to a results folder and is not replaced"
        case .input(let path): "\"\(path)\" is what is to be read; name another file"
        case .exists(let path): "\"\(path)\" exists; add overwrite=true (--overwrite) to replace it"
        case .failed(let error): "\(error)"
        }
    }
}
