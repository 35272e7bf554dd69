import Glibc
import System

/// Where the files are that commands name: one rule for all that is read, and one place that says where to write.
///
/// A leading `~` is the user's home folder. A relative name is looked for in the folder one is in, then beside the script or
/// notebook that is running, then beside the one that runs that. What is written goes where its name says.
///
/// While a notebook is verified, all that is written goes to a ``ScratchFolder``, and is found there first.
package struct FilePlaces: Sendable {
    /// The folders of the scripts and the notebook that are running, the outermost first.
    var running: [String] = []
    package var scratch: ScratchFolder?

    /// The path at which a file that is to be read is; the name itself where there is none.
    func reading(_ path: String) -> String {
        let path = HomePath.expanded(path)
        if let found = candidates(path).first(where: { access($0, F_OK) == 0 }) { return found }
        return scratch.map { path.contains("..") ? $0.absolute(path) : path } ?? path
    }

    private func candidates(_ path: String) -> [String] {
        let beside = path.hasPrefix("/") ? [] : running.reversed().map { FileName.join($0, path) }
        guard let scratch else { return [path] + beside }
        return ([path] + beside).flatMap { [scratch.place(of: $0), scratch.absolute($0)] }
    }

    /// The path at which a file or folder that a command writes is written.
    func writing(_ path: String) -> String {
        let path = HomePath.expanded(path)
        guard let scratch else { return path }
        let place = scratch.output(path)
        return path.hasPrefix("/") || path.contains("..") ? place : path
    }

    /// The path at which a results folder is changed.
    ///
    /// - Throws: `FileError` when it can't be copied to the scratch folder.
    func changing(_ folder: String) throws(FileError) -> String {
        guard let scratch, access(folder, F_OK) == 0, folder.hasPrefix("/") || access(scratch.place(of: folder), F_OK) != 0
        else { return folder }
        return try scratch.copy(folder)
    }

    /// `, neither here nor in "sub"`: where a relative name was looked for that is not there; else nothing.
    func searched(_ path: String) -> String {
        guard !HomePath.expanded(path).hasPrefix("/"), access(reading(path), F_OK) != 0 else { return "" }
        let folders = running.reversed().filter { $0 != "." }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return folders.isEmpty ? "" : ", neither here nor in " + folders.map { "\"\($0)\"" }.joined(separator: " or ")
    }
}
