import Language
import Testing

/// What is wrong with a text, as the user sees it: every case is the whole message.
@Suite struct SyntaxErrorTests {
    /// The text, the message after the name, and the line of marks.
    @Test(arguments: [
        ("sweep dropout=[0.1, 0.2", "1:15: error: \"[\" is never closed", "              ^"),
        ("print (1 + 2", "1:7: error: \"(\" is never closed", "      ^"),
        ("train(n_head=4)", "1:6: error: the arguments of \"train\" stand without parentheses", "     ^ write train …"),
        ("print(1, 2)", "1:8: error: the arguments of \"print\" stand without parentheses", "       ^ write print …"),
        ("(1, 2)", "1:3: error: unexpected \",\" in parentheses", "  ^ a list is written [ … ]"),
        ("[1 2]", "1:4: error: expected \",\" or \"]\", found \"2\"", "   ^"),
        ("]", "1:1: error: \"]\" closes nothing", "^"),
        ("}", "1:1: error: \"}\" closes nothing", "^"),
        ("print train", "1:7: error: the command \"train\" is a value only in parentheses here", "      ^~~~~ write (train …)"),
    ])
    func brackets(_ text: String, _ head: String, _ marks: String) {
        #expect(message(text) == "my.sweep:\(head)\n  1 | \(text)\n    | \(marks)")
    }

    /// The text, the message after the name, and the line of marks.
    @Test(arguments: [
        ("print \"abc", "1:7: error: the string has no closing quote on its line", "      ^~~~ close it with \""),
        ("print 'abc", "1:7: error: the string has no closing quote on its line", "      ^~~~ close it with '"),
        ("if x {} elif y {}", "1:9: error: unexpected \"elif\"", "        ^~~~ did you mean \"else if\"?"),
        ("x += 1", "1:3: error: there is no \"+=\"", "  ^~ write name = name + value"),
        ("a || b", "1:3: error: unexpected \"||\"", "  ^~ did you mean \"or\"?"),
        ("a && b", "1:3: error: unexpected \"&&\"", "  ^~ did you mean \"and\"?"),
        ("!a", "1:1: error: unexpected \"!\"", "^ did you mean \"not\"?"),
        ("1...3", "1:2: error: unexpected \"...\"", " ^~~ did you mean \"..\"?"),
        ("print 12abc", "1:7: error: \"12abc\" is not a number", "      ^~~~~"),
        ("print 1.2.3", "1:7: error: \"1.2.3\" is not a number", "      ^~~~~"),
        ("print 0x10", "1:7: error: \"0x10\" is not a number", "      ^~~~"),
        ("print 007", "1:7: error: the whole number \"007\" starts with a zero", "      ^~~ write 7"),
        ("print 1e999", "1:7: error: the number \"1e999\" is too large", "      ^~~~~"),
        (
            "print 99999999999999999999", "1:7: error: the whole number \"99999999999999999999\" is too large",
            "      ^~~~~~~~~~~~~~~~~~~~ the largest is 9223372036854775807"
        ),
        (
            "print \"a\\qb\"", "1:9: error: unknown escape \"\\q\" in a string",
            "        ^~ a backslash itself is written \"\\\\\""
        ),
        (
            "print \"\\xZZ\"", "1:8: error: the escape \"\\x\" does not name a character",
            "       ^~ write \"\\x41\", \"\\u0041\" or \"\\u{41}\""
        ),
        (
            "print \"\\u{110000}\"", "1:8: error: the escape \"\\u{110000\" does not name a character",
            "       ^~~~~~~~~ write \"\\x41\", \"\\u0041\" or \"\\u{41}\""
        ),
        ("print “hi”", "1:7: error: unexpected \"“\"", "      ^ did you mean '\"'?"),
        ("print 3 × 4", "1:9: error: unexpected \"×\"", "        ^ did you mean \"*\"?"),
        ("print a − b", "1:9: error: unexpected \"−\"", "        ^ did you mean \"-\"?"),
        ("x = 1\u{A0}+ 2", "1:6: error: invisible character U+00A0", "     ^ use an ordinary blank"),
        ("x = $y", "1:5: error: unexpected character \"$\"", "    ^"),
        ("a \\ b", "1:3: error: a \"\\\" stands only at the end of a line that the next continues", "  ^"),
        ("a \\", "1:3: error: the text ends where a \"\\\" asks for another line", "  ^"),
        ("run a\\ b", "1:6: error: a path cannot end in \"\\\"", "     ^ put the path in quotes"),
        ("run “a”", "1:5: error: unexpected \"“\"", "    ^ did you mean '\"'?"),
        ("漢 = é + 😀", "1:9: error: unexpected character \"😀\"", "         ^~"),
        ("print \"é漢😀\" 😀", "1:13: error: unexpected character \"😀\"", "              ^~"),
    ])
    func characters(_ text: String, _ head: String, _ marks: String) {
        #expect(message(text) == "my.sweep:\(head)\n  1 | \(text)\n    | \(marks)")
    }

