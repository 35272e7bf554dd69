package import Engine
import Glibc
import System

/// A file to learn from, as it was at one moment: whatever is made of it is made of these bytes.
///
///     let file = try DataFile.read("input.txt", within: memory)
///     let corpus = try file.corpus(TextEncoding(.char, split: 0.9))
package struct DataFile: Sendable {
    /// What the user calls it.
    package let name: String
    package let bytes: [UInt8]
    /// The SHA-256 of the bytes, in hexadecimal.
    package let hash: String

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        hash = SHA256.hex(of: bytes)
    }

    /// Hinton's family trees, which need no file.
    package static let familyTree = DataFile(name: "\(Hyperparameter.data.defaultValue)", bytes: Dataset.familyTree.source)

    /// What it is read as unless the user says.
    package var kind: TaskKind { TaskKind(ofContent: bytes) }

    package func relations() throws(DataFileError) -> Dataset {
        do throws(DataError) {
            return try Dataset(relations: bytes)
        } catch {
            throw DataFileError(name, .content(error))
        }
    }

    package func corpus(_ encoding: TextEncoding) throws(DataFileError) -> Corpus {
        do throws(DataError) {
            return try Corpus(text: bytes, encoding)
        } catch {
            throw DataFileError(name, .content(error))
        }
    }

    /// Checks that both parts of its text are long enough.
    package func check(_ corpus: Corpus, blockSize: Int) throws(DataFileError) {
        do throws(DataError) {
            try corpus.check(blockSize: blockSize)
        } catch {
            throw DataFileError(name, .content(error))
        }
    }
}

// MARK: - Reading
extension DataFile {
    /// Bytes of memory that one byte of a file takes: itself, a token of two, and a copy while it is read.
    package static let memoryOfByte = 4.0

    /// Reads a file once.
    ///
    /// - Parameters:
    ///   - name: what the user calls it; the path itself unless given.
    ///   - memory: the bytes that may be taken.
    /// - Throws: `DataFileError` when it is no file, too large, or changes meanwhile.
    package static func read(_ path: String, named name: String? = nil, within memory: Double) throws(DataFileError) -> DataFile {
        let name = name ?? path
        let file: FileDescriptor
        do throws(SystemError) {
            // Opening a pipe would wait for someone who writes to it.
            file = try .open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        } catch {
            throw DataFileError(name, [ENOENT, ENOTDIR].contains(error.code) ? .missing : .unreadable(error))
        }
        defer { file.close() }
        return DataFile(name: name, bytes: try contents(of: file, name, within: memory))
    }

    private static func contents(of file: FileDescriptor, _ name: String, within memory: Double) throws(DataFileError) -> [UInt8] {
        let problem: DataFileError.Reason?
        do throws(SystemError) {
            let before = try file.status
            problem = Self.problem(of: before, within: memory)
            if problem == nil {
                let bytes = try file.read(limit: Int(before.st_size))
                if bytes.count == before.st_size, isSame(try file.status, before) { return bytes }
            }
        } catch {
            throw DataFileError(name, .unreadable(error))
        }
        throw DataFileError(name, problem ?? .changed)
    }

    private static func problem(of status: stat, within memory: Double) -> DataFileError.Reason? {
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: return .notAFile(found: "a folder")
        case S_IFIFO: return .notAFile(found: "a pipe")
        default: return .notAFile(found: "a device")
        }
        if status.st_size == 0 { return .content(.empty) }
        let needed = Double(status.st_size) * memoryOfByte
        return needed > memory ? .tooLarge(bytes: Double(status.st_size), needed: needed, available: memory) : nil
    }

    private static func isSame(_ a: stat, _ b: stat) -> Bool {
        (a.st_size, a.st_mtim.tv_sec, a.st_mtim.tv_nsec) == (b.st_size, b.st_mtim.tv_sec, b.st_mtim.tv_nsec)
    }
}
