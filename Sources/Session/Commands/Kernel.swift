import Language

extension Command {
    static let kernel = Command(
        "kernel",
        Signature(positionals: [
            .word("start", as: "start", .one, .choices(KernelTask.allCases.map { ($0.rawValue, $0.help) })),
            .path("a connection file", as: "CONNECTION_FILE", .optional),
        ]),
        help: "start a kernel for Jupyter",
        details: "Jupyter's front ends run kernel start with the connection file that they have written.",
        examples: []
    ) { session, invocation in
        throw invocation.fail(.failed("kernel start is what a front end runs"), invocation.call.name.span)
    }
}

private enum KernelTask: String, CaseIterable {
    case start
    var help: String { "answer a front end, which runs this" }
}
