/// A colour in RGB, each component 0 to 255.
struct Color: Hashable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    /// `#0072b2`.
    var hex: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The same, `#fff` for `#ffffff`.
    var brief: String {
        let digits = Array(hex.dropFirst())
        let isDouble = stride(from: 0, to: 6, by: 2).allSatisfy { digits[$0] == digits[$0 + 1] }
        return isDouble ? "#" + String([digits[0], digits[2], digits[4]]) : hex
    }

    /// How bright it looks, 0 to 255 (the weights of ITU-R BT.601).
    var brightness: Double { 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue) }

    init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// A mixture with another colour: 0 is this one, 1 the other.
    func mixed(with other: Color, _ share: Double) -> Color {
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
            UInt8(clamping: Int((Double(a) + (Double(b) - Double(a)) * share).rounded()))
        }
        return Color(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }
}
