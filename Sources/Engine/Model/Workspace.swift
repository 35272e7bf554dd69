import Glibc

/// All tensor memory of a run: one mapping, taken once, before the first epoch, and handed out in parts.
final class Workspace {
    /// 64 for cache lines and the widest vectors.
    private static let alignment = 64
    private let base: UnsafeMutableRawPointer
    private let capacity: Int?
    /// Bytes handed out.
    private(set) var used = 0

    /// A workspace of that many bytes, all zero.
    ///
    /// - Throws: `TrainingFailure.outOfMemory` when the system refuses them.
    init(byteCount: Int) throws(TrainingFailure) {
        let mapped = mmap(nil, max(byteCount, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped, mapped != UnsafeMutableRawPointer(bitPattern: -1) else {
            throw .outOfMemory(bytes: byteCount)
        }
        madvise(mapped, max(byteCount, 1), MADV_HUGEPAGE)
        base = mapped
        capacity = byteCount
    }

    /// A workspace without memory: it only counts what is reserved. Its pointers must not be followed.
    private init() {
        base = UnsafeMutableRawPointer(bitPattern: Self.alignment)!
        capacity = nil
    }

    deinit {
        if let capacity { munmap(base, max(capacity, 1)) }
    }

    /// The bytes that `build` reserves.
    static func measure(_ build: (Workspace) -> Void) -> Int {
        let workspace = Workspace()
        build(workspace)
        return workspace.used
    }

    /// Room for `count` values, zeroed, on a 64-byte boundary.
    func reserve<Value: BitwiseCopyable>(_ count: Int, of type: Value.Type = Value.self) -> UnsafeMutablePointer<Value> {
        let start = used
        used += (count * MemoryLayout<Value>.stride + Self.alignment - 1) / Self.alignment * Self.alignment
        precondition(capacity.map { used <= $0 } ?? true, "a workspace is measured before it is made")
        return (base + start).assumingMemoryBound(to: type)
    }
}
