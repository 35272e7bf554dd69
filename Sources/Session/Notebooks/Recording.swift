/// What to record a session in, and how.
package struct Recording: Hashable, Sendable {
    package let path: String
    /// Whether times and dates are kept.
    package let keepsTimes: Bool

    package init(path: String, keepsTimes: Bool = true) {
        self.path = path
        self.keepsTimes = keepsTimes
    }

    /// Why there is no recording in a file.
    package enum Refusal: Error, Equatable, Sendable {
        /// The name does not end as a notebook's does.
        case noNotebookName(String)
        /// The file is there, and no recording made it.
        case occupied(String)
    }

    static let fileExtension = ".ipynb"
}

extension Recording.Refusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noNotebookName(let path):
            "a notebook's name ends in \(Recording.fileExtension), found \"\(path)\""
        case .occupied(let path):
            "\"\(path)\" is there already and was not recorded; choose another name"
        }
    }
}
