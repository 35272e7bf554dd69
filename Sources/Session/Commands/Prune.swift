import Experiments
import Language

extension Command {
    static let prune = Command(
        "prune", Signature(positionals: [.result(.one), .result(.any)], options: [force.declaration]),
        help: "remove the models that results folders keep",
        details: """
            Without force nothing is removed, and it is an error that says what would be. Records, texts and whatever else is in the folders stay; a model is then trained again \
            where one is asked for. A folder that a process works on is refused.
            """,
        examples: ["train epochs=1 seeds=2 out=\"pruned\"\nprune pruned force=true"]
    ) { session, invocation in
        let references = try await session.references(invocation.paths, invocation.context)
        var folders: [(name: String, checkpoints: Checkpoints, size: Checkpoints.Size)] = []
        for reference in references {
            let places = session.environment.places
            folders.append(try await session.apart(at: reference, invocation) {
                let path = try places.changing(reference.folder)
                guard try !ResultsFolder(reading: path).isInWork else { throw PruneRefusal.inWork(path) }
                let checkpoints = Checkpoints(in: path)
                return (reference.folder, checkpoints, try checkpoints.checkedSize())
            })
        }
        let kept = folders.filter { $0.size.count > 0 }
        guard kept.isEmpty || invocation[force] == true else {
            let sentence = WordList.all(kept.map { "\($0.name) keeps \($0.size)" })
            throw invocation.fail(.failed("\(sentence); prune removes them for good with force=true (--force)"))
        }
        for folder in folders {
            guard folder.size.count > 0 else {
                try await invocation.context.show(["\(folder.name) keeps no models"])
                continue
            }
            let removed = try await session.apart { try folder.checkpoints.removeAll() }
            try await invocation.context.show(["\(folder.name): \(removed) removed"])
        }
        return .none
    }

    private static let force = Option.flag("force", "remove them, for good")
}

/// Why a folder is not pruned.
private enum PruneRefusal: Error, CustomStringConvertible {
    case inWork(String)

    var description: String {
        switch self {
        case .inWork(let path): "a process works on \(path); its models can be removed once it has ended"
        }
    }
}
