import Engine
import Experiments
import Foundation
import TestSupport
import Testing

struct ResultsTreeTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan

    init() throws {
        folder = try TemporaryFolder()
        plan = try ExperimentsTests.plan(nLayer: [1, 2], seeds: 3)
    }

    private func tree(at path: String) throws(StorageError) -> ResultsTree {
        try ResultsTree(at: path, plan: plan, tasks: .familyTree, now: Timestamp(secondsSince1970: 1_754_000_000))
    }

    @Test func `makes the folder and those above it, with the plan in it`() throws {
        let tree = try tree(at: "\(folder.path)/a/b/c//")
        #expect(tree.folder == "\(folder.path)/a/b/c")
        #expect(try folder.names(in: "a/b/c") == ["runs.jsonl", "sweep.json"])
        #expect(try folder.text(of: "a/b/c/runs.jsonl") == "")
        let manifest = try SweepManifest(json: Array(try folder.text(of: "a/b/c/sweep.json").utf8))
        #expect(manifest == SweepManifest(
            plan: plan, tasks: .familyTree, created: Timestamp(secondsSince1970: 1_754_000_000)))
    }

    @Test func `takes an empty folder`() throws {
        try FileManager.default.createDirectory(atPath: "\(folder.path)/empty", withIntermediateDirectories: false)
        let tree = try tree(at: "\(folder.path)/empty")
        #expect(try folder.names(in: "empty") == ["runs.jsonl", "sweep.json"])
        tree.discard()
        #expect(try folder.names() == ["empty"])
        #expect(try folder.names(in: "empty") == [])
    }

    @Test func `refuses a folder that holds something, and leaves it alone`() throws {
        let path = "\(folder.path)/full"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(path)/.hidden"))
        let error = try #require(throws: StorageError.self) { try tree(at: path) }
        #expect(error.description == "the folder \(path) exists and is not empty; name a new or an empty one")
        #expect(try folder.names(in: "full") == [".hidden"])
    }

    @Test func `refuses what is no folder`() throws {
        let path = "\(folder.path)/file"
        try Data().write(to: URL(fileURLWithPath: path))
        let itself = try #require(throws: StorageError.self) { try tree(at: path) }
        #expect(itself.description == "\(path) exists and is not a folder; name a new or an empty one")
        let below = try #require(throws: StorageError.self) { try tree(at: "\(path)/x") }
        #expect(below.description == "cannot make \(path)/x: Not a directory")
        #expect(try folder.names() == ["file"])
    }

    @Test func `removes the folders it made when the last can't be made`() throws {
        let name = String(repeating: "x", count: 300)
        let error = try #require(throws: StorageError.self) { try tree(at: "\(folder.path)/a/b/\(name)") }
        #expect(error == .cannot(.make, path: "\(folder.path)/a/b/\(name)", errno: ENAMETOOLONG))
        #expect(try folder.names() == [])
    }

    @Test func `a folder named after the time gets a number when the name is taken`() throws {
        // The name is made of a moment that no test or sweep has had.
        let now = Timestamp(secondsSince1970: 4_000_000_000 + Int.random(in: 0..<1_000_000_000))
        let trees = try (0..<3).map { _ in try ResultsTree(at: nil, plan: plan, tasks: .familyTree, now: now) }
        defer { for tree in trees { tree.discard() } }
        let name = "sweep_results_\(now.compact)"
        #expect(trees.map(\.folder) == [name, "\(name)_2", "\(name)_3"])
        #expect(name.wholeMatch(of: #/sweep_results_\d{8}_\d{6}/#) != nil)
        #expect(FileManager.default.fileExists(atPath: "\(name)_3/sweep.json"))
    }

    @Test(arguments: [190, 200, 230, 254, 255, 256, 257, 300])
    func `a text's name fits whatever the values are`(length: Int) throws {
        // Hyper-parameters of many digits, and as many epochs' digits as the length takes.
        let values: [Hyperparameter: [Hyperparameter.Value]] = [
            .dropout: [.real(0.30000000000000004)], .learningRate: [0.1, 0.00017782794100389227].map(Hyperparameter.Value.real),
            .weightDecay: [0.1, 0.00017782794100389227].map(Hyperparameter.Value.real),
            .gradClip: [0.1, length > 200 ? 0.00017782794100389227 : 0.2].map(Hyperparameter.Value.real),
            .warmupEpochs: [0, length > 230 ? 1_000_000_000_000 : 1].map(Hyperparameter.Value.integer),
            .epochs: [1, length > 255 ? 1_000_000_000_000_000 : 2].map(Hyperparameter.Value.integer),
            .precision: ["fp32", "bf16"].map(Hyperparameter.Value.word),
        ]
        let plan = try SweepPlan(values, seeds: Seeds(count: 1))
        let names = plan.combinations.map(ResultsTree.textName)
        #expect(Set(names).count == plan.combinations.count)
        #expect(names.allSatisfy { $0.utf8.count <= 255 && $0.hasPrefix("n_layer_2_n_head_2_") && $0.hasSuffix(".txt") })
        let tree = try ResultsTree(at: folder.path + "/long", plan: plan, tasks: .familyTree, now: .now)
        for combination in plan.combinations {
            let run = Run(id: RunID(combination: combination.index, seed: 0), configuration: combination.configuration, seed: 0)
            var report = SweepReport(of: plan, style: .text, in: tree)
            if combination.index == 0 {
                _ = try report.started(combination: 0)
                _ = try report.finished(.finished(run), as: run.id)
                #expect(try folder.names(in: "long").contains(names[0]))
            }
        }
    }

    @Test func `a folder whose path leaves no room for its files is refused before anything is trained`() throws {
        let parts = String(repeating: "/" + String(repeating: "x", count: 200), count: 20)
        let path = (folder.path + parts).prefix(4095 - 50) + "y"
        let plan = try ExperimentsTests.plan(nLayer: [1], seeds: 1)
        let error = #expect(throws: StorageError.self) {
            try ResultsTree(at: String(path), plan: plan, tasks: .familyTree, now: .now)
        }
        #expect(error?.description.contains("a file in \(path) would have a name of") == true)
        #expect(try folder.names() == [])
    }

    @Test func `what was made is gone after a discard`() throws {
        try tree(at: "\(folder.path)/a/b").discard()
        #expect(try folder.names() == [])
    }

    @Test func `a discard leaves a folder that another process works in or has recorded in`() throws {
        let tree = try tree(at: "\(folder.path)/a/b")
        let store = try RecordStore(opening: tree.folder)
        let unit = WorkUnit(plan.combinations[0], seeds: 0..<3, of: plan)
        _ = try store.claim(unit)
        #expect(!tree.discard())
        _ = try store.append([(unit.ids[0], .finished(plan.runs[0]))], to: unit)
        #expect(!tree.discard())
        try store.publish(unit)
        #expect(!tree.discard())
        try store.close()
        #expect(!tree.discard())
        #expect(try ResultsFolder(reading: tree.folder).recordedCount == 1)
        #expect(try folder.names(in: "a/b") == ["runs.jsonl", "sweep.json"])
    }

    @Test func `the manifest names the data by its hash`() throws {
        let manifest = SweepManifest(plan: plan, tasks: .familyTree, created: .now)
        #expect(manifest.dataHashes["family_tree"] == "aefea89153981221c7aa3c1a6e437e8f9d70c38be1582560b30f5dcaf32fdc24")
        #expect(manifest.version == "0.1.0")
        #expect(try SweepManifest(json: manifest.json) == manifest)
    }

    @Test func `a manifest with infinity and chosen seeds reads back`() throws {
        let plan = try SweepPlan([.gradClip: [.real(.infinity), .real(1)]], seeds: Seeds(parsing: "8,3"))
        let manifest = SweepManifest(plan: plan, tasks: .familyTree, created: .now)
        #expect(try SweepManifest(json: manifest.json).plan == plan)
    }
}
