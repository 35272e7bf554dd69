import Foundation
import Testing

/// A file system of a few kilobytes.
struct SmallDisk {
    let path: String

    /// Whether this process may mount one.
    static let isPossible: Bool = {
        guard let folder = try? TemporaryFolder(), let disk = try? SmallDisk(at: folder.path + "/disk", kilobytes: 4)
        else { return false }
        disk.unmount()
        return true
    }()

    init(at path: String, kilobytes: Int) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        self.path = path
        let isMounted = mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0
        try #require(isMounted)
    }

    func grow(kilobytes: Int) throws {
        let isGrown = mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT), "size=\(kilobytes)k") == 0
        try #require(isGrown)
    }

    func unmount() { umount2(path, Int32(MNT_DETACH)) }
}
