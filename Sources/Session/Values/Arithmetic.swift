import Glibc
import Language

/// The operators, with Python's meaning and checked: nothing wraps around, and nothing becomes infinite or
/// NaN that was not.
enum Arithmetic {
    /// - Throws: `SessionError`: a wrong kind, a division by zero, a result that is too large.
    static func apply(_ operation: ArithmeticOperator, _ left: Value, _ right: Value) throws(SessionError) -> Value {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): try integers(operation, a, b)
        case (.string(let a), .string(let b)) where operation == .plus: try joined(a, b)
        default: try others(operation, left, right)
        }
    }

    private static func others(_ operation: ArithmeticOperator, _ left: Value, _ right: Value) throws(SessionError) -> Value {
        if let a = left.number, let b = right.number { return try reals(operation, a, b) }
        if operation == .plus, let a = left.listElements, let b = right.listElements {
            let (x, y) = (try a.array(), try b.array())
            guard x.count + y.count <= Value.sizeLimit else { throw .tooLong(count: x.count + y.count, limit: Value.sizeLimit) }
            return try Value.list(x + y).bounded()
        }
        throw .wrongOperands(operation.rawValue, left.kind, right.kind)
    }

    private static func joined(_ a: String, _ b: String) throws(SessionError) -> Value {
        let size = a.utf8.count + b.utf8.count
        guard size <= Value.sizeLimit else { throw .tooLong(count: size, limit: Value.sizeLimit) }
        return .string(a + b)
    }

    private static func integers(_ operation: ArithmeticOperator, _ a: Int, _ b: Int) throws(SessionError) -> Value {
        let (result, overflow): (Int, Bool)
        switch operation {
        case .plus: (result, overflow) = a.addingReportingOverflow(b)
        case .minus: (result, overflow) = a.subtractingReportingOverflow(b)
        case .times: (result, overflow) = a.multipliedReportingOverflow(by: b)
        case .dividedBy: return try quotient(a, b)
        case .wholeDividedBy: (result, overflow) = (try wholeQuotient(a, b), false)
        case .remainder: (result, overflow) = (try remainder(a, b), false)
        }
        guard !overflow else { throw .overflow(operation.rawValue) }
        return .integer(result)
    }

    private static func quotient(_ a: Int, _ b: Int) throws(SessionError) -> Value {
        if b == -1, a == .min { throw .overflow("/") }
        return try remainder(a, b) == 0 ? .integer(a / b) : .real(Double(a) / Double(b))
    }

    private static func wholeQuotient(_ a: Int, _ b: Int) throws(SessionError) -> Int {
        guard b != 0 else { throw .divisionByZero }
        let (quotient, overflow) = a.dividedReportingOverflow(by: b)
        guard !overflow else { throw .overflow("//") }
        return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
    }

    private static func remainder(_ a: Int, _ b: Int) throws(SessionError) -> Int {
        guard b != 0 else { throw .divisionByZero }
        let rest = a.remainderReportingOverflow(dividingBy: b).partialValue
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    }

    private static func reals(_ operation: ArithmeticOperator, _ a: Double, _ b: Double) throws(SessionError) -> Value {
        if b == 0, [.dividedBy, .wholeDividedBy, .remainder].contains(operation) { throw .divisionByZero }
        let result = switch operation {
        case .plus: a + b
        case .minus: a - b
        case .times: a * b
        case .dividedBy: a / b
        case .wholeDividedBy: (a / b).rounded(.down)
        case .remainder: flooredRemainder(a, b)
        }
        return try checked(result, operation.rawValue, a, b)
    }

    private static func flooredRemainder(_ a: Double, _ b: Double) -> Double {
        let rest = fmod(a, b)
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    }

    /// - Throws: `SessionError.overflow` for what is not finite though its operands are, or is no number.
    static func checked(_ result: Double, _ name: String, _ operands: Double...) throws(SessionError) -> Value {
        let isFine = result.isFinite || !result.isNaN && !operands.allSatisfy(\.isFinite)
        guard isFine else { throw .overflow(name) }
        return .real(result)
    }
}

extension Arithmetic {
    static func negated(_ value: Value) throws(SessionError) -> Value {
        switch value {
        case .integer(let number):
            guard number != .min else { throw .overflow("-") }
            return .integer(-number)
        case .real(let number): return .real(-number)
        case .boolean, .string, .none, .list, .range, .distribution, .result, .run, .model, .sweep: throw .wrongOperand("-", value.kind)
        }
    }

    static func power(_ base: Value, _ exponent: Value) throws(SessionError) -> Value {
        if case (.integer(let a), .integer(let b)) = (base, exponent), b >= 0 { return .integer(try power(a, b)) }
        guard let a = base.number, let b = exponent.number else {
            throw .wrongOperands("**", base.kind, exponent.kind)
        }
        if a == 0, b < 0 { throw .divisionByZero }
        if a < 0, b.isFinite, b.rounded() != b { throw .noRealPower }
        return try checked(pow(a, b), "**", a, b)
    }

    private static func power(_ base: Int, _ exponent: Int) throws(SessionError) -> Int {
        if base == 0 || base == 1 { return exponent == 0 ? 1 : base }
        if base == -1 { return exponent.isMultiple(of: 2) ? 1 : -1 }
        var result = 1
        for _ in 0..<exponent {
            let (product, overflow) = result.multipliedReportingOverflow(by: base)
            guard !overflow else { throw .overflow("**") }
            result = product
        }
        return result
    }
}

extension Value {
    /// Its elements, if it is a list or a range.
    fileprivate var listElements: Elements? {
        switch self {
        case .list, .range: elements
        case .integer, .real, .boolean, .string, .none, .distribution, .result, .run, .model, .sweep: nil
        }
    }
}
