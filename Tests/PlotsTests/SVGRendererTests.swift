import Plots
import Testing

/// What SVG pictures promise, whatever they show.
struct SVGRendererTests {
    private static let all = Samples.usual + Samples.hard + Samples.empty

    @Test(arguments: all) func `every mark is inside the picture`(name: String, figure: Figure) {
        let scene = Scene(figure)
        let frame = Box(left: 0, top: 0, right: scene.width, bottom: scene.height)
        for box in scene.boxes { #expect(frame.contains(box), "\(box)") }
        #expect(scene.boxes.count > 2)
    }

    @Test(arguments: all) func `no text lies on another`(name: String, figure: Figure) {
        let labels = Scene(figure).labels
        for (index, one) in labels.enumerated() {
            for other in labels[(index + 1)...] {
                #expect(!one.box.overlaps(other.box), "\(one.text) and \(other.text)")
            }
        }
    }

    @Test(arguments: all) func `the picture tells its title, its contents and its data`(name: String, figure: Figure) throws {
        let text = SVGRenderer().render(figure)
        #expect(text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sweepbook-plot\" role=\"img\" "))
        #expect(text.hasSuffix("\n</svg>\n"))
        #expect(text.contains("\n<title>") && text.contains("\n<desc>") && text.contains("\n<metadata>"))
        #expect(text.contains("@media (prefers-color-scheme:dark)"))
        let marks = try #require(text.split(separator: "</style>").last)
        #expect(!marks.contains("nan") && !marks.contains("\"inf") && !marks.contains("inf,"))
    }

    @Test(arguments: all) func `a text that is not XML's is escaped`(name: String, figure: Figure) {
        let text = SVGRenderer().render(figure)
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" })
        // Every < opens an element that the renderer writes.
        let names = Set(text.split(separator: "<").map { $0.prefix { $0.isLetter || $0 == "/" } })
        let known: Set<Substring> = [
            "svg", "title", "/title", "desc", "/desc", "metadata", "/metadata", "style", "/style", "rect", "polyline", "polygon", "circle",
            "text", "/text", "/svg",
        ]
        #expect(names.isSubset(of: known), "\(names.subtracting(known))")
        #expect(!text.replacing("&amp;", with: "").replacing("&lt;", with: "").replacing("&gt;", with: "").contains("&"))
    }

    @Test(arguments: Samples.empty) func `a figure without data says so`(name: String, figure: Figure) {
        #expect(Scene(figure).labels.map(\.text) == ["t", "no data"])
        #expect(SVGRenderer().render(figure).contains("<desc>No data.</desc>"))
    }

    @Test(arguments: ["heatmap", "importance", "seeds", "attention"]) func `the text is that of the golden file`(name: String) throws {
        let figure = try #require(Samples.usual.first { $0.name == name }).figure
        #expect(SVGRenderer().render(figure) == (try Golden.text("\(name).svg")))
    }

    @Test func `cells that are marked have an outline, and the legend says what it means`() {
        let text = SVGRenderer().render(Samples.predictions)
        #expect(text.split(separator: #" class="s1" fill="none" stroke-width="2.5"/>"#).count == 8)
        #expect(text.contains(">right answer</text>"))
    }

    @Test func `all labels of the embedding find room`() {
        #expect(Samples.people.allSatisfy { name in Scene(Samples.embedding).labels.contains { $0.text == name } })
    }

    @Test func `labels without room are counted`() throws {
        let texts = Scene(Samples.crowded).labels.map(\.text)
        let shown = Samples.people.count(where: texts.contains)
        #expect((5..<24).contains(shown))
        #expect(texts.last == "\(24 - shown) labels found no room.")
    }
}