    /// The text, the message after the name, and the line of marks.
    @Test(arguments: [
        ("n_head =", "1:9: error: expected a value, found the end of the text", "        ^"),
        ("train n_head= # four", "1:14: error: expected a value, found the end of the text", "             ^"),
        ("let = 3", "1:5: error: expected a name, found \"=\"", "    ^"),
        ("let x", "1:6: error: expected \"=\", found the end of the text", "     ^"),
        ("let x == 3", "1:7: error: expected \"=\", found \"==\"", "      ^~ did you mean \"=\"?"),
        ("let for = 3", "1:5: error: \"for\" is a reserved word and cannot be a name", "    ^~~"),
        ("for x s { }", "1:7: error: expected \"in\", found \"s\"", "      ^"),
        ("for in s { }", "1:5: error: \"in\" is a reserved word and cannot be a name", "    ^~"),
        ("for x in { }", "1:10: error: expected a value, found \"{\"", "         ^"),
        ("for x in s print x", "1:12: error: expected \"{\" to open the block of \"for\", found \"print\"", "           ^~~~~"),
        ("if x", "1:5: error: expected \"{\" to open the block of \"if\", found the end of the text", "    ^"),
        ("else { }", "1:1: error: \"else\" has no \"if\" block right before it", "^~~~"),
        ("a and", "1:6: error: expected a value, found the end of the text", "     ^"),
        ("1 +", "1:4: error: expected a value, found the end of the text", "   ^"),
        ("1 + * 2", "1:5: error: expected a value, found \"*\"", "    ^"),
        ("print 1,", "1:9: error: expected a value, found the end of the text", "        ^"),
        ("print , 1", "1:7: error: expected a value, found \",\"", "      ^"),
        ("print 1,, 2", "1:9: error: expected a value, found \",\"", "        ^"),
        ("sweep where", "1:12: error: expected a value, found the end of the text", "           ^"),
        ("sweep where n_embd = 3", "1:20: error: unexpected \"=\"", "                   ^ did you mean \"==\"?"),
        ("compare by", "1:11: error: expected a name, found the end of the text", "          ^"),
        ("compare by x=3", "1:12: error: \"compare\" needs a name after \"by\"", "           ^"),
        ("print 1..2..3", "1:11: error: expected the end of the statement, found \"..\"", "          ^~"),
        ("s.", "1:3: error: expected the name of a field, found the end of the text", "  ^"),
        ("s.for", "1:3: error: expected the name of a field, found \"for\"", "  ^~~"),
        ("s[]", "1:3: error: expected a value, found \"]\"", "  ^"),
        ("x.y(1)", "1:4: error: only a function's name can be called", "   ^"),
        ("x = train.best", "1:10: error: expected the end of the statement, found \".\"", "         ^"),
        ("time time x", "1:6: error: expected a statement, found \"time\"", "     ^~~~"),
        ("time x?", "1:1: error: \"time\" stands before a whole statement", "^~~~"),
        ("let s = time sweep", "1:9: error: \"time\" stands before a whole statement", "        ^~~~ write time let s = …"),
        ("print s?", "1:8: error: \"?\" asks for help only before or after a name that stands alone", "       ^ write ?topic"),
        (
            "n_head=4 dropout=0.1", "1:10: error: expected the end of the statement, found \"dropout\"",
            "         ^~~~~~~ statements are separated by \";\" or a new line"
        ),
        ("if x = 3 { }", "1:6: error: unexpected \"=\"", "     ^ did you mean \"==\"?"),
        (
            "if x { } print 2", "1:10: error: expected the end of the statement, found \"print\"",
            "         ^~~~~ statements are separated by \";\" or a new line"
        ),
        (
            "1 2", "1:3: error: expected the end of the statement, found \"2\"",
            "  ^ statements are separated by \";\" or a new line"
        ),
    ])
    func statements(_ text: String, _ head: String, _ marks: String) {
        #expect(message(text) == "my.sweep:\(head)\n  1 | \(text)\n    | \(marks)")
    }

