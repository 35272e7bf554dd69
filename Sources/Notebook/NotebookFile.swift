import Formats
package import System

/// Notebooks on disk.
package enum NotebookFile {
    /// The bytes of a file, one more than a notebook may have at most.
    package static func read(_ path: String) throws(FileError) -> [UInt8] {
        try WholeFile.read(path, limit: JSONReader.sizeLimit)
    }
}
