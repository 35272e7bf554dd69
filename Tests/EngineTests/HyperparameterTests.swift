import Engine
import Testing

struct HyperparameterTests {
    @Test func tableHoldsTheExperimentsDefaultsInOrder() {
        let rows = Hyperparameter.all.map { "\($0.name)=\($0.defaultValue)" }
        #expect(rows == [
            "data=family_tree", "task=relations", "n_layer=2", "n_head=2", "n_embd_factor=32", "dropout=0.2", "epochs=400", "learning_rate=0.01",
            "weight_decay=0.01", "grad_clip=1.0", "warmup_epochs=0", "train_size=100", "precision=fp32", "beta1=0.9",
            "beta2=0.999", "optimizer=adamw", "momentum=0.9", "block_size=64", "batch_size=12", "max_iters=2000", "min_lr=auto", "warmup_iters=100",
            "schedule=constant", "bias=false", "tied=true", "init=gpt2", "decay=matrices", "batches=random", "streams=split",
            "eval_interval=250", "eval_windows=256", "eval_iters=20", "tokenizer=char", "vocab_size=1024", "data_split=0.9",
        ])
        #expect(Hyperparameter.all.filter(\.isAlwaysNamed).map(\.name) == ["n_layer", "n_head", "n_embd_factor", "dropout"])
    }

    @Test func everyRowIsFoundByNameAndReadFromAConfiguration() throws {
        for parameter in Hyperparameter.all {
            #expect(Hyperparameter.named(parameter.name) == parameter)
            for kind in TaskKind.allCases {
                #expect(TrainingConfiguration(kind: kind)[parameter] == parameter.defaultValue(for: kind))
            }
            #expect(!parameter.help.isEmpty)
        }
        #expect(Hyperparameter.named("n_embd") == nil)
    }

    @Test func textHasNanoGPTsDefaults() {
        let rows = Hyperparameter.belonging(to: .text).prefix(16).map { "\($0.name)=\($0.defaultValue(for: .text))" }
        #expect(rows == [
            "data=family_tree", "task=text", "n_layer=4", "n_head=4", "n_embd_factor=32", "dropout=0.0", "learning_rate=0.001",
            "weight_decay=0.1", "grad_clip=1.0", "precision=fp32", "beta1=0.9", "beta2=0.99", "optimizer=adamw",
            "momentum=0.9", "block_size=64", "batch_size=12",
        ])
        let text = TrainingConfiguration(kind: .text), relations = TrainingConfiguration()
        #expect((text.updates, text.minLR, text.hasBias, text.isTied) == (2000, 1e-4, false, true))
        #expect((relations.updates, relations.hasBias, relations.isTied, relations.decay) == (400, true, false, .all))
        #expect(relations.initialization == .torch)
        #expect((text.schedule, relations.schedule, text.optimizer, relations.optimizer) == (.cosine, .constant, .adamw, .adamw))
    }

    @Test func whatBelongsToAnotherTaskIsRefused() throws {
        let error = #expect(throws: HyperparameterError.self) { try TrainingConfiguration([.maxIters: .integer(5)]) }
        #expect(error?.description == "max_iters belongs to text; the data is relations")
        let other = #expect(throws: HyperparameterError.self) {
            try TrainingConfiguration([.epochs: .integer(5)], kind: .text)
        }
        #expect(other?.description == "epochs belongs to relations; the data is text")
        #expect(try TrainingConfiguration([.minLR: .real(0)], kind: .text).minLR == 0)
        #expect(throws: HyperparameterError.self) { try TrainingConfiguration([.minLR: .word("tenth")], kind: .text) }
    }

    @Test(arguments: [
        ("n_head", "4", "4"), ("dropout", "0", "0.0"), ("dropout", "0.1", "0.1"), ("learning_rate", "1e-3", "0.001"),
        ("grad_clip", "inf", "inf"), ("train_size", "103", "103"), ("weight_decay", "1", "1.0"), ("weight_decay", "-0", "0.0"),
        ("precision", "fp32", "fp32"), ("precision", "bf16", "bf16"),
    ])
    func textBecomesAValue(name: String, text: String, value: String) throws {
        let parameter = try #require(Hyperparameter.named(name))
        #expect(try parameter.parse(text).description == value)
    }

    @Test(arguments: [
        ("n_head", "0", "n_head: found 0, expected a whole number of at least 1"),
        ("n_head", "2.5", "n_head: found \"2.5\", expected a whole number of at least 1"),
        ("n_head", "four", "n_head: found \"four\", expected a whole number of at least 1"),
        ("n_head", "", "n_head: found \"\", expected a whole number of at least 1"),
        ("epochs", "99999999999999999999",
         "epochs: 99999999999999999999 is too large, expected a whole number of at least 1 that fits 64 bits"),
        ("dropout", "1", "dropout: found 1.0, expected a number of at least 0 and below 1"),
        ("dropout", "-0.1", "dropout: found -0.1, expected a number of at least 0 and below 1"),
        ("dropout", "nan", "dropout: found nan, expected a number of at least 0 and below 1"),
        ("dropout", "0x1p-2", "dropout: found \"0x1p-2\", expected a number of at least 0 and below 1"),
        ("learning_rate", "inf", "learning_rate: found inf, expected a number above 0"),
        ("learning_rate", "0", "learning_rate: found 0.0, expected a number above 0"),
        ("grad_clip", "0", "grad_clip: found 0.0, expected a number above 0, or inf"),
        ("weight_decay", "-1", "weight_decay: found -1.0, expected a number of at least 0"),
        ("warmup_epochs", "-1", "warmup_epochs: found -1, expected a whole number of at least 0"),
        ("train_size", "0", "train_size: found 0, expected a whole number from 1 to one less than the facts"),
        ("precision", "bf61", "precision: found \"bf61\", expected fp32 or bf16"),
        ("precision", "BF16", "precision: found \"BF16\", expected fp32 or bf16"),
        ("precision", "16", "precision: found \"16\", expected fp32 or bf16"),
        ("precision", "", "precision: found \"\", expected fp32 or bf16"),
        ("n_head", "bf16", "n_head: found \"bf16\", expected a whole number of at least 1"),
    ])
    func wrongTextIsToldInOneSentence(name: String, text: String, message: String) throws {
        let parameter = try #require(Hyperparameter.named(name))
        let error = #expect(throws: HyperparameterError.self) { try parameter.parse(text) }
        #expect(error?.description == message)
    }

    @Test func configurationRefusesAnOverflowOfNEmbd() {
        let error = #expect(throws: HyperparameterError.self) {
            try TrainingConfiguration([.nHead: .integer(4_000_000_000), .nEmbdFactor: .integer(4_000_000_000)])
        }
        #expect(error?.description == "n_embd = n_head * n_embd_factor = 4000000000 * 4000000000 is too large; "
            + "lower n_embd_factor or n_head")
    }

    @Test(arguments: [
        (.precision, .integer(16), "precision: found \"16\", expected fp32 or bf16"),
        (.precision, .real(16), "precision: found \"16.0\", expected fp32 or bf16"),
        (.precision, .word("half"), "precision: found \"half\", expected fp32 or bf16"),
        (.nHead, .word("bf16"), "n_head: found \"bf16\", expected a whole number of at least 1"),
        (.dropout, .word("bf16"), "dropout: found \"bf16\", expected a number of at least 0 and below 1"),
    ] as [(Hyperparameter, Hyperparameter.Value, String)])
    func aConfigurationRefusesAValueOfAnotherKind(
        parameter: Hyperparameter, value: Hyperparameter.Value, message: String
    ) throws {
        let error = #expect(throws: HyperparameterError.self) { try TrainingConfiguration([parameter: value]) }
        #expect(error?.description == message)
    }

    @Test func theDataBoundsTrainSize() throws {
        let error = #expect(throws: HyperparameterError.self) { try Hyperparameter.trainSize(of: 104).parse("104") }
        #expect(error?.description == "train_size: found 104, expected a whole number from 1 to 103")
        #expect(try Hyperparameter.trainSize(of: 104).parse("103") == .integer(103))
    }

    @Test func precisionIsOneOfItsWords() throws {
        #expect(TrainingConfiguration().precision == .fp32)
        #expect(try TrainingConfiguration([.precision: .word("bf16")]).precision == .bf16)
        #expect(Hyperparameter.precision.words == Precision.allCases.map(\.rawValue))
        #expect(Hyperparameter.belonging(to: .relations).filter { !$0.words.isEmpty } == [.task, .precision, .optimizer, .minLR, .schedule])
    }

    @Test func aValuesPlaceIsItsSizeOrThatOfItsWord() {
        #expect(Hyperparameter.nHead.place(of: .integer(4)) == 4)
        #expect(Hyperparameter.gradClip.place(of: .real(.infinity)) == .infinity)
        #expect(["fp32", "bf16"].map { Hyperparameter.precision.place(of: .word($0)) } == [0, 1])
    }

    @Test func nEmbdIsDerived() throws {
        #expect(try TrainingConfiguration([.nHead: .integer(4), .nEmbdFactor: .integer(16)]).nEmbd == 64)
    }

    @Test(arguments: [
        (0.1, "0.1"), (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (1e-5, "1e-05"), (1e-4, "0.0001"), (123456.75, "123456.75"),
        (1e15, "1000000000000000.0"), (1e16, "1e+16"), (1.5e300, "1.5e+300"), (9007199254740992, "9007199254740992.0"),
        (37.67278289794922, "37.67278289794922"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
        (.leastNonzeroMagnitude, "5e-324"), (-2.5e-7, "-2.5e-07"),
    ])
    func floatsPrintAsPythonPrintsThem(value: Double, text: String) {
        #expect(value.pythonDescription == text)
    }
}
