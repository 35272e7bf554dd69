import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// The models of a results folder: their names, and what becomes of them when the folder changes.
struct CheckpointsTests {
    private let folder: TemporaryFolder
    private let now = Timestamp(secondsSince1970: 1_754_000_000)

    init() throws { folder = try TemporaryFolder() }

    /// A complete folder in which each run has a model that names its seed.
    private func make(
        _ name: String, _ plan: SweepPlan, checkpoints rule: CheckpointRule = .last, record: (Run) -> RunRecord = { .finished($0) }
    ) throws -> Checkpoints {
        let path = folder.file(name), tree = try ResultsTree(at: path, plan: plan, tasks: .familyTree, now: now, checkpoints: rule)
        try folder.write(plan.runs.map(record).flatMap(\.keptLine), to: "\(name)/runs.jsonl")
        let checkpoints = Checkpoints(in: tree.folder)
        for run in plan.runs { try publish(plan.combinations[run.id.combination], run.seed, in: checkpoints) }
        return checkpoints
    }

    private func publish(_ combination: Combination, _ seed: UInt32, iteration: Int = 9, isOnTheWay: Bool = false, in checkpoints: Checkpoints) throws {
        let file = try SmallModel.file(seed: seed, iteration: iteration)
        try checkpoints.publish([checkpoints.draft(file, of: combination, isOnTheWay: isOnTheWay)])
    }

    private func names(_ name: String) throws -> [String] { try folder.names(in: "\(name)/checkpoints") }

    @Test func `names have two digits of the seed at least, and six of the iteration`() throws {
        let combination = try plan(nLayer: [1], nHead: [1]).combinations[0]
        let checkpoints = Checkpoints(in: folder.path), stem = "n_layer_1_n_head_1_n_embd_factor_16_dropout_0.1_seed_"
        for seed in [7, 123, 4_294_967_295] as [UInt32] { try publish(combination, seed, in: checkpoints) }
        for iteration in [0, 250, 1_234_567] { try publish(combination, 7, iteration: iteration, isOnTheWay: true, in: checkpoints) }
        #expect(try names(".") == [
            "07", "07_iter_000000", "07_iter_000250", "07_iter_1234567", "123", "4294967295",
        ].map { "\(stem)\($0).safetensors" }.sorted())
        #expect(checkpoints.path(of: combination, seed: 7) == folder.file("checkpoints/\(stem)07.safetensors"))
        #expect(checkpoints.path(of: combination, seed: 8) == nil)
        let sizes = try names(".").map { try folder.bytes(of: "checkpoints/\($0)").count }
        #expect(checkpoints.size.count == 6 && checkpoints.size.bytes == sizes.reduce(0, +))
    }

    @Test func `long names end in a digest, and stay apart`() throws {
        let rates = [0.1, 0.00017782794100389227, 0.0001778279410038924].map(Hyperparameter.Value.real)
        let plan = try SweepPlan([
            .dropout: [.real(0.30000000000000004)], .learningRate: rates, .weightDecay: rates, .gradClip: rates,
            .warmupEpochs: [0, 1_000_000_000_000].map(Hyperparameter.Value.integer),
            .epochs: [1, 1_000_000_000_000_000].map(Hyperparameter.Value.integer),
        ], seeds: Seeds(count: 1))
        let checkpoints = Checkpoints(in: folder.path)
        for combination in plan.combinations { try publish(combination, .max, iteration: .max, isOnTheWay: true, in: checkpoints) }
        let names = try names(".")
        #expect(names.count == plan.combinations.count && checkpoints.size.count == names.count)
        #expect(names.allSatisfy { $0.utf8.count <= 255 && $0.hasPrefix("n_layer_2_") && $0.hasSuffix("_seed_4294967295_iter_\(Int.max).safetensors") })
    }

    @Test(arguments: ["model.safetensors", "a_seed_.safetensors", "a_seed_7.pt", "seed_7.safetensors", ".x.tmp", "a_seed_٣.safetensors"])
    func `a file of another name is no model of a run, and stays`(name: String) throws {
        let checkpoints = Checkpoints(in: folder.path)
        try publish(plan().combinations[0], 1, in: checkpoints)
        try folder.write("mine", to: "checkpoints/\(name)")
        #expect(checkpoints.size.count == 1)
        #expect(try checkpoints.removeAll().count == 1)
        #expect(try names(".") == [name])
    }

    @Test func `what leads elsewhere is never written through, and never removed`() throws {
        let combination = try plan().combinations[0], other = Checkpoints(in: folder.file("other")), linked = Checkpoints(in: folder.file("linked"))
        for name in ["other", "linked"] { try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: false) }
        try publish(combination, 1, in: other)
        try FileManager.default.createSymbolicLink(atPath: folder.file("linked/checkpoints"), withDestinationPath: "../other/checkpoints")
        let error = #expect(throws: StorageError.self) { try publish(combination, 2, in: linked) }
        #expect(error == .cannot(.make, path: folder.file("linked/checkpoints"), errno: ENOTDIR))
        #expect(linked.size.count == 0)
        #expect(try linked.removeAll().count == 0)
        #expect(linked.path(of: combination, seed: 1) != nil)
        #expect(other.size.count == 1)

        let name = try #require(names("other").first), path = folder.file("other/checkpoints/\(name)")
        try FileManager.default.moveItem(atPath: path, toPath: folder.file("elsewhere"))
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.file("elsewhere"))
        let before = try folder.bytes(of: "elsewhere")
        try publish(combination, 1, iteration: 10, in: other)
        #expect(try folder.bytes(of: "elsewhere") == before)
        #expect(try folder.bytes(of: "other/checkpoints/\(name)") != before)
    }

    @Test func `a model that is not published leaves nothing`() throws {
        let checkpoints = Checkpoints(in: folder.path), combination = try plan().combinations[0]
        do { _ = try checkpoints.draft(SmallModel.file(), of: combination, isOnTheWay: false) }
        #expect(try names(".") == [])
        #expect(checkpoints.path(of: combination, seed: 7) == nil)
    }
}

