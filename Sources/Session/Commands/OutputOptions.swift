/// What commands that write a file take by name.
enum OutputOption {
    static let overwrite = Option.flag("overwrite", "replace a file that exists")
}

extension Invocation {
    /// The file of a name that the user has given.
    ///
    /// - Parameter input: the file that it is made from.
    func file(_ path: String, _ kind: UserFile.Kind, madeFrom input: String? = nil) -> UserFile {
        UserFile(path, kind, overwrites: self[OutputOption.overwrite] ?? false, madeFrom: input)
    }
}
