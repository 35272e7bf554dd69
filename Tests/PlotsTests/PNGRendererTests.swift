import Plots
import Testing

/// What PNG pictures promise, whatever they show.
struct PNGRendererTests {
    private static let all = Samples.usual + Samples.hard.filter { ["hostile text", "huge", "not finite", "one cell"].contains($0.name) } + Samples.empty.prefix(1)
    private static let small = PageFormat(width: 50 * 96 / 25.4, height: 40 * 96 / 25.4, fontSize: 6 * 96 / 72)

    @Test(arguments: all) func `a file is whole, of 300 pixels an inch, with white margins`(name: String, figure: Figure) throws {
        let picture = try #require(PNGPicture(PNGRenderer(Self.small).render(figure)))
        #expect(picture.width == 591 && picture.height == 472)
        #expect(picture.chunks.map(\.name) == ["IHDR", "tEXt", "pHYs", "iTXt", "IDAT", "IEND"])
        #expect(picture.chunks[2].data == [0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1])
        #expect(picture.isPlain(x: 0...590, y: 0...2, "#ffffff") && picture.isPlain(x: 0...2, y: 0...471, "#ffffff"))
        #expect(picture.isPlain(x: 0...590, y: 469...471, "#ffffff") && picture.isPlain(x: 588...590, y: 0...471, "#ffffff"))
    }

    @Test func `the same figure gives the same bytes`() {
        #expect(PNGRenderer(Self.small).render(Samples.loss()) == PNGRenderer(Self.small).render(Samples.loss()))
    }

    @Test func `characters that the font lacks are boxes`() throws {
        let pixels = try ["\u{4E2D}", "\u{4E2D}\u{56FD}"].map { title in
            let figure = Figure(title: title, content: .bars(BarChart(amount: Axis("a"), bars: [.init(name: "b", amount: 1)])))
            return try #require(PNGPicture(PNGRenderer(Self.small).render(figure))).chunks.first { $0.name == "IDAT" }?.data
        }
        #expect(pixels[0] != pixels[1])
    }

    @Test func `areas have their colours, and an edge within a pixel is smooth`() throws {
        let chart = BarChart(amount: Axis("a"), bars: [.init(name: "b", amount: 1)])
        let figure = Figure(title: "", content: .bars(chart)), format = PageFormat(fontSize: PageFormat.standardFontSize)
        let picture = try #require(PNGPicture(PNGRenderer(format).render(figure)))
        let scene = Scene(figure, format), scale = 300.0 / 96
        let bar = try #require(scene.boxes.first { $0.right - $0.left > 300 && $0.bottom - $0.top == 14 })
        let x = Int((bar.left + 60) * scale), y = Int((bar.top + bar.bottom) / 2 * scale)
        #expect(picture.color(x: x, y: y) == "#0072b2")
        let column = (Int((bar.top - 2) * scale)...Int((bar.bottom + 2) * scale)).map { picture.color(x: x, y: $0) }
        // 14 units are 43.75 pixels.
        #expect((42...43).contains(column.count { $0 == "#0072b2" }))
        #expect(column.first == "#ffffff" && column.last == "#ffffff" && Set(column).count <= 4)
    }
}
