import Engine

/// What is said of failed runs beside results that are compared.
struct FailedSeeds: Sendable {
    /// Those of which runs failed.
    let contenders: [Contender]
    let metric: Metric
    /// What tells the configurations apart.
    let varied: [Hyperparameter]

    init(of contenders: [Contender], on scale: Scale) {
        self.contenders = contenders.filter { !$0.failures.isEmpty }
        metric = scale.metric
        varied = Hyperparameter.all.filter { parameter in
            contenders.contains { $0.configuration[parameter] != contenders[0].configuration[parameter] }
        }
    }

    var isEmpty: Bool { contenders.isEmpty }
}