// MARK: - Folders that change
extension CheckpointsTests {
    @Test func `more seeds leave the models as they are`() throws {
        let checkpoints = try make("a", plan(nLayer: [1], seeds: 2)), before = try names("a")
        try ResultsFolder.extend(folder.file("a"), by: [:], seeds: Seeds(count: 4), tasks: .familyTree)
        #expect(try names("a") == before && checkpoints.size.count == 2)
    }

    @Test func `a hyper-parameter that the names lacked gets into them`() throws {
        let checkpoints = try make("a", plan(nLayer: [1], seeds: 2))
        try ResultsFolder.extend(folder.file("a"), by: [.weightDecay: [.real(0.01), .real(0.1)]], seeds: nil, tasks: .familyTree)
        let combinations = try ResultsFolder(reading: folder.file("a")).plan.combinations
        #expect(combinations.map { checkpoints.path(of: $0, seed: 1) != nil } == [true, false])
        #expect(try names("a").count == 2)
        #expect(try names("a").allSatisfy { $0.contains("_weight_decay_0.01_seed_0") })
    }

    @Test func `merging takes in all models, of a run that two folders have one`() throws {
        let first = try make("a", plan(nLayer: [1], seeds: 2)), second = try make("b", plan(nLayer: [1, 2], seeds: 3))
        let merged = try ResultsFolder.merge([folder.file("a"), folder.file("b")], into: folder.file("both"), at: now)
        #expect(try names("both") == names("b"))
        #expect(merged.manifest.checkpoints == .last)
        #expect(first.size.count == 2 && second.size.count == 6)
        try second.removeAll()
        #expect(Checkpoints(in: folder.file("both")).size.count == 6)
    }

    @Test func `folders of two rules merge to one that keeps none of what is trained later`() throws {
        _ = try make("a", plan(nLayer: [1], seeds: 2))
        _ = try make("b", plan(nLayer: [1], seeds: 3), checkpoints: .best)
        let merged = try ResultsFolder.merge([folder.file("a"), folder.file("b")], into: folder.file("both"), at: now)
        #expect(merged.manifest.checkpoints == .none)
        #expect(try names("both").count == 3)
    }

    @Test func `the models of failed runs go with their records`() throws {
        let checkpoints = try make("a", plan(nLayer: [1], seeds: 3)) { $0.seed == 1 ? .failed($0, epoch: 3, loss: .nan) : .finished($0) }
        #expect(try ResultsFolder.forgetFailures(in: folder.file("a")) == 1)
        #expect(try names("a").allSatisfy { !$0.contains("_seed_01") })
        #expect(checkpoints.size.count == 2)
    }

    @Test func `collecting keeps models, and takes away what a dead process left`() throws {
        let checkpoints = try make("a", plan(nLayer: [1], seeds: 2)), before = try names("a")
        let torn = "a/checkpoints/.5d41402abc4b2a76.1234.9f86d081884c7d65.new"
        try folder.write("torn", to: torn)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: folder.file(torn))
        _ = try ResultsFolder.collect(folder.file("a"), at: now)
        #expect(try names("a") == before && checkpoints.size.count == 2)
    }

    @Test func `the rule is kept in sweep.json, unless it is none`() throws {
        _ = try make("a", plan(), checkpoints: .every)
        _ = try make("b", plan(), checkpoints: .none)
        #expect(try SweepManifest(of: folder.file("a")).checkpoints == .every)
        #expect(try folder.text(of: "a/sweep.json").contains("\"checkpoints\" : \"every\""))
        #expect(try !folder.text(of: "b/sweep.json").contains("checkpoints"))
    }
}
