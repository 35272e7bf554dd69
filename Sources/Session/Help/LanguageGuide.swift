import Language

/// What users are told of the language as a whole.
enum LanguageGuide {
    static let language = Guide(name: "language", otherNames: ["statements", "values", "functions"], help: "statements, values and names", page: languagePage)
    static let strings = Guide(name: "strings", help: "quotes, escapes, and what can be done with a text", page: stringsPage)
    static let operators = Guide(name: "operators", help: "operators, the tightest first", page: operatorsPage)

    /// Each kind of value, as it is written or made.
    package static let values: [(example: String, kind: String)] = [
        ("4, 1_000", "a whole number"), ("0.1, 1e-3, inf", "a number"), ("true, false", "true or false"),
        ("\"text\", 'text'", "a string"), ("none", "none"), ("[16, 32]", "a list"), ("1..4, 16..64 by 16", "a range"),
        ("uniform(0, 1)", "a distribution, in a random sweep"), ("train", "a result"), ("r[3]", "a run"), ("load(\"FOLDER\")", "a model"),
        ("sweep n_layer=[1, 2]", "the result of a sweep"),
    ]

    private static var languagePage: HelpPage {
        var page = HelpPage(title: "language", paragraphs: [
            """
            A statement is a command with its arguments, an assignment, a loop, a choice, or an expression, whose value is shown. Statements end with \
            the line, or with a semicolon. # begins a comment; a line of its own that begins with #: is text of the notebook that is recorded.
            """,
            """
            Arguments have blanks or commas between them: name=value, words, paths, expressions, and at the end where and a condition. A hyper-parameter's \
            name alone is its value, and NAME = VALUE sets it.
            """,
            """
            A name is a command, a hyper-parameter, a function or a variable, and never two of these. One that is none of them is an error, and so is \
            a value of the wrong kind: nothing is converted in silence. A script is checked as a whole before any of it runs.
            """,
        ])
        page.add("Statements", rows: Manual.syntax.map { [$0.usage, $0.help] })
        page.add("Values", rows: values.map { [$0.example, $0.kind] })
        page.add("Functions", rows: Function.all.map { [$0.usage, $0.help] })
        page.add("Reserved words", names: Keyword.allCases.map(\.rawValue))
        page.footer = "More: help operators, help strings, help fields."
        return page
    }

    private static var stringsPage: HelpPage {
        var page = HelpPage(title: "\"TEXT\", 'TEXT'", paragraphs: [
            "A string stands in double or single quotes and ends on its line. Folders and files need no quotes where a command expects them, unless they hold blanks.",
            "+ joins two, == and < compare them, in tells whether one is within another, [0] is the first character and [-1] the last, len counts them.",
        ])
        page.add("Escapes", rows: StringEscape.all.map { [$0.written, $0.help] })
        page.add("Statements", code: ["print \"seed \" + str(3), len(\"abc\"), \"abc\"[-1]", "open(\"my results\")"])
        return page
    }

    private static var operatorsPage: HelpPage {
        var page = HelpPage(title: "operators", paragraphs: [
            """
            Precedence is Python's; parentheses group. / of whole numbers is whole where it divides evenly. A range has both of its ends. \
            Values of different kinds can't be compared, and nothing overflows: that is an error.
            """,
        ])
        page.add("Operators, the tightest first", rows: OperatorRow.all.map { row in
            [row.operators.joined(separator: "  "), "\(row.help): \(row.example) is \(row.value)"]
        })
        return page
    }
}
