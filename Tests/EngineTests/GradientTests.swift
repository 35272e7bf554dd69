import Engine
import Foundation
import Testing

struct GradientTests {
    /// A sample of every tensor's first gradient, and its sum and norm, against the NumPy oracle.
    /// `Soak` compares every element.
    @Test(arguments: try Reference.firstGradients())
    func firstGradientsAreTheOracles(reference: Reference.FirstGradients) throws {
        let probe = try ModelProbe(
            configuration: reference.configuration, seed: reference.seed, task: .familyTree, kernels: VectorKernels())
        #expect(abs(probe.forward() - reference.loss) < 1e-6 * reference.loss)
        probe.backward()
        #expect(Set(probe.tensors.map(\.name)) == Set(reference.tensors.map(\.name)))
        for tensor in probe.tensors {
            let expected = try #require(reference.tensors.first { $0.name == tensor.name })
            #expect((tensor.rows, tensor.cols) == (expected.rows, expected.cols))
            let found = probe.gradients(tensor).map(Double.init)
            for element in try #require(expected.elements) {
                let value = found[Int(element[0]) * tensor.cols + Int(element[1])]
                #expect(abs(value - element[2]) <= 1e-5 * expected.largest, "\(tensor.name) \(element)")
            }
            let norm = found.reduce(0) { $0 + $1 * $1 }.squareRoot(), sum = found.reduce(0, +)
            #expect(abs(norm - (try #require(expected.norm))) <= 1e-5 * norm, "\(tensor.name)")
            #expect(abs(sum - (try #require(expected.sum))) <= 1e-5 * expected.largest * Double(found.count).squareRoot(), "\(tensor.name)")
        }
    }

    /// Every element of PyTorch's first gradients, before clipping, of a text run with dropout.
    @Test func firstGradientsOfTextArePyTorchs() throws {
        let run = try Reference.textRuns()[16]
        let probe = try ModelProbe(
            configuration: run.configuration(), seed: run.seed, task: .text(Reference.shakespeare()), kernels: VectorKernels())
        #expect(abs(probe.forward() - run.losses[0]) <= 1e-6 * run.losses[0])
        probe.backward()
        var rest = try Data(contentsOf: Reference.folder().appending(path: "text_gradients.f32"))
            .withUnsafeBytes { $0.bindMemory(to: Float.self).map(Double.init) }[...]
        for tensor in probe.tensors {
            let expected = rest.prefix(tensor.rows * tensor.cols), largest = expected.map(abs).max() ?? .nan
            rest = rest.dropFirst(expected.count)
            let worst = zip(probe.gradients(tensor), expected).map { abs(Double($0) - $1) }.max() ?? .nan
            #expect(worst <= 1e-6 * largest, "\(tensor.name)")
        }
        #expect(rest.isEmpty)
    }

    /// The model's forward and backward pass with plain kernels in double, against central differences.
    @Test(arguments: [1, 2, 7], [0, 0.3])
    func gradientsAreTheLossesSlopes(T: Int, dropout: Double) throws {
        let configuration = try TrainingConfiguration([
            .nLayer: .integer(2), .nHead: .integer(2), .nEmbdFactor: .integer(3), .dropout: .real(dropout),
            .trainSize: .integer(5),
        ])
        try expectSlopes(configuration, KernelTests.tokens(examples: 6, T: T, V: 11))
    }

    /// The same of the next token's loss, with and without biases and a tied head, whose gradient has two parts; with two
    /// positions attention goes its way for pairs.
    @Test(arguments: [1, 2, 7, 64], models)
    func nextTokenGradientsAreTheLossesSlopes(T: Int, _ model: Model) throws {
        // Attention written down plainly takes long where T is large.
        let configuration = try Self.text(model, [
            .nLayer: .integer(T > 7 ? 1 : 2), .nHead: .integer(2), .nEmbdFactor: .integer(T == 2 ? 16 : 3), .dropout: .real(0.3),
            .blockSize: .integer(T), .batchSize: .integer(T > 7 ? 1 : 3),
        ])
        try expectSlopes(configuration, .text(TextTaskTests.corpus()), elements: T > 7 ? 2 : 6)
    }

    typealias Model = (hasBias: Bool, isTied: Bool)
    static let models = [(false, true), (true, true), (true, false), (false, false)]

    /// A model of text with PyTorch's own initial values, which are large, so that gradients are too.
    private static func text(
        _ model: Model, _ settings: [Hyperparameter: Hyperparameter.Value]
    ) throws -> TrainingConfiguration {
        let own: [Hyperparameter: Hyperparameter.Value] = [
            .bias: .word("\(model.hasBias)"), .tied: .word("\(model.isTied)"), .initialization: .word("torch"),
        ]
        return try TrainingConfiguration(own.merging(settings) { $1 }, kind: .text)
    }

    /// The error of a difference is about h² plus 1e-16 / h; with h = 1e-5 both are below 1e-9.
    private func expectSlopes(_ configuration: TrainingConfiguration, _ task: LearningTask, elements: Int = 6) throws {
        let probe = try ModelProbe(
            configuration: configuration, seed: 7, task: task, kernels: PlainKernels<Double>())
        _ = probe.forward()
        probe.backward()
        var numbers = Numbers(seed: 8)
        let h = 1e-5
        for tensor in probe.tensors {
            let gradients = probe.gradients(tensor)
            for _ in 0..<elements {
                let row = numbers.next(below: tensor.rows), col = numbers.next(below: tensor.cols)
                probe.nudge(tensor, row: row, col: col, by: h)
                let above = probe.forward()
                probe.nudge(tensor, row: row, col: col, by: -2 * h)
                let below = probe.forward()
                probe.nudge(tensor, row: row, col: col, by: h)
                let slope = (above - below) / (2 * h)
                #expect(abs(slope - gradients[row * tensor.cols + col]) < 1e-8, "\(tensor.name)[\(row), \(col)]")
            }
        }
    }

    /// The fast kernels against the plain ones through the whole model, at sizes that fill no vector.
    @Test(arguments: [1, 2, 7, 33])
    func fastAndPlainModelsAgree(T: Int) throws {
        let task = KernelTests.tokens(examples: 6, T: T, V: 37)
        let configuration = try TrainingConfiguration([
            .nLayer: .integer(2), .nHead: .integer(3), .nEmbdFactor: .integer(7), .dropout: .real(0.2),
            .trainSize: .integer(5),
        ])
        try Self.expectAgreement(configuration, task)
    }

    @Test(arguments: [1, 2, 7, 33], models)
    func fastAndPlainModelsOfTextAgree(T: Int, _ model: Model) throws {
        let configuration = try Self.text(model, [
            .nLayer: .integer(2), .nHead: .integer(3), .nEmbdFactor: .integer(T == 2 ? 16 : 7), .dropout: .real(0.2),
            .blockSize: .integer(T), .batchSize: .integer(5),
        ])
        try Self.expectAgreement(configuration, .text(TextTaskTests.corpus(V: 37)))
    }

    private static func expectAgreement(_ configuration: TrainingConfiguration, _ task: LearningTask) throws {
        let fast = try ModelProbe(configuration: configuration, seed: 1, task: task, kernels: VectorKernels())
        let plain = try ModelProbe(configuration: configuration, seed: 1, task: task, kernels: PlainKernels<Double>())
        #expect(abs(fast.forward() - plain.forward()) < 1e-6)
        fast.backward()
        plain.backward()
        for tensor in fast.tensors {
            let expected = plain.gradients(tensor), largest = expected.map(abs).max() ?? 0
            let worst = zip(fast.gradients(tensor), expected).map { abs(Double($0) - $1) }.max() ?? 0
            // A key's bias moves every score of a row alike: its gradient is zero but for rounding.
            #expect(worst <= 1e-5 * max(largest, 1e-4), "\(tensor.name)")
        }
    }

    @Test(arguments: [2, 7], [7, 16])
    func fastAndPlainModelsAgreeInBF16(T: Int, headSize: Int) throws {
        let task = KernelTests.tokens(examples: 6, T: T, V: 37)
        let configuration = try TrainingConfiguration([
            .nLayer: .integer(2), .nHead: .integer(3), .nEmbdFactor: .integer(headSize), .dropout: .real(0.2),
            .trainSize: .integer(5), .precision: .word("bf16"),
        ])
        try Self.expectAgreementInBF16(configuration, task)
    }

    @Test(arguments: [2, 7], [7, 16])
    func fastAndPlainModelsOfTextAgreeInBF16(T: Int, headSize: Int) throws {
        let configuration = try Self.text((false, true), [
            .nLayer: .integer(2), .nHead: .integer(3), .nEmbdFactor: .integer(headSize), .dropout: .real(0.2),
            .blockSize: .integer(T), .batchSize: .integer(5), .precision: .word("bf16"),
        ])
        try Self.expectAgreementInBF16(configuration, .text(TextTaskTests.corpus(V: 37)))
    }

    /// In bf16 values on either side of a tie round apart, by one part in 256; so the whole is only as near as that.
    private static func expectAgreementInBF16(_ configuration: TrainingConfiguration, _ task: LearningTask) throws {
        let fast = try ModelProbe(configuration: configuration, seed: 1, task: task, kernels: VectorKernels())
        let plain = try ModelProbe(configuration: configuration, seed: 1, task: task, kernels: PlainKernels<Double>())
        #expect(abs(fast.forward() - plain.forward()) < 1e-3)
        fast.backward()
        plain.backward()
        for tensor in fast.tensors {
            let expected = plain.gradients(tensor)
            let size = expected.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let error = zip(fast.gradients(tensor), expected).reduce(0) { $0 + pow(Double($1.0) - $1.1, 2) }.squareRoot()
            #expect(error <= 0.02 * max(size, 1e-3), "\(tensor.name)")
        }
    }
}
