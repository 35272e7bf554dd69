/// The way from a file's whole value to one inside it: `cells[3].outputs[0].data`.
package struct JSONPath: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case member(String)
        case element(Int)
    }

    package private(set) var steps: [Step] = []

    package init() {}

    package func appending(_ key: String) -> JSONPath { appending(.member(key)) }

    package func appending(_ index: Int) -> JSONPath { appending(.element(index)) }

    private func appending(_ step: Step) -> JSONPath {
        var path = self
        path.steps.append(step)
        return path
    }

    /// The offset at which the value of this path starts in a text, or the last value on the way that is there.
    package func offset(in bytes: [UInt8]) -> Int {
        guard var reader = try? JSONReader(bytes) else { return 0 }
        reader.skipBlanks()
        var found = reader.offset
        for step in steps {
            guard let offset = try? reader.seek(step) else { return found }
            found = offset
        }
        return found
    }
}

extension JSONPath: CustomStringConvertible {
    package var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .element(let index): text += "[\(index)]"
            case .member(let key) where Self.isName(key): text += (text.isEmpty ? "" : ".") + key
            case .member(let key): text += "[\(quoted(key))]"
            }
        }
        return text
    }

    private static func isName(_ key: String) -> Bool {
        !key.isEmpty && key.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
    }
}

extension JSONReader {
    /// Goes from the start of a list or object to one value in it; nil if there is none.
    fileprivate mutating func seek(_ step: JSONPath.Step) throws(JSONError) -> Int? {
        switch step {
        case .element(let index):
            guard skip("["), !skip("]", afterBlanks: true) else { return nil }
            for _ in 0..<index {
                _ = try value()
                guard try goesOn(.list, closer: "]") else { return nil }
            }
        case .member(let key):
            guard skip("{"), !skip("}", afterBlanks: true) else { return nil }
            while try !name(expected: .name).utf8.elementsEqual(key.utf8) {
                _ = try value()
                guard try goesOn(.object, closer: "}") else { return nil }
            }
        }
        skipBlanks()
        return offset
    }
}
