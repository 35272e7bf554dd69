/// The colours that have no number, on a light or a dark ground.
struct Ground {
    let ground, text, faint, axis, grid, empty: Color
    let isDark: Bool

    static let light = Ground(
        ground: Color(255, 255, 255), text: Color(27, 31, 36), faint: Color(81, 89, 99), axis: Color(107, 115, 125),
        grid: Color(227, 230, 234), empty: Color(241, 242, 244), isDark: false)
    static let dark = Ground(
        ground: Color(21, 24, 29), text: Color(232, 235, 239), faint: Color(170, 178, 188), axis: Color(138, 146, 156),
        grid: Color(44, 50, 58), empty: Color(32, 37, 44), isDark: true)
}
