/// A reserved word: no variable can have its name.
package enum Keyword: String, CaseIterable, Hashable, Sendable {
    case `if`, `else`, `for`, `in`, `let`, `where`, by, and, or, not
    case `true`, `false`, none
    case capitalTrue = "True"
    case capitalFalse = "False"
    case capitalNone = "None"
}
