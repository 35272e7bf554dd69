internal import CKernels
import Synchronization

/// Threads that help one run with its matrix products: for the last runs of a sweep, when cores are idle.
///
///     let team = ThreadTeam()
///     // another thread, whenever it has nothing better to do: returns when the run is over
///     team.help()
///     // the run's own thread
///     let outcome = try trainer.train(helpedBy: team)
///
/// A product is cut into panels of its columns; whoever is free takes the next ones. Which thread computes
/// a panel changes no bit of it. Nothing waits in the system: between products a helper spins.
package final class ThreadTeam: Sendable {
    /// How far the task is: `Progress` packed into a word.
    private let progress = Atomic<UInt64>(0)
    /// Helpers that may be reading `task`.
    private let readers = Atomic<Int>(0)
    private let helpers = Atomic<Int>(0)
    private let isOver = Atomic<Bool>(false)
    /// Written by the run's thread alone, while no panel is left and nobody reads.
    private nonisolated(unsafe) let task: UnsafeMutablePointer<PanelTask>

    package init() {
        task = .allocate(capacity: 1)
        task.initialize(to: PanelTask(work: .none, panels: 0))
    }

    deinit { task.deallocate() }

    /// The multiply-adds from which on a product takes longer than sharing it does.
    static let leastMultiplyAdds = 1 << 20

    /// How many help now.
    package var helperCount: Int { helpers.load(ordering: .relaxed) }

    /// Whether a product is worth sharing: somebody helps, and it is large enough.
    func isWorthSharing(multiplyAdds: Int) -> Bool { multiplyAdds >= Self.leastMultiplyAdds && helperCount > 0 }

    /// Does a task together with those who help. Returns when it is done.
    func share(_ shared: PanelTask, strip: UnsafeMutablePointer<Float>) {
        task.pointee = shared
        progress.store(Progress(panels: shared.panels, next: 0).word, ordering: .sequentiallyConsistent)
        takePanels(of: shared, strip)
        while readers.load(ordering: .sequentiallyConsistent) != 0 { ck_pause() }
    }

    /// Helps until the run is over.
    package func help() {
        let arithmetic = ck_flush_denormals()
        defer { ck_restore_arithmetic(arithmetic) }
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: Panels.productStrip * MemoryLayout<Float>.stride, alignment: 64)
        defer { memory.deallocate() }
        let strip = memory.bindMemory(to: Float.self, capacity: Panels.productStrip)
        helpers.add(1, ordering: .relaxed)
        defer { helpers.subtract(1, ordering: .relaxed) }
        while !isOver.load(ordering: .acquiring) {
            if Progress(progress.load(ordering: .relaxed)).isOpen { helpOnce(strip) } else { ck_pause() }
        }
    }

    private func helpOnce(_ strip: UnsafeMutablePointer<Float>) {
        readers.add(1, ordering: .sequentiallyConsistent)
        defer { readers.subtract(1, ordering: .sequentiallyConsistent) }
        // Whoever counts as a reader while panels are left may read, and finds panels of this task alone: the task stays
        // until all readers are gone.
        guard Progress(progress.load(ordering: .sequentiallyConsistent)).isOpen else { return }
        takePanels(of: task.pointee, strip)
    }

    /// Lets the helpers go: the run is over.
    package func disband() { isOver.store(true, ordering: .releasing) }

    private func takePanels(of shared: PanelTask, _ strip: UnsafeMutablePointer<Float>) {
        let share = max(1, shared.panels / 8)
        var now = Progress(progress.load(ordering: .sequentiallyConsistent))
        while now.isOpen {
            var after = now
            after.next = min(now.panels, now.next + share)
            let (taken, found) = progress.compareExchange(
                expected: now.word, desired: after.word, ordering: .sequentiallyConsistent)
            if taken { shared.run(now.next..<after.next, strip) }
            now = taken ? Progress(progress.load(ordering: .sequentiallyConsistent)) : Progress(found)
        }
    }
}

/// A task's panels and the next one to take, in one word: 32 bits each.
private struct Progress {
    let panels: Int
    var next: Int

    init(panels: Int, next: Int) {
        self.panels = panels
        self.next = next
    }

    init(_ word: UInt64) {
        self.init(panels: Int(word >> 32), next: Int(word & 0xffff_ffff))
    }

    var word: UInt64 { UInt64(panels) << 32 | UInt64(next) }
    var isOpen: Bool { next < panels }
}

/// A product or weight gradient, any of whose panels may be computed on any thread.
struct PanelTask {
    enum Work {
        case none
        case product(ck_product, with: ck_kernels)
        case gradient(ck_weight_gradient, with: ck_kernels)
    }

    let work: Work
    let panels: Int

    func run(_ range: Range<Int>, _ strip: UnsafeMutablePointer<Float>) {
        switch work {
        case .none: break
        case .product(var product, let table): table.product(&product, range.lowerBound, range.upperBound, strip)
        case .gradient(var gradient, let table): table.weight_gradient(&gradient, range.lowerBound, range.upperBound)
        }
    }
}
