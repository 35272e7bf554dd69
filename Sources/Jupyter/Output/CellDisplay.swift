import Formats
import Language
import Notebook
import Session

/// Shows what a cell puts out, and keeps it.
///
/// For somebody who watches, a training that takes longer than a second is shown live, in place; its own lines wait meanwhile. When
/// it ends, the cell is cleared and all its outputs are sent again, so that it looks as it does in a notebook that was run.
actor CellDisplay {
    private let queue: SendQueue
    private let parent: [UInt8]
    private let audience: Audience
    private var outputs: CellOutputs
    /// All outputs so far, where they may have to be sent again.
    private var shown: [Output] = []
    /// Those of them that have yet to be sent.
    private var held: [Output] = []
    private var training: LiveTraining?
    private var pace = MessagePace()

    /// The text of the cell's last value.
    private(set) var value: String?
    /// What the front end is to do besides.
    private(set) var payload: [JSONValue] = []

    /// Who sees a cell's outputs.
    enum Audience {
        /// Nobody: nothing is shown.
        case none
        /// A program, which keeps what it gets.
        case program
        case person
    }

    init(of cell: CellSource, parent: [UInt8], for audience: Audience, queue: SendQueue) {
        outputs = CellOutputs(of: cell, keepsTimes: true)
        self.parent = parent
        self.audience = audience
        self.queue = queue
    }

    /// - Throws: `CancellationError` where the cell is stopped while it waits for its turn to show something.
    func take(_ event: SessionEvent) async throws {
        if let pause = pace.pause(before: event), audience != .none { try await Task.sleep(for: pause) }
        switch event {
        case .progress(let progress?): note(progress)
        case .progress(nil): endTraining()
        case .value(let text):
            value = text
            add(event)
        // A pager shows one page.
        case .page(_, let bundle): payload = [["source": "page", "data": .object(bundle.values), "start": 0]]
        case .lines, .text, .table, .figure, .notice, .failure, .shortfall, .folder: add(event)
        }
    }

    /// Shows what still waits.
    func end() { endTraining() }

    /// Shows the error that ended the cell; what a reply has of it.
    func end(with error: any Error) -> JSONObject {
        endTraining()
        guard case .output(let output) = outputs.change(by: error) else { return [:] }
        show(output)
        return output.errorFields ?? [:]
    }

    /// Has the front end ask whether to leave.
    func askToExit() { payload.append(["source": "ask_exit", "keepkernel": false]) }

    private func add(_ event: SessionEvent) {
        switch outputs.change(by: event) {
        case .text(let text, let stream): show(.text(text, on: stream))
        case .output(let output): show(output)
        case .metadata, .cell, .cellMetadata, nil: break
        }
    }

    private func show(_ output: Output) {
        guard audience != .none else { return }
        guard audience == .person else { return send(output) }
        shown.append(joining: output)
        // What a training puts out waits for its end, so that what is shown live is not below the fold.
        if training == nil { send(output) } else { held.append(joining: output) }
    }

    private func send(_ output: Output) {
        if case .stream(let name, let text) = output.content { return queue.add(text, to: name, parent: parent) }
        if let message = output.message(parent: parent) { queue.add(message) }
    }
}

// MARK: - Training
extension CellDisplay {
    private func note(_ progress: ProgressText) {
        if training == nil { training = LiveTraining(progress) } else { training?.progress = progress }
    }

    /// Keeps what is shown of a training current, until the task is cancelled.
    func keepCurrent() async {
        while (try? await Task.sleep(for: .milliseconds(500))) != nil { draw() }
    }

    private func draw() {
        guard audience == .person, let message = training?.message(parent: parent) else { return }
        queue.add(message)
    }

    private func endTraining() {
        if training?.isShown == true {
            queue.add(.broadcast("clear_output", parent: parent, ["wait": .boolean(!shown.isEmpty)]))
            held = shown
        }
        for output in held { send(output) }
        (training, held) = (nil, [])
    }
}

extension [Output] {
    /// Adds an output, to the last one where both are texts for one stream.
    fileprivate mutating func append(joining output: Output) {
        guard case .stream(let name, let text) = output.content, case .stream(name, var joined)? = last?.content else {
            return append(output)
        }
        // The text has one owner, so that it grows in place.
        removeLast()
        joined += text
        append(Output(.stream(name: name, text: joined)))
    }
}

/// How fast a cell may send what is not joined, as text is: no faster than front ends' servers hand it on, so that little waits
/// when the cell is stopped.
private struct MessagePace {
    private static let mostPerSecond = 1000
    private var second = ContinuousClock.now
    private var count = 0

    /// How long an event has to wait; nil where it need not.
    mutating func pause(before event: SessionEvent) -> Duration? {
        switch event {
        case .value, .table, .figure, .failure: break
        case .lines, .text, .page, .folder, .progress, .notice, .shortfall: return nil
        }
        let now = ContinuousClock.now
        if now - second >= .seconds(1) { (second, count) = (now, 0) }
        count += 1
        return count <= Self.mostPerSecond ? nil : max(.zero, .seconds(1) - (now - second))
    }
}

/// A training as it is shown while it goes on.
struct LiveTraining {
    var progress: ProgressText
    /// Whether it has been shown.
    private(set) var isShown = false
    private let start = ContinuousClock.now
    private let id = Hexadecimal.random(32)
    private var last: MIMEBundle?

    /// Shorter ones are not shown.
    private static let shortest = Duration.seconds(1)

    init(_ progress: ProgressText) {
        self.progress = progress
    }

    /// What shows how far it is now; nil while there is nothing new to be shown.
    mutating func message(parent: [UInt8]) -> OutgoingMessage? {
        guard .now - start >= Self.shortest else { return nil }
        let bundle = progress.bundle
        guard bundle != last else { return nil }
        defer { (isShown, last) = (true, bundle) }
        return .broadcast(isShown ? "update_display_data" : "display_data", parent: parent, bundle.shown(id: id))
    }
}
