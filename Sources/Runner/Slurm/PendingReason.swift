/// Why a job waits, as a clause that also says what helps.
package struct PendingReason: Hashable, Sendable {
    /// Slurm's word: `Resources`.
    package let word: String

    package init(_ word: String) { self.word = word }

    /// Whether it waits for ever, unless somebody does something about it.
    package var isFinal: Bool { Self.advice.first { $0.isOf(word) }?.isFinal ?? false }

    private struct Advice {
        let beginnings: [String]
        let text: String
        var isFinal = false

        func isOf(_ word: String) -> Bool { beginnings.contains { word.hasPrefix($0) } }
    }

    /// The first that fits counts.
    private static let advice = [
        Advice(beginnings: ["None"], text: "the scheduler has not looked at them yet"),
        Advice(beginnings: ["Resources"], text: "the nodes are busy"),
        Advice(beginnings: ["Priority"], text: "others are ahead in the queue"),
        Advice(
            beginnings: ["PartitionConfig", "PartitionNodeLimit", "PartitionTimeLimit", "BadConstraints"],
            text: "no node of the partition has what they ask for, so that they never start: lower cpus, memory or time, or name another partition",
            isFinal: true),
        Advice(
            beginnings: ["QOSMaxWall", "AssocMaxWall"], text: "their time limit is longer than the site allows, so that they never start: lower time",
            isFinal: true),
        Advice(
            beginnings: [
                "QOSMaxCpuPerJob", "QOSMaxCpuPerNode", "QOSMaxMemoryPerJob", "QOSMaxMemoryPerNode", "AssocMaxCpuPerJob", "AssocMaxMemPerJob", "QOSMinCpu",
                "MaxMemPerLimit",
            ],
            text: "each asks for more than the site allows, so that they never start: lower cpus or memory", isFinal: true),
        Advice(
            beginnings: ["QOSMax", "AssocMax", "MaxJobs", "MaxCpuPerAccount"],
            text: "you have as much as the site allows one user; they start as earlier jobs end"),
        Advice(
            beginnings: ["AssocGrp", "QOSGrp", "QOSResourceLimit", "AssociationResourceLimit", "AssociationJobLimit", "QOSJobLimit", "QOSUsageThreshold"],
            text: "your account has as much as the site allows it; they start as its other jobs end, or name another account"),
        Advice(
            beginnings: ["InvalidAccount", "InvalidQOS", "QOSNotAllowed", "AccountNotAllowed"],
            text: "the account or QOS may not be used, so that they never start: name another account", isFinal: true),
        Advice(beginnings: ["BeginTime"], text: "their start time has not come; those put back into the queue start soon"),
        Advice(
            beginnings: ["ReqNodeNotAvail", "Nodes required for job", "Nodes_required_for_job"],
            text: "nodes they could use are down, reserved or in maintenance; see sinfo -R"),
        Advice(beginnings: ["Reservation"], text: "their reservation has not begun"),
        Advice(beginnings: ["JobArrayTaskLimit"], text: "the array lets only so many run at once"),
        Advice(
            beginnings: ["DependencyNeverSatisfied"], text: "the job they were to follow has failed, so that they never start", isFinal: true),
        Advice(beginnings: ["Dependency"], text: "another job has to end first"),
        Advice(
            beginnings: ["JobHeldUser", "JobHeldAdmin", "job requeued in held state"], text: "they are held; release them with scontrol release",
            isFinal: true),
        Advice(
            beginnings: ["launch failed requeued held", "JobLaunchFailure"],
            text: "a node failed to start them, and they are held; release them with scontrol release", isFinal: true),
        Advice(beginnings: ["PartitionDown", "PartitionInactive"], text: "the partition is closed at the moment"),
        Advice(beginnings: ["NodeDown"], text: "their node is down"),
        Advice(beginnings: ["Licenses"], text: "all licences they need are in use"),
        Advice(beginnings: ["Prolog", "Configuring", "Cleaning"], text: "their node is being made ready"),
    ]
}

extension PendingReason: CustomStringConvertible {
    /// `the nodes are busy (Resources)`
    package var description: String {
        let known = Self.advice.first { $0.isOf(word) }
        return "\(known?.text ?? "Slurm gives a reason of its own") (\(word))"
    }
}
