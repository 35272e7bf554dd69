/// An error's lines, as a person is shown them.
enum ErrorText {
    static func shown(_ name: String, _ value: String, _ traceback: [String]) -> String {
        let text = traceback.isEmpty ? "\(name): \(value)" : traceback.joined(separator: "\n")
        return TerminalText.settled(text)
    }
}
