package import Engine
package import System

/// Why a file is no data.
package struct DataFileError: Error, Hashable, Sendable {
    /// What the user calls the file.
    package let name: String
    package let reason: Reason

    package enum Reason: Hashable, Sendable {
        case missing
        case notAFile(found: String)
        case unreadable(SystemError)
        /// It doesn't fit into memory; all in bytes.
        case tooLarge(bytes: Double, needed: Double, available: Double)
        /// It was written to while it was read.
        case changed
        case content(DataError)
    }

    init(_ name: String, _ reason: Reason) {
        self.name = name
        self.reason = reason
    }
}

extension DataFileError: CustomStringConvertible {
    /// One sentence: `facts.tsv:12:7: found 2 tab-separated columns, expected 3 as in the first line`.
    package var description: String {
        switch reason {
        case .missing: "cannot read \"\(name)\": no such file"
        case .notAFile(let found): "cannot read \"\(name)\": found \(found), expected a file"
        case .unreadable(let error): "cannot read \"\(name)\": \(error)"
        case .tooLarge(let bytes, let needed, let available):
            "cannot read \"\(name)\": \(ByteCount.text(bytes)) of data take \(ByteCount.text(needed)) of memory, "
                + "this machine has \(ByteCount.text(available))"
        case .changed: "cannot read \"\(name)\": it changed while it was read; try again"
        case .content(let error):
            if let place = error.place { "\(name):\(place.line):\(place.column): \(error)" } else { "\"\(name)\": \(error)" }
        }
    }
}
