/// AdamW's numbers for each epoch: clipping, warm-up, bias correction.
struct Optimizer {
    static let beta1 = 0.9
    static let beta2 = 0.999
    let learningRate: Double
    let weightDecay: Double
    let gradClip: Double
    let warmupEpochs: Int

    init(_ configuration: TrainingConfiguration) {
        learningRate = configuration.learningRate
        weightDecay = configuration.weightDecay
        gradClip = configuration.gradClip
        warmupEpochs = configuration.warmupEpochs
    }

    /// The update of one epoch, counted from 0, for a gradient of that norm.
    func step(epoch: Int, gradientNorm: Double) -> AdamWStep {
        let warmup = warmupEpochs > 0 ? min(1, Double(epoch) / Double(warmupEpochs)) : 1
        let rate = learningRate * warmup
        let clip = gradClip.isInfinite ? 1 : min(1, gradClip / (gradientNorm + 1e-6))
        return AdamWStep(
            clip: clip,
            decay: 1 - rate * weightDecay,
            stepSize: rate / (1 - Self.power(Self.beta1, epoch + 1)),
            rootCorrection: (1 - Self.power(Self.beta2, epoch + 1)).squareRoot())
    }

    /// base^exponent by repeated squaring: the same bits on every machine.
    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0, square = base, rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result *= square }
            square *= square
            rest >>= 1
        }
        return result
    }
}
