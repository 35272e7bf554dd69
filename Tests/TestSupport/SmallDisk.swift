import Foundation

/// A file system of a few kilobytes.
package struct SmallDisk {
    package let path: String

    /// Whether this process may mount one.
    package static let isPossible: Bool = {
        guard let folder = try? TemporaryFolder(), let disk = try? SmallDisk(at: folder.path + "/disk", kilobytes: 4)
        else { return false }
        disk.unmount()
        return true
    }()

    package init(at path: String, kilobytes: Int) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        self.path = path
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else { throw SystemFailure() }
    }

    package func grow(kilobytes: Int) throws {
        guard mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT), "size=\(kilobytes)k") == 0 else { throw SystemFailure() }
    }

    package func makeReadOnly() throws {
        guard mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 else { throw SystemFailure() }
    }

    package func unmount() { umount2(path, Int32(MNT_DETACH)) }
}