    /// The text, the message after the name, and the line of marks.
    @Test(arguments: [
        ("let train = 3", "1:5: error: \"train\" is a command and cannot be a variable", "    ^~~~~"),
        ("train = 3", "1:1: error: \"train\" is a command and cannot be a variable", "^~~~~"),
        ("a.b = 3", "1:1: error: only a name can be assigned to", "^~~"),
        ("3 = x", "1:1: error: only a name can be assigned to", "^"),
        ("print 1 where x > 2", "1:9: error: \"print\" takes no \"where\"", "        ^~~~~"),
        ("train 3", "1:7: error: unexpected argument \"3\" of \"train\"", "      ^"),
        ("train n_head 4", "1:7: error: unexpected argument \"n_head\" of \"train\"", "      ^~~~~~ did you mean \"n_head=4\"?"),
        ("train n_head", "1:7: error: unexpected argument \"n_head\" of \"train\"", "      ^~~~~~ did you mean \"n_head=…\"?"),
        ("train --n_head 4", "1:7: error: unexpected argument \"-\" of \"train\"", "      ^ did you mean \"n_head=4\"?"),
        ("print \"a\"\"b\"", "1:10: error: a blank or comma is missing between two arguments", "         ^~~"),
        (
            "sweep n_head=[1] where n_embd > 3 dropout=0.1", "1:35: error: the \"where\" of \"sweep\" comes last",
            "                                  ^~~~~~~"
        ),
        ("run", "1:4: error: \"run\" needs a script", "   ^"),
        ("set n_head", "1:11: error: \"set\" needs a value", "          ^"),
        (
            "set dropout -1", "1:13: error: a sign after \"dropout\" could also be a difference",
            "            ^ write set dropout=-1"
        ),
        (
            "set dropout - rate", "1:13: error: a sign after \"dropout\" could also be a difference",
            "            ^ write set dropout=…"
        ),
        ("run a b", "1:7: error: unexpected argument \"b\" of \"run\"", "      ^"),
        ("export DIR", "1:11: error: \"export\" needs a format", "          ^"),
        ("train by n_layer", "1:7: error: \"train\" takes no \"by\"", "      ^~"),
        ("compare a where x > 3", "1:11: error: \"compare\" takes no \"where\"", "          ^~~~~"),
        ("1 + 2 by 3", "1:7: error: \"by\" needs a range just before it", "      ^~ write from..to by step"),
        ("f(x=1)", "1:4: error: the arguments of \"f\" have no names", "   ^ write their values in order"),
        ("assert x = 3", "1:10: error: \"assert\" takes no arguments with names", "         ^ did you mean \"==\"?"),
        ("reset 3", "1:7: error: expected a word, found \"3\"", "      ^"),
        ("swep n_layer=[1,2]", "1:1: error: unknown command \"swep\"", "^~~~ did you mean \"sweep\"?"),
        ("swep n_layer=[1,2] dropout=[0.1]", "1:1: error: unknown command \"swep\"", "^~~~ did you mean \"sweep\"?"),
        ("let x = trian n_head=8", "1:9: error: unknown command \"trian\"", "        ^~~~~ did you mean \"train\"?"),
        ("while x { }", "1:1: error: unknown command \"while\"", "^~~~~"),
    ])
    func commands(_ text: String, _ head: String, _ marks: String) {
        #expect(message(text) == "my.sweep:\(head)\n  1 | \(text)\n    | \(marks)")
    }

    @Test(arguments: [
        "a\n b", "a\r\n\tb", "a # x\n\n# y\n  b", "a; b\n  c", "#: text\na\n b", "if a {\n b\n  c\n}", "if a {\n b\n}\n c",
        " a\n  b", "\ta\n\t b", "let s = sweep\n  n_layer=[1, 2]", "train\n  where n_layer > 1", "a\n  [1,\n2]",
    ])
    func indentation(_ text: String) throws {
        let error = try #require(throws: SyntaxError.self) { try parse(text) }
        #expect(error.kind == .indented)
        #expect(!error.isIncomplete)
    }

