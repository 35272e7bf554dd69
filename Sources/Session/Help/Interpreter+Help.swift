import Engine
import Language

extension Interpreter {
    /// What `help` and `help sweep` show.
    func help(_ topic: Name?, _ context: ExecutionContext) async throws {
        try await context.show(try page(on: topic, context).lines)
    }

    /// What `?`, `?dropout` and `s.best?` show: a page, which a notebook doesn't keep.
    func showPage(on topic: Name?, _ context: ExecutionContext) async throws {
        let page = try page(on: topic, context)
        try await context.emit(.page(page.lines, page.bundle))
    }

    private func page(on topic: Name?, _ context: ExecutionContext) throws(Diagnostic) -> HelpPage {
        let settings = settings
        let pages = HelpPages(commands, variables, seeds: seeds, settings: settings, data: present, keys: environment.keys)
        guard let topic else { return pages.manual.overview }
        let style: CommandPage.Style = context.source.isCommandLine ? .shell : .session
        let page = try context.at(topic.span) { () throws(SessionError) in try pages.page(topic.text, style) }
        if let page { return page }
        let nearest = NearestWord.find(topic.text, among: pages.topics)
        throw context.fail(.unknownTopic(topic.text, mentionedIn: pages.manual.topics(mentioning: topic.text), nearest: nearest), topic.span)
    }
}
