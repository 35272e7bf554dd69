import Language
import Session
import System
import Testing

/// What is said before a plan is trained, because hardly anyone means it.
struct PlanWarningTests {
    private static let text = "data=\"data/words.txt\" n_layer=1 n_head=1 n_embd_factor=4 block_size=8 batch_size=2 eval_interval=5 seeds=1 dry=true"

    private func notices(_ statement: String) async throws -> [String] {
        _ = ScriptCase.folder
        let notices = Locked<[String]>([])
        _ = try await Harness().interpreter.execute(SourceText(name: "t", statement)) { event in
            if case .notice(let sentence) = event { notices.withLock { $0.append(sentence) } }
        }
        return notices.withLock { $0 }
    }

    @Test(arguments: [
        ("train max_iters=50", "warmup_iters=100 takes the whole run of max_iters=50: the learning rate only rises, and never reaches learning_rate"),
        ("train min_lr=0.01", "min_lr=0.01 is above learning_rate=0.001: the learning rate rises after the warm-up"),
        ("train min_lr=0.01 schedule=constant", "min_lr changes nothing with schedule=constant"),
        ("train vocab_size=300", "vocab_size changes nothing with tokenizer=char"),
        ("train eval_iters=5", "eval_iters changes nothing with streams=split"),
        (
            "sweep vocab_size=[300, 400] tokenizer=[byte, bpe]",
            "vocab_size changes nothing with tokenizer=byte: those combinations are trained once for each of its values, all alike"
        ),
    ])
    func `a plan of text that hardly anyone means`(statement: String, notice: String) async throws {
        #expect(try await notices("\(statement) \(Self.text)") == [notice])
    }

    @Test(arguments: [
        "train max_iters=101", "train tokenizer=bpe vocab_size=300", "train streams=one eval_iters=5",
        "sweep tokenizer=[byte, bpe] vocab_size=300",
    ])
    func `of others nothing is said`(statement: String) async throws {
        #expect(try await notices("\(statement) \(Self.text)").isEmpty)
    }

    @Test(arguments: [
        ("train momentum=0.5", "momentum changes nothing with optimizer=adamw"),
        ("train momentum=0.5 optimizer=adam weight_decay=0", "momentum changes nothing with optimizer=adam"),
        ("train optimizer=sgd beta1=0.8 weight_decay=0", "beta1 changes nothing with optimizer=sgd"),
        ("train optimizer=sgd beta2=0.8 weight_decay=0", "beta2 changes nothing with optimizer=sgd"),
        (
            "train optimizer=adam",
            "optimizer=adam adds weight_decay=0.01 to the gradient, which can outweigh it; PyTorch's default there is weight_decay=0"
        ),
        ("train min_lr=0.001", "min_lr changes nothing with schedule=constant"),
        ("train min_lr=0.1 schedule=linear", "min_lr=0.1 is above learning_rate=0.01: the learning rate rises after the warm-up"),
        (
            "sweep momentum=[0, 0.9] optimizer=[adamw, sgd] weight_decay=0",
            "momentum changes nothing with optimizer=adamw: those combinations are trained once for each of its values, all alike"
        ),
    ])
    func `a plan of relations that hardly anyone means`(statement: String, notice: String) async throws {
        #expect(try await notices("\(statement) dry=true") == [notice])
    }

    @Test(arguments: [
        "train optimizer=sgd momentum=0 weight_decay=0", "train optimizer=adam beta1=0.8 weight_decay=0", "train schedule=cosine min_lr=0.001", "optimizer = \"sgd\"; train momentum=0.5 weight_decay=0.1",
        "sweep optimizer=[adamw, adam, sgd] momentum=0.5 weight_decay=0", "momentum = 0.5; train",
    ])
    func `of others of relations nothing is said`(statement: String) async throws {
        #expect(try await notices("\(statement) dry=true").isEmpty)
    }

    @Test func `a small test that nobody asked for`() async throws {
        let notice = "data/capitals.tsv: by default the test set has 1 of its 12 facts, which tells little; train_size says how many train"
        #expect(try await notices("train data=\"data/capitals.tsv\" dry=true") == [notice])
        #expect(try await notices("train data=\"data/capitals.tsv\" train_size=8 dry=true").isEmpty)
        #expect(try await notices("train_size = 8; train data=\"data/capitals.tsv\" dry=true").isEmpty)
        #expect(try await notices("train dry=true").isEmpty)
    }
}
