import Characters

/// The width of a text on a terminal, in cells.
enum CellWidth {
    static func of(_ text: String) -> Int { text.displayWidth }
    static func of(_ character: Character) -> Int { character.displayWidth }
}
