import Notebook

/// What to record a session in, and how.
package struct Recording: Hashable, Sendable {
    package let path: String
    /// Whether times and dates are kept.
    package let keepsTimes: Bool
    /// Whether a file that is no recording is replaced.
    package let overwrites: Bool

    package init(path: String, keepsTimes: Bool = true, overwrites: Bool = false) {
        self.path = path
        self.keepsTimes = keepsTimes
        self.overwrites = overwrites
    }

    /// That a file's name does not end as a notebook's does.
    package struct NotANotebook: Error, Equatable, Sendable, CustomStringConvertible {
        let path: String
        package var description: String { "a notebook's name ends in \(Recording.fileExtension), found \"\(path)\"" }
    }

    static let fileExtension = ".ipynb"
}

extension UserFile.Kind {
    /// The notebook of a recorded session.
    package static let recording = UserFile.Kind { path in
        guard let bytes = try? NotebookFile.read(path), let notebook = try? NotebookDocument(bytes: bytes) else { return false }
        return Provenance.isRecorded(notebook)
    }
}
