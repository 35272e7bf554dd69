import Engine
import Experiments
import Testing

struct DistributionTests {
    @Test(arguments: [
        ("uniform(0, 0.5)", "uniform(0, 0.5)"), ("loguniform(1e-4,1e-1)", "loguniform(0.0001, 0.1)"),
        ("uniform( 1 , 8 )", "uniform(1, 8)"),
    ])
    func `reads what it is written as`(text: String, expected: String) throws {
        #expect(try Distribution(parsing: text)?.description == expected)
    }

    @Test(arguments: ["", "0.1", "gauss(0, 1)", "(0, 1)"])
    func `another text is none`(text: String) throws {
        #expect(try Distribution(parsing: text) == nil)
    }

    @Test(arguments: [
        ("uniform", #"found "uniform", expected uniform(low, high) or loguniform(low, high)"#),
        ("uniform(1)", #"found "uniform(1)", expected uniform(low, high) or loguniform(low, high)"#),
        ("uniform(1, 2, 3)", #"found "uniform(1, 2, 3)", expected uniform(low, high) or loguniform(low, high)"#),
        ("uniform(a, b)", #"found "uniform(a, b)", expected uniform(low, high) or loguniform(low, high)"#),
        ("uniform(0x1, 2)", #"found "uniform(0x1, 2)", expected uniform(low, high) or loguniform(low, high)"#),
        ("uniform(1, 2", #"found "uniform(1, 2", expected uniform(low, high) or loguniform(low, high)"#),
        ("uniform(2, 1)", "found uniform(2, 1), expected a first number below the second"),
        ("uniform(2, 2)", "found uniform(2, 2), expected a first number below the second"),
        ("uniform(0, 1e999)", "found uniform(0, inf), expected finite ends"),
        ("loguniform(0, 1)", "found loguniform(0, 1), expected ends above 0"),
    ])
    func `says what can't be drawn from`(text: String, message: String) throws {
        let error = try #require(throws: DistributionError.self) { try Distribution(parsing: text) }
        #expect(error.description == message)
    }

    @Test(arguments: [
        (.dropout, "uniform(0, 1)", "dropout: found 1.0, expected a number of at least 0 and below 1"),
        (.nHead, "uniform(0, 8)", "n_head: found 0, expected a whole number of at least 1"),
        (.nHead, "uniform(1, 2.5)", #"n_head: found "2.5", expected a whole number of at least 1"#),
    ] as [(Hyperparameter, String, String)])
    func `both ends are values of the hyper-parameter`(parameter: Hyperparameter, text: String, message: String) throws {
        let distribution = try #require(try Distribution(parsing: text))
        let error = try #require(throws: HyperparameterError.self) { try distribution.checked(for: parameter) }
        #expect(error.description == message)
    }
}
