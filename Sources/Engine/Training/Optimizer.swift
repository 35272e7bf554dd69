/// An update's numbers: clipping, decay, bias correction.
struct Optimizer {
    let rule: UpdateRule
    let weightDecay: Double
    let decaysVectors: Bool
    let beta1: Double, beta2: Double
    let momentum: Double
    let gradClip: Double

    init(_ configuration: TrainingConfiguration) {
        rule = configuration.optimizer
        weightDecay = configuration.weightDecay
        decaysVectors = configuration.decay == .all
        (beta1, beta2) = (configuration.beta1, configuration.beta2)
        momentum = configuration.momentum
        gradClip = configuration.gradClip
    }

    /// One update, counted from 0, at that learning rate, for a gradient of that norm.
    func step(update: Int, rate: Double, gradientNorm: Double) -> UpdateStep {
        let clip = gradClip.isInfinite ? 1 : min(1, gradClip / (gradientNorm + 1e-6))
        return UpdateStep(
            rule, clip: clip, decay: decay(weightDecay, rate: rate), vectorDecay: decay(decaysVectors ? weightDecay : 0, rate: rate),
            stepSize: rule == .sgd ? rate : rate / (1 - Self.power(beta1, update + 1)),
            rootCorrection: (1 - Self.power(beta2, update + 1)).squareRoot(), beta1: beta1, beta2: beta2, momentum: momentum)
    }

    /// AdamW scales values; the others add a share of them to the gradient.
    private func decay(_ weightDecay: Double, rate: Double) -> Double {
        rule == .adamw ? 1 - rate * weightDecay : weightDecay
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
