import Formats
import Language
import Notebook
import Session

extension Kernel {
    /// Runs a cell.
    func execute(_ request: Request) async {
        let (code, isSilent) = (request.text("code"), request.flag("silent", default: false))
        let source = SourceText(name: "[\(count + 1)]", code)
        let isKept = !isSilent && request.flag("store_history", default: true) && code.contains { !$0.isWhitespace }
        let number = count + 1
        let cell = CellSource(number: number, source.span, of: source)
        let display = CellDisplay(of: cell, parent: request.sender.header, for: Self.audience(request), queue: sockets.queue)
        // Whoever hears that it runs may stop it at once.
        stop.arm()
        if !isSilent {
            sockets.send(.broadcast(
                "execute_input", parent: request.sender.header,
                ["code": .string(code), "execution_count": JSONValue(number)]))
        }
        let started = WireFormat.date()
        let failure = await run(source, display)
        if isKept {
            count = number
            history.append(code, number: number, output: await display.value)
        }
        var content: JSONObject = ["execution_count": JSONValue(count), "user_expressions": [:], "payload": []]
        if let failure {
            content["status"] = "error"
            for (key, value) in failure.members { content[key] = value }
        } else {
            content["status"] = "ok"
            content["user_expressions"] = .object(await values(of: request.content["user_expressions"]?.object ?? [:]))
        }
        content["payload"] = .array(await display.payload)
        if failure != nil, request.flag("stop_on_error", default: true) {
            // Whoever has sent more did so before knowing of the error.
            await sockets.settle()
            requests.abort()
        }
        reply(request, content, metadata: ["started": .string(started), "status": content["status"] ?? "ok"])
    }

    /// Who can't be asked anything, such as nbconvert and papermill, is no person.
    private static func audience(_ request: Request) -> CellDisplay.Audience {
        if request.flag("silent", default: false) { return .none }
        return request.flag("allow_stdin", default: true) ? .person : .program
    }

    /// Runs a text that can be stopped; what a reply has of the error that ended it.
    private func run(_ source: SourceText, _ display: CellDisplay) async -> JSONObject? {
        let interpreter = interpreter
        do {
            let end = try await stop.stopping {
                async let _ = display.keepCurrent()
                return try await interpreter.execute(source) { try await display.take($0) }
            }
            await display.end()
            if end == .quit { await display.askToExit() }
            return nil
        } catch {
            return await display.end(with: error)
        }
    }

    /// What expressions come to that a front end asks for beside a cell.
    private func values(of expressions: JSONObject) async -> JSONObject {
        var values: JSONObject = [:]
        for (name, expression) in expressions.members {
            let source = SourceText(name: name, expression.string ?? "")
            do {
                let interpreter = interpreter
                let text = try await stop.stopping { try await interpreter.text(of: source) }
                values[name] = ["status": "ok", "data": .object(MIMEBundle(plain: text).values), "metadata": [:]]
            } catch {
                let output = CellSource(number: count, source.span, of: source).output(for: error)
                var fields = output.errorFields ?? [:]
                fields["status"] = "error"
                values[name] = .object(fields)
            }
        }
        return values
    }
}
