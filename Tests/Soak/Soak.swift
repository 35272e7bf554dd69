import Foundation
import Testing

/// Long tests, run by `SWEEPBOOK_SOAK=1 swift test -c release --filter Soak` and skipped otherwise.
enum Soak {
    static let isOn = ProcessInfo.processInfo.environment["SWEEPBOOK_SOAK"] != nil
}
