/// A whole text as statements.
package struct Program: Sendable {
    package let statements: [Statement]
}
