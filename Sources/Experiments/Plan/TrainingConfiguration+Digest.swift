package import Engine

extension TrainingConfiguration {
    /// The hyper-parameters that digests are made of: all but those that have a default which goes without saying, so
    /// that a digest stays what it was before they were there.
    package var digested: [Hyperparameter] {
        Hyperparameter.all.filter { !$0.hasSilentDefault || $0.mustName(self[$0]) }
    }
}
