import Glibc

/// Why a path leads to no model.
package struct UnreadableModel: Error, CustomStringConvertible {
    package enum Reason: Sendable {
        case missing
        case storage(StorageError)
        case content(ModelFileError)
    }

    package let path: String
    package let reason: Reason

    package init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// One sentence.
    package var description: String {
        switch reason {
        case .missing: "there is no file \"\(path)\""
        case .storage(let error): "\(error)"
        case .content(let error): "\"\(path)\" can't be read as a model: \(error)"
        }
    }
}

extension ModelFile {
    /// The model of a file that sweepbook wrote, past links.
    ///
    /// - Throws: `UnreadableModel`, also for a folder, a pipe and whatever else is no file.
    package init(reading path: String) throws(UnreadableModel) {
        let bytes = try Self.bytes(of: path)
        do throws(ModelFileError) { try self.init(bytes) } catch { throw UnreadableModel(path, .content(error)) }
    }

    /// The bytes of a file, whatever it holds.
    package static func bytes(of path: String) throws(UnreadableModel) -> [UInt8] {
        do throws(StorageError) {
            if let bytes = try Storage.contents(of: path) { return bytes }
        } catch {
            throw UnreadableModel(path, .storage(error))
        }
        throw UnreadableModel(path, .missing)
    }
}
