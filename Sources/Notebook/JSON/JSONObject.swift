/// Names and their values, sorted by the names' code points, which is the order a notebook is written in.
package struct JSONObject: Sendable {
    package typealias Member = (key: String, value: JSONValue)

    package private(set) var members: [Member] = []

    package init() {}

    /// Of two members with one name the later counts.
    package init(_ members: [(String, JSONValue)]) {
        for (key, value) in members { self[key] = value }
    }

    /// An object of members whose names differ, in any order; the name that is there twice if they don't.
    static func of(_ members: [Member]) -> (object: JSONObject, repeated: String?) {
        var object = JSONObject()
        object.members = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let pairs = zip(object.members, object.members.dropFirst())
        return (object, pairs.first { $0.key.utf8.elementsEqual($1.key.utf8) }?.0.key)
    }

    package var isEmpty: Bool { members.isEmpty }

    /// The value of that name; nil, which takes it away, where there is none.
    package subscript(key: String) -> JSONValue? {
        get {
            let index = position(of: key)
            return isKey(key, at: index) ? members[index].value : nil
        }
        set {
            let index = position(of: key)
            let isThere = isKey(key, at: index)
            switch (newValue, isThere) {
            case (let value?, true): members[index].value = value
            case (let value?, false): members.insert((key, value), at: index)
            case (nil, true): members.remove(at: index)
            case (nil, false): break
            }
        }
    }

    /// Where a name is, or would be.
    private func position(of key: String) -> Int {
        var (low, high) = (0, members.count)
        while low < high {
            let middle = (low + high) / 2
            if members[middle].key.utf8.lexicographicallyPrecedes(key.utf8) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func isKey(_ key: String, at index: Int) -> Bool {
        index < members.count && members[index].key.utf8.elementsEqual(key.utf8)
    }
}

extension JSONObject: Equatable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.elementsEqual(right.members) { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value == $1.value }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral members: (String, JSONValue)...) { self.init(members) }
}
