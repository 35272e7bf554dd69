import Engine
import Experiments
import Testing

struct TaskLibraryTests {
    private static let text = DataFile(name: "a.txt", bytes: Array(String(repeating: "to be or not to be. ", count: 40).utf8))
    private static let facts = DataFile(
        name: "facts.tsv", bytes: Array("from\tby\tto\na\tnext\tb\nb\tnext\tc\nc\tnext\ta\n".utf8))

    private func plan(_ choices: [Hyperparameter: [Hyperparameter.Value]]) throws -> SweepPlan {
        try SweepPlan(choices, seeds: Seeds(count: 1))
    }

    @Test func `every configuration of a plan has its own task`() throws {
        let other = DataFile(name: "b.txt", bytes: Array(String(repeating: "xyz ", count: 100).utf8))
        let plan = try plan([
            .task: [.word("text")], .data: [.word("a.txt"), .word("b.txt")], .tokenizer: [.word("char"), .word("byte")],
            .blockSize: [.integer(16)],
        ])
        let tasks = try TaskLibrary(of: plan, files: ["a.txt": Self.text, "b.txt": other])
        #expect(plan.combinations.map { tasks.task(for: $0.configuration).vocabulary.names.count } == [8, 256, 4, 256])
        #expect(tasks.hashes == ["a.txt": Self.text.hash, "b.txt": other.hash])
        #expect(tasks.task(for: plan.combinations[0].configuration).shape(for: plan.combinations[0].configuration).T == 16)
    }

    @Test func `a block that the text is too short for is refused, whichever combination asks for it`() throws {
        let plan = try plan([.task: [.word("text")], .data: [.word("a.txt")], .blockSize: [.integer(16), .integer(100)]])
        let error = try #require(throws: DataFileError.self) { try TaskLibrary(of: plan, files: ["a.txt": Self.text]) }
        #expect(error.description == "\"a.txt\": its validation part has 80 tokens, too few for block_size 100, which takes at least 101")
    }

    @Test func `train_size leaves a fact for the test`() throws {
        let data: [Hyperparameter: [Hyperparameter.Value]] = [.data: [.word("facts.tsv")]]
        let files = ["facts.tsv": Self.facts]
        let tasks = try TaskLibrary(of: plan(data.merging([.trainSize: [.integer(2)]]) { $1 }), files: files)
        #expect(tasks.hashes["facts.tsv"] == Self.facts.hash)
        let error = try #require(throws: HyperparameterError.self) {
            try TaskLibrary(of: plan(data.merging([.trainSize: [.integer(3)]]) { $1 }), files: files)
        }
        #expect(error.description == "train_size: found 3, expected a whole number from 1 to 2")
    }

    @Test func `sweep.json names each data set's bytes and what tables of counts reach on its text`() throws {
        let plan = try plan([.task: [.word("text")], .data: [.word("a.txt")], .blockSize: [.integer(16)]])
        let manifest = SweepManifest(plan: plan, tasks: try TaskLibrary(of: plan, files: ["a.txt": Self.text]), created: .now)
        let read = try SweepManifest(json: manifest.json)
        #expect(read == manifest)
        #expect(read.dataHashes == ["a.txt": Self.text.hash])
        #expect(read.baselines(of: plan.combinations[0].configuration).first?.name == "uniform")
        let changed = DataFile(name: "a.txt", bytes: Self.text.bytes + [33])
        let error = try #require(throws: FolderError.self) {
            try manifest.checkRepeatable(with: try TaskLibrary(of: plan, files: ["a.txt": changed]))
        }
        #expect(error.description == "\"a.txt\" has changed since the folder's runs were trained on it; their numbers can't be combined")
    }

    @Test func `two files of one name would have one name in the results`() throws {
        let error = try #require(throws: SweepPlanError.self) { try plan([.data: [.word("a/x.tsv"), .word("b/x.tsv")]]) }
        #expect(error.description == "data: a/x.tsv and b/x.tsv would both be called x in the results; rename one of them")
    }
}
