import Experiments
import Testing

struct SeedsTests {
    private static let forms = "expected a count such as 10, a list such as 3,5,8 or a range such as 50..99"

    @Test(arguments: [
        ("1", [0]), ("10", Array(0...9)), ("3,5,8", [3, 5, 8]), ("8,3", [8, 3]), ("50..53", [50, 51, 52, 53]),
        ("7..7", [7]), ("4294967295..4294967295", [4_294_967_295]), ("0,4294967295", [0, 4_294_967_295]),
    ] as [(String, [UInt32])])
    func `reads counts, lists and ranges`(text: String, expected: [UInt32]) throws {
        #expect(Array(try Seeds(parsing: text)) == expected)
    }

    @Test(arguments: [
        ("", #"seeds: found "", \#(forms)"#),
        ("ten", #"seeds: found "ten", \#(forms)"#),
        ("1.5", #"seeds: found "1.5", \#(forms)"#),
        ("1,,2", #"seeds: found "1,,2", \#(forms)"#),
        ("5..", #"seeds: found "5..", \#(forms)"#),
        ("1..2..3", #"seeds: found "1..2..3", \#(forms)"#),
        ("٣", #"seeds: found "٣", \#(forms)"#),
        ("0", "seeds: found 0, expected a count of at least 1"),
        ("-3", "seeds: found -3, expected a count of at least 1"),
        ("1000001", "seeds: found 1000001, expected a count of at most 1000000"),
        ("5..1000005", "seeds: found 1000001, expected a count of at most 1000000"),
        ("0..4294967295", "seeds: found 4294967296, expected a count of at most 1000000"),
        (
            "99999999999999999999",
            "seeds: found 99999999999999999999, expected a count of at most 1000000"
        ),
        ("4294967296..4294967297", "seeds: found 4294967296, expected seeds from 0 to 4294967295"),
        ("1,-2", "seeds: found -2, expected seeds from 0 to 4294967295"),
        ("9..3", "seeds: found the range 9..3, which ends before it starts; did you mean 3..9?"),
        ("3,5,3", "seeds: found 3 more than once, expected each seed once"),
    ])
    func `says what is wrong with other texts`(text: String, message: String) throws {
        let error = try #require(throws: SeedsError.self) { try Seeds(parsing: text) }
        #expect(error.description == message)
    }

    @Test func `the last seeds there are can be had, and a million of them`() throws {
        let seeds = try Seeds(parsing: "4293967296..4294967295")
        #expect(seeds.count == 1_000_000)
        #expect(seeds.last == .max)
        #expect(seeds[999_998] == 4_294_967_294)
    }

    @Test(arguments: ["0..49", "3,5,8", "7..7", "8,3"])
    func `are described by a text that reads as the same seeds`(text: String) throws {
        #expect(try Seeds(parsing: text).description == text)
    }

    @Test func `a list of neighbours is a range`() throws {
        #expect(try Seeds(list: [4, 5, 6]) == Seeds(4...6))
        #expect(try Seeds(list: [4, 5, 6]).description == "4..6")
        #expect(try Seeds(list: [.max, 0]).description == "4294967295,0")
    }

    @Test func `an empty list is none`() throws {
        let error = try #require(throws: SeedsError.self) { try Seeds(list: []) }
        #expect(error == .tooFew(found: "0"))
    }

    @Test func `are 0 to 49 unless told otherwise`() {
        #expect(Seeds.standard.description == "0..49")
    }
}
