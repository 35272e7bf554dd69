/// What commands that write a file take by name.
enum OutputOption {
    static let overwrite = Option.flag("overwrite", "replace a file that exists")
}

extension Invocation {
    /// The file of a name that the user has given.
    func file(_ path: String, _ kind: UserFile.Kind) -> UserFile {
        UserFile(path, kind, overwrites: self[OutputOption.overwrite] ?? false)
    }
}
