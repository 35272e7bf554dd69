/// Which numbers this engine gives.
package enum EngineRevision {
    /// Raised whenever some configuration, seed and data set come to other bits than they did before, so
    /// that results of two revisions are never taken for one another.
    package static let current = 3
}
