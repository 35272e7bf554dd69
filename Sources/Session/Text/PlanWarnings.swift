import Engine
import Experiments

/// What is said of a plan before it is trained, because hardly anyone means it.
struct PlanWarnings {
    private let plan: SweepPlan
    /// The hyper-parameters that the statement itself gives.
    private let given: Set<Hyperparameter>

    /// - Parameter given: the hyper-parameters that the statement itself gives.
    init(_ plan: SweepPlan, given: Set<Hyperparameter>) {
        (self.plan, self.given) = (plan, given)
    }

    /// A sentence each.
    var sentences: [String] {
        let ofText = plan.kind == .text ? [
            warmup, idle(.vocabSize, in: .tokenizer) { $0.tokenizer != .bpe }, idle(.evalIters, in: .streams) { $0.streams != .one },
        ] : []
        return (ofText + [
            rise, decay, idle(.minLR, in: .schedule) { $0.schedule == .constant }, idle(.momentum, in: .optimizer) { $0.optimizer != .sgd },
            idle(.beta1, in: .optimizer) { $0.optimizer == .sgd }, idle(.beta2, in: .optimizer) { $0.optimizer == .sgd },
        ]).compactMap(\.self)
    }

    private var warmup: String? {
        plan.configurations(differingIn: [.maxIters, .warmupIters]).first { $0.warmupIters >= $0.maxIters }.map {
            "warmup_iters=\($0.warmupIters) takes the whole run of max_iters=\($0.maxIters): the learning rate only rises, and never "
                + "reaches learning_rate"
        }
    }

    private var rise: String? {
        let rising = plan.configurations(differingIn: [.learningRate, .minLR, .schedule])
            .first { $0.schedule != .constant && $0.minLR > $0.learningRate }
        return rising.map { "min_lr=\($0[.minLR]) is above learning_rate=\($0[.learningRate]): the learning rate rises after the warm-up" }
    }

    /// Adam and SGD add the decay to the gradient, where it outweighs small ones.
    private var decay: String? {
        guard !given.contains(.weightDecay) else { return nil }
        return plan.configurations(differingIn: [.optimizer, .weightDecay]).first { $0.optimizer != .adamw && $0.weightDecay > 0 }.map {
            "optimizer=\($0[.optimizer]) adds weight_decay=\($0[.weightDecay]) to the gradient, which can outweigh it; PyTorch's default there is weight_decay=0"
        }
    }

    /// That a hyper-parameter changes nothing with some values of another one.
    private func idle(
        _ parameter: Hyperparameter, in other: Hyperparameter, _ isIdle: (TrainingConfiguration) -> Bool
    ) -> String? {
        let configurations = plan.configurations(differingIn: [other])
        guard let first = configurations.first(where: isIdle) else { return nil }
        let sentence = "\(parameter.name) changes nothing with \(other.name)=\(first[other])"
        if plan.swept.contains(parameter) { return "\(sentence): those combinations are trained once for each of its values, all alike" }
        return given.contains(parameter) && configurations.allSatisfy(isIdle) ? sentence : nil
    }
}
