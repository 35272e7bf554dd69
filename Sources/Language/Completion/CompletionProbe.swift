/// A search for the context at the end of a text.
final class CompletionProbe {
    /// What an operand is part of.
    var role = OperandRole.operand
    var context: CompletionContext?
}

/// What an operand is part of.
enum OperandRole {
    case operand
    case value(of: String)
    case condition
}

/// A place without what the parser knows anyway.
enum Offer {
    case statement, helpTopic, newName, byName, parenthesis
    case rightSide(of: String)
}
