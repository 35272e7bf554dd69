import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// Hyper-parameters that are nowhere while they are at their defaults: in plans and on the disk, of relations and of text.
struct OptimizerRecordTests {
    private static let names = ["optimizer", "momentum", "min_lr", "schedule"]
    /// Each kind's with other values, and what names them.
    private static let relations: [Hyperparameter: [Hyperparameter.Value]] = [
        .optimizer: [.word("sgd")], .momentum: [.real(0.5)], .schedule: [.word("linear")], .minLR: [.real(0.001)],
    ]

    private func relations(_ choices: [Hyperparameter: [Hyperparameter.Value]] = [:]) throws -> SweepPlan {
        try SweepPlan(choices, seeds: Seeds(count: 2))
    }

    private func text(_ choices: [Hyperparameter: [Hyperparameter.Value]] = [:]) throws -> SweepPlan {
        let data: [Hyperparameter: [Hyperparameter.Value]] = [.task: [.word("text")], .data: [.word("a.txt")]]
        return try SweepPlan(data.merging(choices) { $1 }, seeds: Seeds(count: 2))
    }

    private func manifest(of plan: SweepPlan) throws -> String {
        let tasks = plan.kind == .text ? try textTasks(of: plan) : .familyTree
        return String(decoding: SweepManifest(plan: plan, tasks: tasks, created: .now).json, as: UTF8.self)
    }

    private func record(_ plan: SweepPlan) -> RunRecord {
        plan.kind == .text ? .text(plan.runs[0], validation: [3, 2]) : .finished(plan.runs[0])
    }

    @Test func `their defaults are silent`() throws {
        for plan in [try relations(), try text()] {
            let silent = plan.kind == .text ? ["optimizer", "momentum"] : Self.names
            let configuration = plan.combinations[0].configuration
            let written = try manifest(of: plan) + String(decoding: record(plan).jsonLine, as: UTF8.self)
            for name in silent {
                #expect(!written.contains("\"\(name)\""))
                #expect(!configuration.recorded.contains { $0.name == name })
                #expect(!configuration.digested.contains { $0.name == name })
                #expect(!plan.named.contains { $0.name == name })
            }
            #expect(try SweepManifest(json: Array(manifest(of: plan).utf8)).plan == plan)
            #expect(try RunRecord(jsonLine: record(plan).jsonLine) == record(plan))
        }
    }

    @Test func `a text's digest is made of what it was made of before`() throws {
        let digested = try text().combinations[0].configuration.digested.map(\.name)
        #expect(digested == [
            "data", "task", "n_layer", "n_head", "n_embd_factor", "dropout", "learning_rate", "weight_decay", "grad_clip", "precision",
            "beta1", "beta2", "block_size", "batch_size", "max_iters", "min_lr", "warmup_iters", "schedule", "bias", "tied", "init",
            "decay", "batches", "streams", "eval_interval", "eval_windows", "eval_iters", "tokenizer", "vocab_size", "data_split",
        ])
    }

    @Test func `other values are named and kept`() throws {
        let sgd = try text([.optimizer: [.word("sgd")], .momentum: [.real(0)]])
        #expect(sgd.combinations[0].assignments.hasSuffix(", optimizer=sgd, momentum=0.0"))
        let falling = try relations(Self.relations)
        #expect(falling.combinations[0].assignments.hasSuffix(", optimizer=sgd, momentum=0.5, min_lr=0.001, schedule=linear"))
        for plan in [sgd, falling] {
            #expect(try SweepManifest(json: Array(manifest(of: plan).utf8)).plan == plan)
            #expect(try RunRecord(jsonLine: record(plan).jsonLine) == record(plan))
            let names = plan.combinations[0].configuration.digested.map(\.name)
            #expect(names.contains("optimizer") && names.contains("momentum"))
        }
    }

    /// Where a table has a column for it, what no run of that kind uses is empty.
    @Test func `what an optimizer does not have is not used`() throws {
        func unused(_ rule: UpdateRule) throws -> [String] {
            let configuration = try TrainingConfiguration([.optimizer: .word(rule.rawValue)])
            return Hyperparameter.belonging(to: .relations).filter { !configuration.uses($0) }.map(\.name)
        }
        #expect(try unused(.adamw) == ["momentum"])
        #expect(try unused(.adam) == ["momentum"])
        #expect(try unused(.sgd) == ["beta1", "beta2"])
    }
}
