import Experiments

/// How long a statement took, after `time`.
enum WallTime {
    /// `Wall time: 12.345 s`
    static func line(_ duration: Duration) -> String { "Wall time: \((duration / .seconds(1)).fixed(3)) s" }
}

/// A time as a person says it, after "about": `0.2 s`, `12 s`, `3 min`, `2.5 h`, `4 days`.
enum SpokenTime {
    /// `about 3 min`, `less than 0.1 s`
    static func about(_ seconds: Double) -> String {
        let text = text(seconds)
        return text.hasPrefix("less") ? text : "about \(text)"
    }

    static func text(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.1: "less than 0.1 s"
        case ..<10: "\(seconds.fixed(1)) s"
        case ..<100: "\(seconds.fixed(0)) s"
        case ..<5940: "\((seconds / 60).fixed(0)) min"
        case ..<172_800: "\((seconds / 3600).fixed(1)) h"
        case ..<3.2e9: "\((seconds / 86400).fixed(0)) days"
        default: "more than a century"
        }
    }
}
