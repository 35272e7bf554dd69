import Glibc

/// Environment variables, read by name.
package struct Environment {
    private let lookUp: (String) -> String?

    /// The process's own environment.
    package static var process: Environment {
        Environment { name in getenv(name).map { String(cString: $0) } }
    }

    package init(_ lookUp: @escaping (String) -> String?) {
        self.lookUp = lookUp
    }

    package init(_ variables: [String: String]) {
        self.init { variables[$0] }
    }

    /// The variable's text, or nil when it is unset or empty: no variable read here distinguishes the two.
    package subscript(name: String) -> String? {
        guard let value = lookUp(name), !value.isEmpty else { return nil }
        return value
    }
}
