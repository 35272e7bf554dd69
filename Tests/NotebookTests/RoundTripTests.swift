import Notebook
import Testing

/// Any notebook read from what was written is the same one, and is written as the same bytes.
struct RoundTripTests {
    @Test func `written and read it is the same`() throws {
        var generator = Generator(seed: 6)
        for _ in 0..<3_000 {
            let notebook = generator.notebook()
            let bytes = notebook.bytes
            let again = try NotebookDocument(bytes: bytes)
            guard again == notebook, again.bytes == bytes else {
                Issue.record("\(Fixture.text(bytes))")
                return
            }
        }
    }

    /// A damaged notebook is read or refused with its place; what is read is stable.
    @Test func `damage is told or read`() throws {
        var generator = Generator(seed: 7)
        var (read, refused) = (0, 0)
        for _ in 0..<20_000 {
            let bytes = generator.damaged(generator.notebook().bytes)
            do throws(NotebookError) {
                let notebook = try NotebookDocument(bytes: bytes)
                guard try NotebookDocument(bytes: notebook.bytes).bytes == notebook.bytes else {
                    Issue.record("not stable: \(Fixture.text(bytes))")
                    return
                }
                read += 1
            } catch {
                let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") }
                guard (1...lines).contains(error.line), error.column >= 1, !error.description.contains("\n") else {
                    Issue.record("\(error) in \(Fixture.text(bytes))")
                    return
                }
                refused += 1
            }
        }
        #expect(read > 1_000)
        #expect(refused > 10_000)
    }
}
