/// Some keys of a session at a terminal.
package struct KeySection: Sendable {
    package let title: String
    /// What a key is called, and what it does.
    package let rows: [[String]]

    package init(_ title: String, _ rows: [[String]]) {
        self.title = title
        self.rows = rows
    }
}
