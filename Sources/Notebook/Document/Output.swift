package import Formats

/// One output of a cell.
package struct Output: Sendable {
    package enum Content: Equatable, Sendable {
        /// Text that went to a stream: `stdout` or `stderr`.
        case stream(name: String, text: String)
        /// Something shown.
        case display(MIMEBundle, metadata: JSONObject)
        /// The value of the cell.
        case result(MIMEBundle, metadata: JSONObject, executionCount: Int?)
        /// The error that ended the cell: its name, its sentence, and the lines to show.
        case error(name: String, value: String, traceback: [String])
        /// A type that a later version of the format has.
        case other(type: String)
    }

    /// Where text goes.
    package enum Stream: String, Sendable {
        case stdout
        /// For what stands beside the results.
        case stderr
    }

    package var content: Content
    /// Fields of later versions and of other tools.
    let others: JSONObject

    package init(_ content: Content) {
        self.init(content, others: [:])
    }

    init(_ content: Content, others: JSONObject) {
        self.content = content
        self.others = others
    }

    package static func stdout(_ text: String) -> Output { self.text(text, on: .stdout) }

    package static func text(_ text: String, on stream: Stream) -> Output { Output(.stream(name: stream.rawValue, text: text)) }

    package static func display(_ bundle: MIMEBundle, metadata: JSONObject = [:]) -> Output {
        Output(.display(bundle, metadata: metadata))
    }

    package static func error(name: String, value: String, traceback: [String]) -> Output {
        Output(.error(name: name, value: value, traceback: traceback))
    }

    /// The content of a display or a result.
    package var bundle: MIMEBundle? {
        switch content {
        case .display(let bundle, _), .result(let bundle, _, _): bundle
        case .stream, .error, .other: nil
        }
    }

    package func isText(on stream: Stream) -> Bool {
        if case .stream(stream.rawValue, _) = content { true } else { false }
    }

    package var isError: Bool { if case .error = content { true } else { false } }
}

extension Output: Equatable {
    /// Whether both are written as the same bytes.
    package static func == (left: Output, right: Output) -> Bool { left.fields == right.fields }
}

extension [Output] {
    /// The outputs with neighbouring pieces of one stream joined, as a front end shows them.
    package var joiningStreams: [Output] {
        reduce(into: []) { joined, output in
            if case .stream(let name, let text) = output.content, case .stream(name, let before)? = joined.last?.content {
                joined[joined.count - 1].content = .stream(name: name, text: before + text)
            } else {
                joined.append(output)
            }
        }
    }
}
