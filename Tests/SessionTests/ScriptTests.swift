import Testing

/// Every script case, in process.
struct ScriptTests {
    @Test(arguments: ScriptCase.all)
    func `a script's output is what it says`(script: ScriptCase) async throws {
        _ = ScriptCase.folder
        let result = try await Harness().run(file: script.path)
        #expect(ScriptCase.withoutTimes(result.lines) == script.expected)
        #expect(result.status == script.status)
    }

    @Test func `there are at least 150 cases`() {
        #expect(ScriptCase.all.count >= 150)
    }
}
