import Plots
import Testing

/// What pictures of a size that is asked for promise, whatever they show.
struct PageFormatTests {
    private static let all = Samples.usual + Samples.hard + Samples.empty
    private static let formats = [
        format(84, 60, 8), format(60, 40, 8), format(170, 220, 10), format(40, 200, 6), format(300, 40, 12), PageFormat(width: 300), PageFormat(height: 700),
    ]

    /// Of millimetres and points.
    private static func format(_ width: Double, _ height: Double, _ points: Double) -> PageFormat {
        PageFormat(width: width * 96 / 25.4, height: height * 96 / 25.4, fontSize: points * 96 / 72)
    }

    @Test(arguments: all) func `a picture is exactly as large as it is wanted, and every mark is in it`(name: String, figure: Figure) {
        for format in Self.formats {
            let scene = Scene(figure, format)
            if let width = format.width { #expect(abs(scene.width * scene.scale - width) < 1e-6) }
            if let height = format.height { #expect(abs(scene.height * scene.scale - height) < 1e-6) }
            let frame = Box(left: 0, top: 0, right: scene.width, bottom: scene.height)
            for box in scene.boxes { #expect(frame.contains(box), "\(box) at \(format)") }
        }
    }

    @Test(arguments: all) func `no text lies on another, whatever the size`(name: String, figure: Figure) {
        for format in Self.formats {
            let labels = Scene(figure, format).labels
            for (index, one) in labels.enumerated() {
                for other in labels[(index + 1)...] { #expect(!one.box.overlaps(other.box), "\(one.text) and \(other.text) at \(format)") }
            }
        }
    }

    @Test func `where there is room letters have the size that is wanted`() {
        for points in [6.0, 8, 10] { #expect(abs(Scene(Samples.loss(), Self.format(170, 120, points)).points - points) < 1e-9) }
    }

    private func numbers(_ width: Double, _ height: Double) -> Set<String> {
        Set(Scene(Samples.loss(), Self.format(width, height, 8)).labels.map(\.text).filter { Double($0) != nil })
    }

    @Test func `a low picture has fewer numbers at its axis`() {
        let (low, high) = (numbers(170, 50), numbers(170, 160))
        #expect(low.count < high.count, "\(low) and \(high)")
    }

    @Test(arguments: Samples.usual) func `a picture without options is as it has always been`(name: String, figure: Figure) throws {
        let picture = try FigureFile.svg.picture(of: figure, PageFormat())
        #expect(picture.bytes == Array(SVGRenderer().render(figure).utf8))
        #expect(picture.notices == [])
    }

    @Test func `a picture says what it shows otherwise than asked for`() throws {
        let small = try FigureFile.pdf.picture(of: Samples.loss(), Self.format(50, 40, 12))
        let points = (Scene(Samples.loss(), Self.format(50, 40, 12)).points * 10).rounded() / 10
        #expect(points < 12)
        #expect(small.notices == ["The letters have \(points) pt, not 12: larger ones leave no room for the plot."])
        let usual = Self.format(170, 120, 8)
        for (form, lacking) in [(FigureFile.pdf, "PDF"), (.png, "PNG")] {
            let picture = try form.picture(of: Samples.loss().titled("数据 数 a\u{0301}"), usual)
            #expect(picture.notices == ["The font of \(lacking) lacks 数 据 U+0301 and shows empty boxes; an SVG uses the fonts of its reader."])
        }
        let many = String(String.UnicodeScalarView((0x4E00..<0x4E0C).compactMap(Unicode.Scalar.init)))
        #expect(try FigureFile.pdf.picture(of: Samples.loss().titled(many), usual).notices.first?.contains("lacks 一 丁 丂 七 丄 丅 丆 万 丈 三 … and") == true)
        #expect(try FigureFile.svg.picture(of: Samples.loss().titled("数据"), usual).notices == [])
    }

    @Test func `a picture that can't be read or held is refused`() throws {
        let tiny = #expect(throws: PictureError.self) { try FigureFile.pdf.picture(of: Samples.loss(), Self.format(10, 10, 8)) }
        #expect(try #require(tiny).description.hasPrefix("the picture is too small: all of it fits only with letters of "))
        let huge = #expect(throws: PictureError.self) { try FigureFile.png.picture(of: Samples.loss(), Self.format(1000, 1000, 100)) }
        #expect(huge?.description == "the picture has 139 million pixels as PNG, expected at most 50 million; PDF and SVG may be larger")
    }

    @Test func `names of files tell their form, and files of ours are known by their beginning`() throws {
        #expect(["a.svg", "b/c.pdf", "d.png", "e.PDF", "pdf", "f.jpg"].map(FigureFile.init(path:)) == [.svg, .pdf, .png, nil, nil, nil])
        let format = Self.format(84, 60, 8)
        for form in FigureFile.allCases {
            let bytes = try form.picture(of: Samples.loss(), format).bytes
            #expect(FigureFile.allCases.filter { $0.isOpening(bytes.prefix(FigureFile.openingLength)) } == [form])
        }
        #expect(!FigureFile.pdf.isOpening(Array("%PDF-1.7\n%\u{E2}\n1 0 obj\n".utf8)))
        #expect(!FigureFile.png.isOpening([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]))
    }
}
