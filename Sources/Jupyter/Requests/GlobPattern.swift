/// A pattern as SQLite's GLOB has it, which history requests use: `*` is any text, `?` any character, `[a-z]` and `[^a-z]` one of
/// some, and all else itself.
package struct GlobPattern {
    private enum Part {
        case any
        case one(([ClosedRange<Unicode.Scalar>], isExcluded: Bool))
    }

    private let parts: [Part]

    package init(_ pattern: String) {
        var parts: [Part] = []
        var rest = Array(pattern.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*": parts.append(.any)
            case "?": parts.append(.one(([], isExcluded: true)))
            case "[":
                if let set = Self.set(&rest) { parts.append(.one(set)) } else { parts.append(.one(([scalar...scalar], false))) }
            default: parts.append(.one(([scalar...scalar], isExcluded: false)))
            }
        }
        self.parts = parts
    }

    /// What stands in brackets; nil, with nothing taken, where they are not closed.
    private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> ([ClosedRange<Unicode.Scalar>], isExcluded: Bool)? {
        let isExcluded = rest.first == "^"
        let inner = isExcluded ? rest.dropFirst() : rest
        // A bracket that closes is one of the set where it stands first.
        guard let end = inner.dropFirst().firstIndex(of: "]") else { return nil }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        var scalars = inner[..<end]
        while let first = scalars.popFirst() {
            if scalars.first == "-", let last = scalars.dropFirst().first, first <= last {
                ranges.append(first...last)
                scalars = scalars.dropFirst(2)
            } else {
                ranges.append(first...first)
            }
        }
        rest = rest[(end + 1)...]
        return (ranges, isExcluded)
    }

    /// Whether all of a text is as the pattern says. Takes time in proportion to both lengths at most.
    package func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var (place, part) = (0, 0)
        /// Where the last `*` stands, and up to where it reaches.
        var star: (part: Int, place: Int)?
        while place < scalars.count {
            if part < parts.count, case .any = parts[part] {
                star = (part, place)
                part += 1
            } else if part < parts.count, case .one(let set) = parts[part], Self.contains(set, scalars[place]) {
                (place, part) = (place + 1, part + 1)
            } else if let (starPart, starPlace) = star {
                star = (starPart, starPlace + 1)
                (place, part) = (starPlace + 1, starPart + 1)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { if case .any = $0 { true } else { false } }
    }

    private static func contains(_ set: ([ClosedRange<Unicode.Scalar>], isExcluded: Bool), _ scalar: Unicode.Scalar) -> Bool {
        set.0.contains { $0.contains(scalar) } != set.isExcluded
    }
}
