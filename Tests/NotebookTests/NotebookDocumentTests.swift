import Formats
import Notebook
import Testing

struct NotebookDocumentTests {
    @Test func `a new notebook is written as nbformat writes it`() {
        var notebook = NotebookDocument()
        notebook.append(.markdown, "# A study\n")
        let picture = MIMEBundle(plain: "a dot", [MIMEBundle.svg: "<svg>\n</svg>"])
        notebook.append(
            .code(outputs: [.stdout("7\n"), .display(picture)], executionCount: 1), "print 1 + 2 * 3",
            metadata: ["tags": ["parameters"]])
        notebook.append(.code(outputs: [], executionCount: nil), "")
        #expect(Fixture.text(notebook.bytes) == """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "1-ee1ccff6",
               "metadata": {},
               "source": [
                "# A study\\n"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": 1,
               "id": "2-49eb45e3",
               "metadata": {
                "tags": [
                 "parameters"
                ]
               },
               "outputs": [
                {
                 "name": "stdout",
                 "output_type": "stream",
                 "text": [
                  "7\\n"
                 ]
                },
                {
                 "data": {
                  "image/svg+xml": [
                   "<svg>\\n",
                   "</svg>"
                  ],
                  "text/plain": [
                   "a dot"
                  ]
                 },
                 "metadata": {},
                 "output_type": "display_data"
                }
               ],
               "source": [
                "print 1 + 2 * 3"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "3-84222325",
               "metadata": {},
               "outputs": [],
               "source": []
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": "Sweepbook",
               "language": "sweepbook",
               "name": "sweepbook"
              },
              "language_info": {
               "file_extension": ".sweep",
               "mimetype": "text/x-sweepbook",
               "name": "sweepbook"
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }

            """)
    }

    @Test func `ids come from place and text`() {
        var (one, two) = (NotebookDocument(), NotebookDocument())
        for source in ["a", "a", "b"] {
            one.append(.raw, source)
            two.append(.markdown, source)
        }
        #expect(one.cells.map(\.id) == two.cells.map(\.id))
        #expect(Set(one.cells.map(\.id)).count == 3)
        one.insert(Cell(id: "x", source: "c", content: .raw), at: 0)
        one.insert(Cell(id: "x", source: "c", content: .raw), at: 1)
        #expect(one.cells.map(\.id).prefix(3) == ["x", "2-8601eff2", two.cells[0].id])
    }

    @Test func `a cell that changes keeps its id`() {
        var notebook = NotebookDocument()
        notebook.append(.code(outputs: [], executionCount: nil), "1")
        let id = notebook.cells[0].id
        notebook.update(at: 0) { $0.content = .code(outputs: [.stdout("1\n")], executionCount: 4) }
        #expect(notebook.cells[0].id == id)
        #expect(notebook.cells[0].executionCount == 4)
        #expect(notebook.cells[0].outputs == [.stdout("1\n")])
    }

    @Test func `texts that look alike are told apart`() {
        #expect(Output.stdout("\u{E9}") != Output.stdout("e\u{301}"))
    }
}