    @Test(arguments: [
        (
            "for f in [1] {\n    train n_head=f\n",
            """
            my.sweep:1:14: error: "{" is never closed
              1 | for f in [1] {
                |              ^
            """
        ),
        (
            "if x:\n  print 1",
            """
            my.sweep:1:5: error: expected "{" to open the block of "if", found ":"
              1 | if x:
                |     ^ a block is written { … }
            """
        ),
        (
            "train n_head=4\ntrain n_head=4 \\\n  n_head=8",
            """
            my.sweep:3:3: error: "n_head" is given twice
              3 |   n_head=8
                |   ^~~~~~
            my.sweep:2:7: note: "n_head" was given first here
              2 | train n_head=4 \\
                |       ^~~~~~
            """
        ),
        (
            "let s = sweep n_layer=[1, 2]\n  dropout=0.1",
            """
            my.sweep:2:3: error: unexpected indentation: this line does not continue the one above
              2 |   dropout=0.1
                |   ^~~~~~~ end the line above with "\\", or remove the blanks
            """
        ),
        (
            "x = \u{0}",
            """
            my.sweep:1:5: error: control character U+0000
              1 | x = ␀
                |     ^ a string can hold it as "\\u{0}"
            """
        ),
        (
            "print \"a\u{1B}[0m\"",
            """
            my.sweep:1:9: error: control character U+001B
              1 | print "a␛[0m"
                |         ^ a string can hold it as "\\u{1B}"
            """
        ),
        (
            "[1, 2)",
            """
            my.sweep:1:6: error: ")" does not close "["
              1 | [1, 2)
                |      ^ did you mean "]"?
            my.sweep:1:1: note: "[" was opened here
              1 | [1, 2)
                | ^
            """
        ),
        (
            "for x in y { print (1 }",
            """
            my.sweep:1:23: error: "}" does not close "("
              1 | for x in y { print (1 }
                |                       ^ did you mean ")"?
            my.sweep:1:20: note: "(" was opened here
              1 | for x in y { print (1 }
                |                    ^
            """
        ),
        (
            "sweep zip(n_layer=[1, 2] n_head=[4, 8])",
            """
            my.sweep:1:26: error: expected "," or ")", found "n_head"
              1 | sweep zip(n_layer=[1, 2] n_head=[4, 8])
                |                          ^~~~~~
            """
        ),
        (
            "sweep zip([1, 2], [4, 8])",
            """
            my.sweep:1:11: error: expected name=value, found "["
              1 | sweep zip([1, 2], [4, 8])
                |           ^
            """
        ),
        (
            "sweep n_layer=1 zip(n_layer=2)",
            """
            my.sweep:1:21: error: "n_layer" is given twice
              1 | sweep n_layer=1 zip(n_layer=2)
                |                     ^~~~~~~
            my.sweep:1:7: note: "n_layer" was given first here
              1 | sweep n_layer=1 zip(n_layer=2)
                |       ^~~~~~~
            """
        ),
        (
            "sweep zip(n_layer=1",
            """
            my.sweep:1:10: error: "(" is never closed
              1 | sweep zip(n_layer=1
                |          ^
            """
        ),
        (
            "#: a\u{1B}b",
            """
            my.sweep:1:5: error: control character U+001B
              1 | #: a␛b
                |     ^ a string can hold it as "\\u{1B}"
            """
        ),
        (
            "train\tn_head=\t=",
            """
            my.sweep:1:15: error: unexpected "="
              1 | train   n_head= =
                |                 ^ did you mean "=="?
            """
        ),
        (
            "\u{FEFF}x = )",
            """
            my.sweep:1:5: error: ")" closes nothing
              1 | x = )
                |     ^
            """
        ),
        (
            "a\u{D}\nb\u{D}c )",
            """
            my.sweep:3:3: error: ")" closes nothing
              3 | c )
                |   ^
            """
        ),
    ])
    func wholeMessages(_ text: String, _ expected: String) {
        #expect(message(text) == expected)
    }
}
