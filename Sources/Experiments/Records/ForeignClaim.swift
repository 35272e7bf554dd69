/// Another process's claim on a unit, as one sees it that waits for it.
package struct ForeignClaim: Sendable {
    /// The claim's name within the folder.
    package let file: String
    /// Nil where the claim doesn't say.
    private let owner: ClaimOwner?
    /// How long it still counts without a sign of life.
    package let remaining: Duration

    init(file: String, owner: ClaimOwner?, remaining: Duration) {
        self.file = file
        self.owner = owner
        self.remaining = remaining
    }

    /// `process 4711 on node7`
    package var holder: String {
        owner.map { "process \($0.process) on \($0.host)" } ?? "a process that \(file) does not name"
    }
}
