// How an update is made of a gradient, and at which learning rate.
extension Hyperparameter {
    package static let beta1 = Hyperparameter(
        name: "beta1", index: 13, defaultValue: .real(0.9), range: .halfOpen(0, 1),
        help: "of adamw and adam: decay of the mean of gradients", isAlwaysNamed: false, silentKinds: [.relations],
        presence: .unlessDefault)
    package static let beta2 = Hyperparameter(
        name: "beta2", index: 14, defaultValue: .real(0.999), otherValue: .real(0.99), range: .halfOpen(0, 1),
        help: "of adamw and adam: decay of the mean of squared gradients", isAlwaysNamed: false, silentKinds: [.relations],
        presence: .unlessDefault)
    package static let optimizer = Hyperparameter(
        name: "optimizer", index: 15, defaultValue: .word(UpdateRule.adamw.rawValue),
        range: .oneOf(UpdateRule.allCases.map(\.rawValue)),
        help: "adamw, adam with weight decay in the gradient, or sgd with momentum", isAlwaysNamed: false,
        silentKinds: TaskKind.allCases, presence: .unlessDefault, presenceInText: .unlessDefault)
    package static let momentum = Hyperparameter(
        name: "momentum", index: 16, defaultValue: .real(0.9), range: .halfOpen(0, 1),
        help: "with optimizer=sgd: share of the last update's direction that is kept; 0 is plain gradient descent",
        isAlwaysNamed: false, silentKinds: TaskKind.allCases, presence: .unlessDefault, presenceInText: .unlessDefault)
    package static let minLR = Hyperparameter(
        name: "min_lr", index: 20, defaultValue: .word("auto"), range: .finiteAtLeastOr(0, word: "auto"),
        help: "the learning rate at the end of the schedule; auto is learning_rate / 10", isAlwaysNamed: false,
        silentKinds: [.relations], presence: .unlessDefault, kind: .real)
    package static let schedule = Hyperparameter(
        name: "schedule", index: 22, defaultValue: .word(LearningRateSchedule.constant.rawValue),
        otherValue: .word(LearningRateSchedule.cosine.rawValue), range: .oneOf(LearningRateSchedule.allCases.map(\.rawValue)),
        help: "how the learning rate falls after the warm-up", isAlwaysNamed: false, silentKinds: [.relations],
        presence: .unlessDefault)
}
