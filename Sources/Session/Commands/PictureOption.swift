import Language
import Plots

/// How large a picture is that is saved, and what stands above and below it.
enum PictureOption {
    static let width = length("width", as: "WIDTH", "width of the saved picture", default: "190.5mm")
    static let height = length("height", as: "HEIGHT", "height of the saved picture", default: "what the plot needs")
    static let fontSize = size(
        "font_size", as: "SIZE", .points, 4...100, "a size from 4pt to 100pt: 8 or \"8pt\"",
        "size of the saved picture's letters; a number is in points", default: "10.5pt")
    static let notes = Option.flag("notes", "whether the saved picture has the sentences below the plot", default: "true")

    static let title = Option(
        "title", as: "TEXT", "what stands above the plot, or none", reading: .text, completion: .none
    ) { value throws(SessionError) in
        switch value {
        case .string(let text): return text == untitled ? "" : text
        case .none: return ""
        case .integer, .real, .boolean, .list, .range, .distribution, .run, .model, .result, .sweep:
            throw .wrongOption("title", expected: "a text, or none", found: value.found)
        }
    }

    private static let untitled = "none"

    private enum Unit: String, CaseIterable {
        case millimetres = "mm", centimetres = "cm", inches = "in", points = "pt", pixels = "px"

        /// Pixels of 1/96 inch, as CSS has them.
        var pixels: Double {
            switch self {
            case .millimetres: 96 / 25.4
            case .centimetres: 96 / 2.54
            case .inches: 96
            case .points: 96.0 / 72
            case .pixels: 1
            }
        }
    }

    private static func length(_ name: String, as placeholder: String, _ help: String, default defaultText: String) -> Option<Double> {
        size(
            name, as: placeholder, .millimetres, 10...2000, "a length from 10mm to 2000mm: 84, \"84mm\", \"3.25in\", \"234pt\" or \"312px\"",
            "\(help); a number is in millimetres", default: defaultText)
    }

    /// A size in pixels of 1/96 inch, from a number or from a text with a unit.
    private static func size(
        _ name: String, as placeholder: String, _ unit: Unit, _ range: ClosedRange<Double>, _ expected: String, _ help: String, default defaultText: String
    ) -> Option<Double> {
        Option(name, as: placeholder, help, default: defaultText, reading: .text, completion: .none) { value throws(SessionError) in
            let pixels: Double? = if case .string(let text) = value { pixels(text, unit) } else { value.number.map { $0 * unit.pixels } }
            guard let pixels, range.contains(pixels / unit.pixels) else { throw .wrongOption(name, expected: expected, found: value.found) }
            return pixels
        }
    }

    private static func pixels(_ text: String, _ usual: Unit) -> Double? {
        let unit = Unit.allCases.first { text.hasSuffix($0.rawValue) }
        let number = text.dropLast(unit?.rawValue.count ?? 0)
        // Not in hexadecimal digits.
        guard number.utf8.allSatisfy("0123456789.eE+- ".utf8.contains) else { return nil }
        return Double(number.hasSuffix(" ") ? number.dropLast() : number).map { $0 * (unit ?? usual).pixels }
    }
}

extension Invocation {
    var pageFormat: PageFormat {
        PageFormat(
            width: self[PictureOption.width], height: self[PictureOption.height],
            fontSize: self[PictureOption.fontSize] ?? PageFormat.standardFontSize)
    }
}
