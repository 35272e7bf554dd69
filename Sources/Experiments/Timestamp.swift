import Glibc

/// A moment, told in the local time zone.
package struct Timestamp: Hashable, Sendable {
    /// Seconds since 1970 in UTC.
    private let seconds: Int

    package init(secondsSince1970 seconds: Int) {
        self.seconds = seconds
    }

    package static var now: Timestamp {
        Timestamp(secondsSince1970: time(nil))
    }

    /// `20250812_200541`, for a folder's name.
    package var compact: String { formatted("%Y%m%d_%H%M%S") }
    /// `2025-08-12 20:05:41`
    package var dateAndTime: String { formatted("%Y-%m-%d %H:%M:%S") }
    /// `2025-08-12T20:05:41+0200`
    package var withZone: String { formatted("%Y-%m-%dT%H:%M:%S%z") }

    private func formatted(_ pattern: String) -> String {
        var moment = time_t(seconds)
        var parts = tm()
        localtime_r(&moment, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            let length = strftime(buffer.baseAddress, buffer.count, pattern, &parts)
            return String(decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}
