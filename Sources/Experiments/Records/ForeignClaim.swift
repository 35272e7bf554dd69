/// Another process's claim on a unit, as one sees it that waits for it.
package struct ForeignClaim: Sendable {
    /// The claim's name within the folder.
    package let file: String
    /// Nil where the claim doesn't say.
    private let owner: ClaimOwner?
    /// Whether it was seen to be touched, and not long ago.
    package let showsLife: Bool
    /// How long it still counts without a sign of life.
    package let remaining: Duration

    init(file: String, owner: ClaimOwner?, showsLife: Bool, remaining: Duration) {
        self.file = file
        self.owner = owner
        self.showsLife = showsLife
        self.remaining = remaining
    }

    /// `process 4711 on node7`, or `process 4711 on node7 (job 12_3)`
    package var holder: String {
        owner?.description ?? "a process that \(file) does not name"
    }
}
