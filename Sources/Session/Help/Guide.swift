/// A page of help about something that is no word of the language.
struct Guide: Sendable {
    let name: String
    /// Other words that find it.
    var otherNames: [String] = []
    let help: String
    let page: HelpPage
}
