import Jupyter
import Testing

struct StopButtonTests {
    @Test func `a press counts for what is about to run, once`() async throws {
        let button = StopButton()
        button.arm()
        button.press()
        await #expect(throws: CancellationError.self) {
            try await button.stopping { try Task.checkCancellation() }
        }
        try await button.stopping { try Task.checkCancellation() }
    }

    @Test func `a press while nothing is about to run stops nothing`() async throws {
        let button = StopButton()
        button.press()
        button.arm()
        #expect(try await button.stopping { Task.isCancelled } == false)
    }
}
