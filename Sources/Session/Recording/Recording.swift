import Formats
import Notebook

/// What to record a session in, and how.
package struct Recording: Hashable, Sendable {
    /// What is to be done about a file that exists.
    package enum Existing: Hashable, Sendable { case kept, replaced, continued }

    /// Where in the session a recording starts.
    package enum Start: String, CaseIterable, Sendable { case here, start }

    package let path: String
    /// Whether times and dates are kept.
    package let keepsTimes: Bool
    package let existing: Existing
    package let start: Start

    package init(path: String, keepsTimes: Bool = true, existing: Existing = .kept, from start: Start = .here) {
        self.path = path
        self.keepsTimes = keepsTimes
        self.existing = existing
        self.start = start
    }

    /// That a file's name does not end as a notebook's does.
    package struct NotANotebook: Error, Equatable, Sendable, CustomStringConvertible {
        let path: String
        package var description: String { "a notebook's name ends in \(Recording.fileExtension), found \"\(path)\"" }
    }

    /// Why a session is not recorded.
    package enum Refusal: Error, Equatable, Sendable {
        case exists(path: String)
        case otherLanguage(String, path: String)
        /// The session has said too much for its start to be known.
        case tooLate
    }

    static let fileExtension = ".ipynb"
    /// How much text of a session is kept for a recording from its start, in bytes.
    static let mostKept = 16 << 20
}

extension Recording.Refusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exists(let path):
            "\"\(path)\" exists; add append=true (--append) to continue it, or overwrite=true (--overwrite) to replace it"
        case .otherLanguage(let language, let path): "\"\(path)\" is a notebook of \(quoted(language)) and can't be continued"
        case .tooLate: "the session has shown over \(Recording.mostKept >> 20) MB, so its start is no longer kept"
        }
    }
}
