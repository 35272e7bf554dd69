import Plots
import Testing

/// What PDF pictures promise, whatever they show.
struct PDFRendererTests {
    private static let all = Samples.usual + Samples.hard + Samples.empty
    private static let column = PageFormat(width: 84 * 96 / 25.4, height: 60 * 96 / 25.4, fontSize: 8 * 96 / 72)

    @Test(arguments: all) func `a file is whole, and its texts can be copied`(name: String, figure: Figure) throws {
        let file = try #require(PDFFile(PDFRenderer(Self.column).render(figure)))
        #expect(file.objects.allSatisfy { !$0.text.isEmpty })
        #expect(["Page", "Pages", "Catalog"].allSatisfy { file.objects(of: $0).count == 1 })
        #expect(file.objects(of: "Page")[0].contains("/MediaBox [0 0 238.11 170.079]"))
        let expected = Scene(figure, Self.column).labels.map(\.text), texts = file.texts
        #expect(texts.count == expected.count)
        for (text, label) in zip(texts, expected) {
            #expect(text.unicodeScalars.count == label.unicodeScalars.count)
            #expect(zip(text.unicodeScalars, label.unicodeScalars).allSatisfy { $0 == $1 || $0 == "\u{FFFD}" && $1.value > 0x7F }, "\(text) for \(label)")
        }
        let lines = file.content.split(separator: "\n")
        #expect(lines.count { $0 == "q" } == lines.count { $0 == "Q" })
        let words = Set(lines.filter { !$0.hasPrefix("BT ") }.flatMap { $0.split { " []".contains($0) } })
        let operators: Set<Substring> = ["q", "Q", "cm", "re", "m", "l", "c", "h", "f", "S", "B", "n", "rg", "RG", "w", "j", "d", "gs"]
        #expect(words.allSatisfy { operators.contains($0) || Double($0)?.isFinite == true || $0.hasPrefix("/O") })
    }

    @Test(arguments: Samples.usual) func `a file has no date, and is the same every time`(name: String, figure: Figure) throws {
        let bytes = PDFRenderer().render(figure)
        #expect(bytes == PDFRenderer().render(figure))
        let file = try #require(PDFFile(bytes))
        #expect(!file.trailer.contains("/ID") && !file.objects.contains { $0.text.contains("Date") })
    }

    @Test func `texts stand where the scene has them`() throws {
        let file = try #require(PDFFile(PDFRenderer().render(Samples.heatMap())))
        let label = try #require(Scene(Samples.heatMap()).labels.first), line = try #require(file.content.split(separator: "\n").first { $0.hasPrefix("BT ") })
        let words = line.split(separator: " ")
        // BT /B size Tf 1 0 0 -1 x y Tm
        #expect(words[1...7] == ["/B", "17", "Tf", "1", "0", "0", "-1"])
        #expect(Double(words[8]) == label.box.left)
        #expect(try abs(#require(Double(words[9])) - (label.box.bottom - 0.24 * 17)) < 0.001)
        #expect(file.content.hasPrefix("0.75 0 0 -0.75 0 "))
    }

    @Test func `only the glyphs that it shows are in its fonts`() throws {
        let file = try #require(PDFFile(PDFRenderer().render(Samples.importance)))
        let fonts = file.objects(of: "FontDescriptor")
        #expect(fonts.count == 2 && fonts.allSatisfy { $0.contains("+DejaVuSans") && $0.contains("/FontFile2 ") })
        let files = file.objects.filter { $0.text.contains("/Length1 ") }.map(\.stream)
        #expect(files.count == 2)
        for bytes in files {
            #expect(bytes.starts(with: [0, 1, 0, 0]))
            #expect((1000..<30_000).contains(bytes.count))
        }
    }

    @Test func `a title is what readers show of a file, with what would turn a line escaped`() throws {
        let file = try #require(PDFFile(PDFRenderer().render(Samples.seeds.titled("Δ\u{202E}a"))))
        #expect(file.objects.contains { $0.text.contains("/Title <FEFF0394005C00750032003000320065" + "0061>") })
    }

    @Test func `a picture without a title has no bold font`() throws {
        let file = try #require(PDFFile(PDFRenderer().render(Samples.seeds.titled(""))))
        #expect(file.objects(of: "FontDescriptor").count == 1)
    }
}
