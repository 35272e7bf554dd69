import Formats
import Glibc
import Language

extension Command {
    static let kernel = Command(
        "kernel",
        Signature(
            positionals: [
                .word("install, uninstall, list or start", as: "install|uninstall|list|start", .one, .choices(KernelTask.allCases.map { ($0.rawValue, $0.help) })),
                .path(
                    "a name, or a connection file to start", as: "NAME or CONNECTION_FILE", .optional,
                    .path(.files(endingIn: [".json"]))),
            ],
            options: [name.declaration, prefix.declaration, user.declaration]),
        help: "let JupyterLab, VS Code and other notebook front ends run this language",
        details: """
            install writes a kernelspec, by which front ends find the kernel: for the user alone, or with prefix for all who use that \
            prefix, such as a Python environment. uninstall removes it; list shows where one is and which program it starts. Jupyter itself need not be \
            installed for this. start is what a front end runs, with the connection file that it has written.
            """,
        examples: ["kernel install prefix=\"environment\"\nkernel list prefix=\"environment\"\nkernel uninstall prefix=\"environment\""]
    ) { session, invocation in
        let word = invocation.words[0]
        guard let task = KernelTask(rawValue: word.text) else {
            let names = KernelTask.allCases.map(\.rawValue)
            throw invocation.fail(.unknownWord(word.text, of: "kernel", names, nearest: NearestWord.find(word.text, among: names)), word.span)
        }
        try task.check(invocation)
        do {
            try await invocation.context.show(try session.page(of: task, invocation))
        } catch let error as KernelSpec.Failure {
            throw invocation.fail(.failed("\(error)"))
        }
        return .none
    }

    fileprivate static let name = Option<String>(
        "name", as: "NAME", "what front ends call the kernel by", default: KernelSpec.standardName, reading: .text, completion: .none
    ) { value throws(SessionError) in
        guard case .string(let text) = value else { throw .wrongOption("name", expected: "a name", found: value.found) }
        return text
    }
    fileprivate static let prefix = Option.path(
        "prefix", of: Option.folder, as: "DIR", "folder with share/jupyter/kernels in it", default: "the user's own")
    fileprivate static let user = Option.flag("user", "for this user alone", default: "true unless prefix is given")
}

/// What can be done about kernels.
private enum KernelTask: String, CaseIterable {
    case install, uninstall, list, start

    var help: String {
        switch self {
        case .install: "let front ends find the kernel"
        case .uninstall: "remove it"
        case .list: "show where it is installed"
        case .start: "run it, as front ends do"
        }
    }

    /// Checks that what is given is of use here.
    func check(_ invocation: Invocation) throws(Diagnostic) {
        if self == .start {
            throw invocation.fail(.failed("kernel start is what a front end runs, in a process of its own: sweepbook kernel start FILE"))
        }
        let name = invocation.argument(Command.name)
        if let path = invocation.paths.first, self == .list || name != nil {
            let why = self == .list ? "kernel list takes no name" : "the name is given twice"
            throw invocation.fail(.failed(why), path.span)
        }
        if let name, self == .list { throw invocation.fail(.unknownOption("name", of: "kernel list", nearest: nil), name.span) }
        if let user = invocation.argument(Command.user), let prefix = invocation[Command.prefix], invocation[Command.user] == true {
            throw invocation.fail(.failed("a kernel is for this user or in \"\(prefix)\"; leave out one of the two"), user.span)
        }
    }
}

extension Interpreter {
    fileprivate func page(of task: KernelTask, _ invocation: Invocation) throws -> TextPage {
        let name = try KernelSpec.name(invocation[Command.name] ?? invocation.paths.first?.text ?? KernelSpec.standardName)
        switch task {
        case .install:
            let spec = try KernelSpec(installing: name, in: try kernelFolder(invocation), program: Self.program)
            return TextPage("installed the kernel \(name) in \(spec.folder)")
        case .uninstall:
            let folders = try kernelFolder(invocation)
            guard let spec = KernelSpec(reading: name, in: folders) else {
                let near = NearestWord.find(name, among: KernelSpec.all(in: folders).map(\.name))
                throw KernelSpec.Failure.missing(name, folder: folders, nearest: near)
            }
            try spec.remove()
            return TextPage("removed the kernel \(name) from \(spec.folder)")
        case .list:
            let folders = invocation[Command.prefix].map { [KernelFolders.folder(below: $0)] } ?? KernelFolders().all
            let rows = folders.flatMap(KernelSpec.all).map(\.row)
            return rows.isEmpty ? TextPage("no kernel is installed; kernel install installs one") : TextPage(TextTable(rows))
        case .start: return TextPage([])
        }
    }

    /// Where kernels are: below the prefix that is given, or the user's own.
    private func kernelFolder(_ invocation: Invocation) throws(KernelSpec.Failure) -> String {
        if let prefix = invocation[Command.prefix] { return KernelFolders.folder(below: prefix) }
        guard let own = KernelFolders().own else { throw .noHome }
        return environment.places.writing(own)
    }

    /// The path of the program that runs.
    private static var program: String {
        guard let path = realpath("/proc/self/exe", nil) else { return CommandLine.arguments[0] }
        defer { free(path) }
        return String(cString: path)
    }
}
