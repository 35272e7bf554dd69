/// The numbers that one update needs, the same for every parameter but for the weight decay.
package struct UpdateStep {
    package let rule: UpdateRule
    /// The gradient is scaled by this first.
    package let clip: Double
    /// Of AdamW a value's factor, 1 - learning rate × weight decay; of the others the weight decay: what share of a value is
    /// added to its gradient.
    package private(set) var decay: Double
    /// The same for biases and norms.
    package let vectorDecay: Double
    /// learning rate / (1 - β₁ᵗ); of SGD the learning rate.
    package let stepSize: Double
    /// √(1 - β₂ᵗ).
    package let rootCorrection: Double
    /// β₁ and β₂.
    package let beta1: Double, beta2: Double
    /// Of SGD: what is kept of the first moment.
    package let momentum: Double

    package init(
        _ rule: UpdateRule = .adamw, clip: Double, decay: Double, vectorDecay: Double, stepSize: Double, rootCorrection: Double,
        beta1: Double, beta2: Double, momentum: Double = 0
    ) {
        self.rule = rule
        self.clip = clip
        self.decay = decay
        self.vectorDecay = vectorDecay
        self.stepSize = stepSize
        self.rootCorrection = rootCorrection
        self.beta1 = beta1
        self.beta2 = beta2
        self.momentum = momentum
    }

    /// The update of biases and norms.
    var ofVectors: UpdateStep {
        var step = self
        step.decay = vectorDecay
        return step
    }
}
