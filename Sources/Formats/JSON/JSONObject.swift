/// The members of a JSON object, in the order in which they were added. Equality ignores the order.
package struct JSONObject: Sendable {
    package typealias Member = (key: String, value: JSONValue)

    package private(set) var members: [Member] = []

    package init() {}

    /// Of two members with one name the later counts.
    package init(_ members: [(String, JSONValue)]) {
        for (key, value) in members { self[key] = value }
    }

    /// An object of members in their order, and the names that stand more than once: each has its last value, in its
    /// first place.
    static func of(_ members: [Member]) -> (object: JSONObject, repeated: [String]) {
        var object = JSONObject()
        object.members = members
        let sorted = object.sorted
        let repeated = zip(sorted, sorted.dropFirst()).filter { $0.key.utf8.elementsEqual($1.key.utf8) }.map(\.0.key)
        if !repeated.isEmpty { object.members = last(of: members) }
        return (object, repeated)
    }

    /// The last value of each name, in its first place.
    private static func last(of members: [Member]) -> [Member] {
        var places: [[UInt8]: Int] = [:], kept: [Member] = []
        for member in members {
            let place = places[Array(member.key.utf8), default: kept.count]
            if place < kept.count { kept[place].value = member.value } else { kept.append(member) }
            places[Array(member.key.utf8)] = place
        }
        return kept
    }

    package var isEmpty: Bool { members.isEmpty }

    /// The members sorted by the names' code points.
    package var sorted: [Member] {
        members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    /// The value of that name; nil, which takes it away, where there is none.
    package subscript(key: String) -> JSONValue? {
        get { position(of: key).map { members[$0].value } }
        set {
            switch (newValue, position(of: key)) {
            case (let value?, let index?): members[index].value = value
            case (let value?, nil): members.append((key, value))
            case (nil, let index?): members.remove(at: index)
            case (nil, nil): break
            }
        }
    }

    private func position(of key: String) -> Int? {
        members.firstIndex { $0.key.utf8.elementsEqual(key.utf8) }
    }
}

extension JSONObject: Equatable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.sorted.elementsEqual(right.sorted) { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value == $1.value }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral members: (String, JSONValue)...) { self.init(members) }
}
