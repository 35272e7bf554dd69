import Formats
import Glibc
import Language
package import System

/// A kernelspec: the folder with a `kernel.json` by which front ends find a kernel and know how to start it.
package struct KernelSpec: Sendable {
    package let name: String
    /// The folder that it is in, which is called after it.
    let folder: String
    /// The program that is started.
    let program: String

    package static let standardName = "sweepbook"
    private static let fileName = "kernel.json"
    private static let sizeLimit = 1 << 20
    /// What front ends replace by the kernelspec's folder, so that a package's kernel need not know where it is installed.
    private static let folderPlaceholder = "{resource_dir}"
    /// Behind the program, what starts a kernel.
    private static let arguments = ["kernel", "start", "{connection_file}"]

    /// Why a kernelspec is not written, or not removed.
    package enum Failure: Error, Equatable {
        case wrongName(String)
        /// Neither a prefix nor a home.
        case noHome
        /// A folder has another program's kernel.
        case foreign(String)
        /// What stands in a kernelspec's place can't be read as one.
        case broken(String)
        /// A name that no kernel of ours has in a folder.
        case missing(String, folder: String, nearest: String?)
        case file(FileError)
    }

    /// A name as Jupyter takes it: in lower case.
    package static func name(_ text: String) throws(Failure) -> String {
        let name = text.lowercased()
        let isLegal = name.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._-".utf8.contains(byte)
        }
        guard isLegal, !name.isEmpty, name.contains(where: { $0 != "." }) else { throw .wrongName(text) }
        return name
    }

    // MARK: - Installing
    /// Writes a kernelspec, in place of an earlier one of ours.
    ///
    /// - Parameters:
    ///   - folders: where kernels are, such as `~/.local/share/jupyter/kernels`.
    ///   - program: its absolute path.
    package init(installing name: String, in folders: String, program: String) throws(Failure) {
        (self.name, self.program) = (name, program)
        folder = FileName.join(folders, name)
        if access(file, F_OK) == 0 {
            guard let words = Self.arguments(in: file) else { throw .broken(file) }
            guard Self.isOurs(words) else { throw .foreign(folder) }
        }
        do throws(FileError) {
            try FolderPath.make(folder)
            try WholeFile.write(JSONWriter.bytes(of: .object(fields), .page) + [UInt8(ascii: "\n")], to: file)
            try WholeFile.write(Array(KernelLogo.svg.utf8), to: logo)
        } catch {
            throw .file(error)
        }
    }

    private var file: String { FileName.join(folder, Self.fileName) }
    private var logo: String { FileName.join(folder, KernelLogo.fileName) }

    /// What people choose it by.
    private var displayName: String { name == Self.standardName ? "Sweepbook" : "Sweepbook (\(name))" }

    private var fields: JSONObject {
        [
            "argv": .array(([program] + Self.arguments).map(JSONValue.string)), "display_name": .string(displayName), "language": "sweepbook",
            "interrupt_mode": "message", "metadata": ["supported_encryption": "curve"],
        ]
    }

    /// One of ours that is there; nil where there is none.
    package init?(reading name: String, in folders: String) {
        (self.name, folder) = (name, FileName.join(folders, name))
        guard let words = Self.arguments(in: FileName.join(folder, Self.fileName)), Self.isOurs(words) else { return nil }
        program = words[0].replacing(Self.folderPlaceholder, with: folder, maxReplacements: 1)
    }

    /// What a kernelspec starts a kernel by; nil where it can't be read. A pipe in its place is not waited for.
    private static func arguments(in path: String) -> [String]? {
        guard WholeFile.replaces(path), let bytes = try? WholeFile.read(path, limit: sizeLimit), var reader = try? JSONReader(bytes) else { return nil }
        return (try? reader.document())?.object?["argv"]?.array?.compactMap(\.string)
    }

    private static func isOurs(_ words: [String]) -> Bool { words.count == arguments.count + 1 && words.dropFirst().elementsEqual(arguments) }

    // MARK: - Finding and removing
    /// Ours in a folder, by their names.
    static func all(in folders: String) -> [KernelSpec] {
        FolderListing.paths(startingWith: folders + "/", .folders).compactMap { path in
            KernelSpec(reading: FileName.last(path), in: folders)
        }
    }

    /// Removes what was installed; the folder too, unless something else is in it.
    package func remove() throws(Failure) {
        for path in [file, logo] where unlink(path) != 0 && errno != ENOENT { throw .file(FileError(.write, path, .last)) }
        rmdir(folder)
    }

    /// `sweepbook  /usr/local/share/jupyter/kernels/sweepbook  /usr/local/bin/sweepbook`
    var row: [String] {
        let isThere = access(program, X_OK) == 0
        return [name, folder, isThere ? program : "\(program) (missing; kernel install writes the kernel anew)"]
    }
}

extension KernelSpec.Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongName(let name): "a kernel's name has letters, digits, \".\", \"_\" and \"-\", found \(quoted(name))"
        case .noHome: "HOME is not set; name a folder with prefix=DIR (--prefix DIR)"
        case .foreign(let folder): "\(folder) is another program's kernel; choose another name with name=NAME (--name NAME)"
        case .broken(let path): "\(path) can't be read as a kernelspec; remove it, or choose another name with name=NAME (--name NAME)"
        case .missing(let name, let folder, let nearest):
            "there is no kernel \(quoted(name)) of sweepbook in \(folder)"
                + (nearest.map { "; did you mean \(quoted($0))?" } ?? "")
        case .file(let error): "\(error)"
        }
    }
}
