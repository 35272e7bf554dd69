/// The keys of vi's command mode, with what they do: for `help keys`, beside the switches that take them.
enum ViKeys {
    static let all: [(keys: String, help: String)] = [
        ("h l Space", "a character to the left or right"), ("0 ^ $ |", "to the start of the line, its first word, its end, a column"),
        ("w W b B e E", "a word on, back, to its end; capital letters go by blanks"), ("%", "to the bracket that belongs to this one"),
        ("f F t T", "to a character, or before it, on or back"), ("; ,", "the last of these again, or the other way"),
        ("j k + -", "a line down or up; the entry after or before"), ("i a I A", "inserts before or after the cursor, at the start or the end of the line"),
        ("R r ~", "types over what is there; replaces one character; changes its case"), ("x X", "deletes the character under the cursor, or before it"),
        ("d c y", "deletes, changes or copies up to a motion; doubled, the line"), ("D C Y", "the same up to the end of the line"),
        ("s S", "changes characters, or the line"), ("p P", "inserts what was deleted or copied, after the cursor or before it"),
        ("u .", "undoes the last change; repeats it"), ("/ ? n N", "searches older or newer entries; again, or the other way"),
        ("#", "enters the text as a comment"), ("1 2 3 4 5 6 7 8 9", "a count: how often the next key acts"),
    ]
}
